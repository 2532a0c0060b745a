import { RouteTable } from "@pulumi/aws/ec2transitgateway/routeTable.js";
import type { VpcEndpoint } from "@pulumi/aws/ec2/vpcEndpoint.js";
import type { Provider } from "@pulumi/aws/provider.js";
import { Record } from "@pulumi/aws/route53/record.js";
import { Zone } from "@pulumi/aws/route53/zone.js";
import type * as pulumi from "@pulumi/pulumi";
import { endpointZoneOutput, transitTableOutput } from "../../fleet/regions/region-outputs.ts";
import { endpointsNetwork, ENDPOINTS_TABLE } from "../../fleet/regions/shared-endpoints.ts";
import { resourceTags } from "../../fleet/tags.ts";
import { interfaceEndpointPlan } from "../network/endpoint-plan.ts";
import { createEndpoints } from "../network/endpoints.ts";
import { Network } from "../network/network.ts";
import { TransitAttachment } from "../network/transit-attachment.ts";
import { endpointNetworkPlan, endpointZones, type PlannedEndpointZone } from "./endpoint-plan.ts";
import type { EndpointSettings } from "./endpoint-settings.ts";
import type { RegionOutputs } from "./outputs.ts";
import { child, type RegionScope } from "./scope.ts";

interface EndpointHome {
  readonly provider: Provider;
  /** What the gateway's part of the region shows. */
  readonly gateway: RegionOutputs;
}

/**
 * Interface endpoints in a network of their own, behind the gateway. They have no private names themselves, for those
 * would hold in their own network alone: a private zone for each service has them, and clusters' networks join it.
 *
 * @see https://docs.aws.amazon.com/whitepapers/latest/building-scalable-secure-multi-vpc-network-infrastructure/centralized-access-to-vpc-private-endpoints.html
 */
export function createSharedEndpoints(
  scope: RegionScope,
  settings: EndpointSettings,
  home: EndpointHome,
): RegionOutputs {
  const { awsRegion } = scope.settings;
  const network = createNetwork(scope, settings, home);
  const table = attach(scope, settings, { ...home, network });
  const planned = interfaceEndpointPlan(scope.name, settings.plan.services, {
    awsRegion,
    subnets: [],
    ranges: settings.plan.clients,
  });
  if (planned === undefined) throw new Error(`${scope.name} shares no endpoints`);
  const endpoints = createEndpoints({ parent: scope.parent, adopt: {} }, planned, {
    vpcId: network.vpcId,
    subnetIds: network.subnetIds["control-plane"],
    privateDnsEnabled: false,
  });
  const zones = endpointZones(scope.name, awsRegion, settings.plan).map((zone) => {
    const endpoint = endpoints.get(zone.service);
    if (endpoint === undefined) throw new Error(`no endpoint of ${zone.service} was made`);
    return [endpointZoneOutput(zone.service), createZone(scope, zone, { network, endpoint })] as const;
  });
  return { [transitTableOutput(ENDPOINTS_TABLE)]: table.id, ...Object.fromEntries(zones) };
}

function createNetwork(scope: RegionScope, settings: EndpointSettings, { provider }: EndpointHome): Network {
  const { accountId, awsRegion, protect } = scope.settings;
  return new Network(
    endpointsNetwork(scope.name),
    {
      provider,
      accountId,
      awsRegion,
      plan: endpointNetworkPlan(settings.plan),
      natGateways: "none",
      flowLogRetentionDays: settings.flowLogRetentionDays,
      // Clusters without another way to AWS stand still without it.
      protect,
    },
    child(scope),
  );
}

interface AttachedNetwork extends EndpointHome {
  readonly network: Network;
}

/** Every environment finds the endpoints; they answer only those clusters whose ranges their own table has learnt. */
function attach(
  scope: RegionScope,
  { plan, environments }: EndpointSettings,
  { provider, gateway, network }: AttachedNetwork,
): RouteTable {
  const { transitGatewayId: gatewayId } = gateway;
  if (gatewayId === undefined) throw new Error(`${scope.name} has no gateway`);
  const name = `${scope.name}-transit-table-${ENDPOINTS_TABLE}`;
  const table = new RouteTable(name, { transitGatewayId: gatewayId, tags: resourceTags(name) }, child(scope));
  const tables = environments.map((one) => {
    const id = gateway[transitTableOutput(one)];
    if (id === undefined) throw new Error(`no transit table ${one} was made`);
    return [one, id] as const;
  });
  new TransitAttachment(
    `${endpointsNetwork(scope.name)}-transit`,
    {
      provider,
      gatewayProvider: provider,
      network,
      gatewayId,
      tableId: table.id,
      propagations: Object.fromEntries(tables),
      destinations: plan.clients,
    },
    child(scope),
  );
  return table;
}

interface ZoneHome {
  readonly network: Network;
  readonly endpoint: VpcEndpoint;
}

/** Clusters' networks join the zone by their own stacks, and this program leaves those associations alone. */
function createZone(
  scope: RegionScope,
  { name, domain, records }: PlannedEndpointZone,
  { network, endpoint }: ZoneHome,
): pulumi.Output<string> {
  const zone = new Zone(
    name,
    {
      name: domain,
      comment: `Leads to an endpoint of ${scope.name}`,
      vpcs: [{ vpcId: network.vpcId, vpcRegion: scope.settings.awsRegion }],
      tags: resourceTags(name),
    },
    child(scope, { ignoreChanges: ["vpcs"] }),
  );
  const target = firstEntry(endpoint);
  for (const { name: record, recordName } of records) {
    const alias = { name: target.name, zoneId: target.zoneId, evaluateTargetHealth: false };
    new Record(record, { zoneId: zone.zoneId, name: recordName, type: "A", aliases: [alias] }, child(scope));
  }
  return zone.zoneId;
}

type Entries = pulumi.Unwrap<VpcEndpoint["dnsEntries"]>;

/** The first of an endpoint's own names is for all its zones together. */
function firstEntry({ dnsEntries }: VpcEndpoint): {
  readonly name: pulumi.Output<string>;
  readonly zoneId: pulumi.Output<string>;
} {
  // A recording that makes up only ids knows no entries.
  const first = dnsEntries.apply((entries: Entries | undefined) => entries?.[0]);
  return {
    name: first.apply((entry) => entry?.dnsName ?? ""),
    zoneId: first.apply((entry) => entry?.hostedZoneId ?? ""),
  };
}

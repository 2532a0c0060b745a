import { MetricAlarm } from "@pulumi/aws/cloudwatch/metricAlarm.js";
import type { VpnConnection } from "@pulumi/aws/ec2/vpnConnection.js";
import { VpnConnectionRoute } from "@pulumi/aws/ec2/vpnConnectionRoute.js";
import { VpnGateway } from "@pulumi/aws/ec2/vpnGateway.js";
import type { Provider } from "@pulumi/aws/provider.js";
import * as pulumi from "@pulumi/pulumi";
import { resourceTags } from "../../fleet/tags.ts";
import { AWS_SIDE_ASN, TUNNEL_METRIC } from "../../fleet/links/vpn-vocabulary.ts";
import { createSide, type GatewayArgs } from "./gateway-side.ts";
import type { EndArgs } from "./place.ts";
import { createRoutes, type RouteTarget } from "./routes.ts";
import { createRules } from "./rules.ts";
import { createTunnels } from "./tunnels.ts";
import { type VpnDecisions, vpnDecisions } from "./vpn-plan.ts";
import type { VpnLinkSettings } from "./vpn-settings.ts";

export interface VpnLinkArgs extends VpnLinkSettings {
  /** The cluster's end. */
  readonly place: EndArgs & { readonly provider: Provider };
  /** The transit gateway at which the tunnels end. @default - a gateway of the VPC's own */
  readonly gateway?: GatewayArgs;
  /** Topic that hears of tunnels that are down; an alarm needs it. @default none */
  readonly alertTopicArn?: pulumi.Input<string>;
}

/** How long no tunnel may be up before somebody is told, in periods of so many seconds. */
const ALARM = { evaluationPeriods: 3, period: 300 } as const;

/**
 * A VPN between a cluster's network and a site: at the transit gateway of the region where the cluster stands behind one,
 * else at a gateway of the VPC's own.
 *
 * @see https://docs.aws.amazon.com/vpn/latest/s2svpn/how_it_works.html
 */
export class VpnLink extends pulumi.ComponentResource {
  /** Id of the connection, by which its configuration for the device is fetched. */
  readonly connectionId: pulumi.Output<string>;
  /** ARN of the secret with the keys of the tunnels. */
  readonly keysArn: pulumi.Output<string>;

  constructor(name: string, args: VpnLinkArgs, opts: pulumi.ComponentResourceOptions = {}) {
    const { place, gateway, alertTopicArn, ...settings } = args;
    super("atoll:link:VpnLink", name, {}, pulumi.mergeOptions({ provider: place.provider }, opts));
    const decided = vpnDecisions(name, settings);
    const scope: Scope = { parent: this, place, decided, settings };

    const ready =
      gateway === undefined ? createAtVpc(scope, decided.gatewayName) : createAtTransit(scope, gateway);
    const places = { requester: place, accepter: { routeTableIds: {} } };
    createRoutes({ parent: this, places }, decided.routes, () => ready.target, ready.after);
    createRules({ parent: this, places }, decided.rules);
    const owner = { parent: this, provider: gateway?.provider ?? place.provider };
    createAlarm(decided, ready.connection, alertTopicArn, owner);

    this.connectionId = ready.connection.id;
    this.keysArn = ready.connection.presharedKeyArn;
    this.registerOutputs({ connectionId: this.connectionId, keysArn: this.keysArn });
  }
}

interface Scope extends Pick<VpnLinkArgs, "place"> {
  readonly parent: pulumi.Resource;
  readonly decided: VpnDecisions;
  readonly settings: VpnLinkSettings;
}

/** The tunnels, and how the VPC's routes lead to them. */
interface Ready {
  readonly connection: VpnConnection;
  readonly target: RouteTarget;
  readonly after: readonly pulumi.Resource[];
}

function createAtTransit({ parent, decided, settings }: Scope, gateway: GatewayArgs): Ready {
  const { side } = decided;
  if (side === undefined) throw new Error("the tunnels end at a gateway of the VPC's own");
  const { provider, gatewayId: transitGatewayId } = gateway;
  const connection = createTunnels(decided, settings, { transitGatewayId }, { parent, provider });
  const attachmentId = connection.transitGatewayAttachmentId;
  createSide(parent, side, gateway, { attachmentId, ready: [connection] });
  return { connection, target: { transitGatewayId }, after: [] };
}

function createAtVpc({ parent, place, decided, settings }: Scope, name?: string): Ready {
  const { provider, vpcId } = place;
  if (name === undefined || vpcId === undefined) throw new Error("the tunnels end at a transit gateway");
  const opts = { parent, provider };
  const gateway = new VpnGateway(
    name,
    { vpcId, amazonSideAsn: `${AWS_SIDE_ASN}`, tags: resourceTags(name) },
    opts,
  );
  const connection = createTunnels(decided, settings, { vpnGatewayId: gateway.id }, opts);
  for (const { name: route, cidr } of decided.staticRoutes)
    new VpnConnectionRoute(route, { vpnConnectionId: connection.id, destinationCidrBlock: cidr }, opts);
  return { connection, target: { gatewayId: gateway.id }, after: [gateway] };
}

/** AWS takes one tunnel down for its own work from time to time; that both are down is worth a call. */
function createAlarm(
  { alarmName: name }: VpnDecisions,
  connection: VpnConnection,
  topicArn: pulumi.Input<string> | undefined,
  opts: pulumi.CustomResourceOptions,
): void {
  if (name === undefined || topicArn === undefined) return;
  const { dimension, ...metric } = TUNNEL_METRIC;
  new MetricAlarm(
    name,
    {
      name,
      alarmDescription: `No tunnel of ${name.replace(/-alarm$/, "")} is up`,
      ...metric,
      dimensions: { [dimension]: connection.id },
      statistic: "Maximum",
      comparisonOperator: "LessThanOrEqualToThreshold",
      threshold: 0,
      ...ALARM,
      treatMissingData: "breaching",
      alarmActions: [topicArn],
      okActions: [topicArn],
      tags: resourceTags(name),
    },
    opts,
  );
}

import type { Fleet, Region } from "./inventory.ts";
import { hasControlPlaneSubnets, networkPlan, privateZones } from "./networks/network-plan.ts";
import { launchesNodes } from "./nodes/launches-nodes.ts";
import {
  endpointZoneOutput,
  hasAlertTopic,
  type RegionOutput,
  transitTableOutput,
} from "./regions/region-outputs.ts";
import { ENDPOINTS_TABLE, sharedServices } from "./regions/shared-endpoints.ts";
import { ownGateway, transitTables } from "./regions/transit.ts";

/** An output of another stack before anything is deployed: `${dev/vpcId}`. */
const placeholder = (stack: string, output: string): string => `\${${stack}/${output}}`;

/** The same of a region's stack: what its entry asks for. */
export function plannedRegionOutputs(region: Region): Readonly<Record<string, unknown>> {
  const { dns, buckets, id } = region;
  const gateway = ownGateway(region);
  const shown: Readonly<Partial<Record<RegionOutput, boolean>>> = {
    zoneId: dns.public,
    privateZoneId: dns.private,
    backupBucket: buckets.backups !== undefined,
    logBucket: buckets.logs !== undefined,
    dataKeyArn: buckets.backups !== undefined || buckets.logs !== undefined,
    alertTopicArn: hasAlertTopic(region),
    transitGatewayId: gateway !== undefined,
    ...Object.fromEntries(endpointOutputs(region).map((output) => [output, true])),
    ...Object.fromEntries(
      (gateway === undefined ? [] : transitTables(gateway)).map((key) => [transitTableOutput(key), true]),
    ),
  };
  const outputs = Object.entries(shown).filter(([, isShown]) => isShown === true);
  return Object.fromEntries(outputs.map(([output]) => [output, placeholder(id, output)]));
}

/** What leads to the endpoints that a region shares. */
function endpointOutputs(region: Region): readonly RegionOutput[] {
  const services = sharedServices(region);
  if (services.length === 0) return [];
  return [transitTableOutput(ENDPOINTS_TABLE), ...services.map(endpointZoneOutput)];
}

/**
 * What a cluster's stack shows to others, each value in the name of its output: plans stand on these, because only the
 * cloud knows the values.
 */
export function plannedClusterOutputs(fleet: Fleet, clusterId: string): Readonly<Record<string, unknown>> {
  const cluster = fleet.clusters.get(clusterId);
  if (cluster === undefined) return {};
  const plan = cluster.network.mode === "create" ? networkPlan(fleet, clusterId) : undefined;
  const zones = plan === undefined ? [] : privateZones(plan);
  const tables = zones.map((zone) => [zone, placeholder(clusterId, `privateRouteTableIds.${zone}`)]);
  const [group, isolated] = ["nodeSecurityGroupId", "isolatedRouteTableId"] as const;
  const attaches = cluster.network.mode === "create" && cluster.network.transitGateway;
  return {
    vpcId: placeholder(clusterId, "vpcId"),
    privateRouteTableIds: Object.fromEntries(tables),
    ...(plan !== undefined && hasControlPlaneSubnets(plan)
      ? { [isolated]: placeholder(clusterId, isolated) }
      : {}),
    ...(launchesNodes(cluster) ? { [group]: placeholder(clusterId, group) } : {}),
    ...(attaches ? { transitAttachmentId: placeholder(clusterId, "transitAttachmentId") } : {}),
  };
}

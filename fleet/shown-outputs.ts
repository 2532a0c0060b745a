import type { Fleet, Region } from "./inventory.ts";
import { networkPlan, privateZones } from "./network-plan.ts";
import { type RegionOutput, transitTableOutput } from "./region-outputs.ts";
import { ownGateway, transitTables } from "./transit.ts";

/** An output of another stack before anything is deployed: `${dev/vpcId}`. */
const placeholder = (stack: string, output: string): string => `\${${stack}/${output}}`;

/** The same of a region's stack: what its entry asks for. */
export function plannedRegionOutputs(region: Region): Readonly<Record<string, unknown>> {
  const { dns, buckets, id, quotaAlarms, budget } = region;
  const gateway = ownGateway(region);
  const shown: Readonly<Partial<Record<RegionOutput, boolean>>> = {
    zoneId: dns.public,
    privateZoneId: dns.private,
    backupBucket: buckets.backups !== undefined,
    logBucket: buckets.logs !== undefined,
    dataKeyArn: buckets.backups !== undefined || buckets.logs !== undefined,
    alertTopicArn: quotaAlarms !== undefined || budget !== undefined,
    transitGatewayId: gateway !== undefined,
    ...Object.fromEntries(
      (gateway === undefined ? [] : transitTables(gateway)).map((key) => [transitTableOutput(key), true]),
    ),
  };
  const outputs = Object.entries(shown).filter(([, isShown]) => isShown === true);
  return Object.fromEntries(outputs.map(([output]) => [output, placeholder(id, output)]));
}

/**
 * What a cluster's stack shows to others, each value in the name of its output: plans stand on these, because only the
 * cloud knows the values.
 */
export function plannedClusterOutputs(fleet: Fleet, clusterId: string): Readonly<Record<string, unknown>> {
  const cluster = fleet.clusters.get(clusterId);
  if (cluster === undefined) return {};
  const zones = cluster.network.mode === "create" ? privateZones(networkPlan(fleet, clusterId)) : [];
  const tables = zones.map((zone) => [zone, placeholder(clusterId, `privateRouteTableIds.${zone}`)]);
  const group = "nodeSecurityGroupId";
  return {
    vpcId: placeholder(clusterId, "vpcId"),
    privateRouteTableIds: Object.fromEntries(tables),
    ...(cluster.kind === "eks" ? { [group]: placeholder(clusterId, group) } : {}),
  };
}

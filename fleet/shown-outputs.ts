import { GUARD_NAMES } from "./guard-vocabulary.ts";
import type { Cluster, Fleet, Region } from "./inventory.ts";
import { hasControlPlaneSubnets, networkPlan, privateZones } from "./networks/network-plan.ts";
import { launchesNodes } from "./nodes/launches-nodes.ts";
import {
  endpointZoneOutput,
  hasAlertTopic,
  type RegionOutput,
  transitTableOutput,
} from "./regions/region-outputs.ts";
import { ENDPOINTS_TABLE, sharedServices } from "./regions/shared-endpoints.ts";
import { TENANT_ROLES } from "./tenant-vocabulary.ts";
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

/** What cells of a cluster read of the way in, and that it is guarded. */
function cellWay({ id, cells, kind, network }: Cluster): Readonly<Record<string, unknown>> {
  if (cells === undefined) return {};
  const [of, ...names] =
    network.mode === "external"
      ? (["outside", "clusterIdentifier", "kubeconfig"] as const)
      : kind === "k3s"
        ? (["k3s", "oidcIssuer", "kubeconfig"] as const)
        : (["eks", "clusterName", "oidcIssuer", "kubeconfig"] as const);
  const way = Object.fromEntries(names.map((name) => [name, placeholder(id, `${of}.${name}`)]));
  return { [of]: way, tenantGuards: [...GUARD_NAMES, ...Object.values(TENANT_ROLES)].sort().join(",") };
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
    ...cellWay(cluster),
    ...(attaches ? { transitAttachmentId: placeholder(clusterId, "transitAttachmentId") } : {}),
  };
}

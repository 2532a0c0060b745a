import type { Provider } from "@pulumi/aws/provider.js";
import type * as pulumi from "@pulumi/pulumi";
import type { Cluster as ReadyCluster } from "../components/cluster/cluster.ts";
import { Platform } from "../components/platform/platform.ts";
import type { AskCluster } from "../components/platform/webhook-probe.ts";
import { TenantSlice } from "../components/tenant/tenant-slice.ts";
import type { Cluster, Fleet } from "../fleet/inventory.ts";
import { deployCentralWayIn, deploySenderPassword } from "./central-metrics.ts";
import type { Ipv6Ranges } from "./ipv6-ranges.ts";
import { platformSettings } from "./platform-settings.ts";
import type { ShownOutput } from "./stack-outputs.ts";
import { deployTenantGuards } from "./tenant-guards.ts";
import { deployTenantRecords } from "./tenant-records.ts";
import { slicesIn } from "./tenant-settings.ts";

/** What workloads need beside the cluster they are in. */
export interface WorkloadPlace {
  /** AWS provider, for the names of tenants. @default - none, where no tenant has names */
  readonly provider?: Provider;
  /** What the region's stack shows; absent where the cluster needs nothing of it. */
  readonly shared?: ShownOutput;
  /** Asks the cluster whether webhooks answer. @default - nobody asks */
  readonly ask?: AskCluster | undefined;
  /** Ranges that only the cloud knows. @default none */
  readonly ranges?: Ipv6Ranges;
}

/** What cells of a cluster read of what it carries. */
export interface WorkloadOutputs {
  /** Names of guards that hold in namespaces of tenants, and of the roles that are bound there. @default - none are there */
  readonly tenantGuards?: pulumi.Output<string>;
}

/**
 * What a cluster carries, whatever kind it is. A tenant waits for nodes, not for add-ons, so that one that fails holds
 * up no customer; only its policy of the mesh waits for the mesh.
 */
export function deployWorkloads(
  fleet: Fleet,
  cluster: Cluster,
  ready: ReadyCluster,
  { provider, shared, ask, ranges }: WorkloadPlace,
): WorkloadOutputs {
  const settings = platformSettings(fleet, cluster, shared);
  deploySenderPassword(fleet, cluster, settings, provider);
  const platform = new Platform(cluster.id, {
    cluster: ready,
    ...(ask === undefined ? {} : { ask }),
    ...settings,
    ...ranges,
  });
  const after = platform.ready.get("victoria-metrics") ?? [];
  deployCentralWayIn(ready, settings, { provider, shared, after });
  const guards = deployTenantGuards(fleet, cluster, ready, settings);
  const slices = slicesIn(fleet, cluster, undefined, settings.stores?.backups);
  for (const { name, settings: slice } of slices)
    new TenantSlice(name, { cluster: ready, ready: platform.ready, guards: guards.ready, ...slice });
  deployTenantRecords(fleet, cluster, slices, {
    provider,
    after: platform.ready.get("traefik") ?? [],
  });
  return guards.names === undefined ? {} : { tenantGuards: guards.names };
}

import { addOnsOf } from "../../fleet/charts/add-ons.ts";
import type { Cluster, Fleet } from "../../fleet/inventory.ts";
import { storageOf } from "../../fleet/k3s/k3s-servers.ts";
import { networkPlan } from "../../fleet/networks/network-plan.ts";
import { layersOf } from "../../fleet/upgrade/layers.ts";
import { outsideFacts } from "../outside-settings.ts";
import { platformRanges } from "../platform-ranges.ts";
import type { Declared } from "./declared.ts";

/** What one entry says of its cluster, and what follows from it. */
export function declaredFacts(fleet: Fleet, cluster: Cluster): Declared {
  const { controlPlane, workloads } = layersOf(fleet, cluster);
  const { cidr, serviceCidr } = networkPlan(fleet, cluster.id);
  const ranges = platformRanges(fleet, cluster);
  return {
    file: `clusters/${cluster.id}.yaml`,
    kind: cluster.kind === "k3s" ? "k3s" : "attached",
    facts: outsideFacts(fleet, cluster),
    // An update is what moves servers of K3s, so until then they have what everything else still has.
    minors: [...new Set([controlPlane, workloads])],
    serviceCidr,
    apiServerRanges: ranges.apiServerRanges,
    nodeRange: cidr,
    ...(cluster.oidc === undefined ? {} : { issuer: cluster.oidc.issuer }),
    bringsStorage: cluster.kind === "k3s" && storageOf(cluster) === "longhorn",
    hasMetricsServer: addOnsOf(cluster).includes("metrics-server"),
  };
}

import { KUBERNETES_MINORS } from "../charts/catalog.ts";
import type { Finding } from "../check.ts";
import type { Cluster, Inventory } from "../inventory.ts";
import { K3S_MINORS } from "../k3s/k3s-catalog.ts";

/** Kubernetes versions that are not in the catalog. */
export function versionFindings(inventory: Inventory): readonly Finding[] {
  return [...inventory.clusters.values()]
    .filter((cluster) => !offeredMinors(cluster).includes(cluster.kubernetes))
    .map((cluster) => ({
      file: `clusters/${cluster.id}.yaml`,
      at: ["kubernetes"],
      expected: `a Kubernetes minor of the catalog: ${offeredMinors(cluster).join(", ")}`,
    }));
}

/** Minors that the catalog has for a kind; of what somebody else runs, those that add-ons are made for. */
export function offeredMinors({ kind }: Pick<Cluster, "kind">): readonly string[] {
  return kind === "k3s" ? K3S_MINORS : KUBERNETES_MINORS.map(({ minor }) => minor);
}

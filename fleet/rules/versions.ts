import { KUBERNETES_MINORS } from "../charts/catalog.ts";
import type { Finding } from "../check.ts";
import type { Inventory } from "../inventory.ts";

/** Kubernetes versions that are not in the catalog. */
export function versionFindings(inventory: Inventory): readonly Finding[] {
  const minors = KUBERNETES_MINORS.map(({ minor }) => minor);
  return [...inventory.clusters.values()]
    .filter(({ kubernetes, kind }) => kind === "eks" && !minors.includes(kubernetes))
    .map(({ id, kubernetes }) => {
      const hint = /^1\.\d+\.\d+/.test(kubernetes) ? "name the minor version only" : undefined;
      const expected = `a Kubernetes minor of the catalog: ${minors.join(", ")}`;
      return {
        file: `clusters/${id}.yaml`,
        at: ["kubernetes"],
        expected,
        ...(hint === undefined ? {} : { hint }),
      };
    });
}

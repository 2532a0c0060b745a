import type { Cluster, Fleet } from "../inventory.ts";

/**
 * Whether of a cluster there is nothing but its network: somebody else is to build it there, and its facts are not
 * known yet. Nothing can be deployed into it.
 */
export function isNetworkAlone({
  kind,
  network,
  attached,
}: Pick<Cluster, "kind" | "network" | "attached">): boolean {
  return kind === "attached" && network.mode !== "external" && attached === undefined;
}

const REMEDY =
  "for a cluster that exists write network: { mode: external, cidr: <range of its machines> } and attached";

/** Networks into which nothing is deployed, one sentence for each; whoever attaches a cluster may have meant another. */
export function networkAloneWarnings({
  clusters,
  tenants,
}: Pick<Fleet, "clusters" | "tenants">): readonly string[] {
  return [...clusters.values()].filter(isNetworkAlone).map(({ id }) => {
    const placed = [...tenants.values()].flatMap((tenant) =>
      Object.entries(tenant.environments).flatMap(([name, { cluster }]) =>
        cluster === id ? [`${tenant.id} ${name}`] : [],
      ),
    );
    const what = placed.length === 0 ? "nothing" : `nothing of ${placed.join(", ")}`;
    return `clusters/${id}.yaml: is a network alone: ${what} is deployed into it; ${REMEDY}`;
  });
}

import type { Fleet } from "./inventory.ts";
import type { ClusterEntry } from "./schema/cluster.ts";
import { cellOf } from "./stack-names.ts";

type Environment = ClusterEntry["environment"];

/** From the one that most depends on to the one that least does. */
const BY_WEIGHT: readonly Environment[] = ["production", "edge", "staging", "development"];

/**
 * Environment whose rules a stack follows: its cluster's; of what several clusters share, such as a region or a link,
 * that of the one that most depends on. Undefined where no cluster says it.
 */
export function stackEnvironment(fleet: Fleet, stack: string): Environment | undefined {
  const { clusters, links } = fleet;
  const own = clusters.get(stack) ?? cellOf(fleet, stack)?.cluster;
  if (own !== undefined) return own.environment;
  const link = links.get(stack);
  const sharing = [...clusters.values()].filter(({ id, region }) =>
    link === undefined ? region === stack : id === link.from || id === link.to.cluster,
  );
  const found = new Set(sharing.map(({ environment }) => environment));
  return BY_WEIGHT.find((one) => found.has(one));
}

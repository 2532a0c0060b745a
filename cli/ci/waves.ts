import type { Fleet, Link } from "../../fleet/inventory.ts";
import type { ENVIRONMENTS } from "../../fleet/schema/cluster.ts";
import { cellOf } from "../../fleet/stack-names.ts";

export type Environment = (typeof ENVIRONMENTS)[number];

/** From where a change is tried first to where it costs most; who is asked for the last is asked for all. */
const RISING: readonly Environment[] = ["development", "staging", "edge", "production"];

/** What is deployed one after the other: what clusters share, the clusters and their cells, and what joins them. */
export const WAVES = ["regions", ...RISING, "links"] as const;
export type Wave = (typeof WAVES)[number];

/** Where a stack stands in a deployment. */
export interface WaveOfStack {
  readonly stack: string;
  readonly wave: Wave;
  /** Whose approval it needs. */
  readonly environment: Environment;
  /** Stacks that stay together, in order: a cluster comes before its cells. */
  readonly unit: string;
}

type Entries = Pick<Fleet, "regions" | "clusters" | "links">;

/**
 * A region and a link touch clusters of several environments, so the one that costs most decides who is asked. A region
 * without clusters asks as production does: nobody can say what comes into it.
 */
export function waveOf(fleet: Entries, stack: string): WaveOfStack | undefined {
  const cluster = fleet.clusters.get(stack) ?? cellOf(fleet, stack)?.cluster;
  if (cluster !== undefined)
    return { stack, wave: cluster.environment, environment: cluster.environment, unit: cluster.id };
  if (fleet.regions.has(stack)) {
    const inside = [...fleet.clusters.values()].filter(({ region }) => region === stack);
    const environment = strictest(inside.map(({ environment }) => environment));
    return { stack, wave: "regions", environment, unit: stack };
  }
  const link = fleet.links.get(stack);
  if (link === undefined) return undefined;
  return { stack, wave: "links", environment: strictest(environmentsOf(fleet, link)), unit: stack };
}

function environmentsOf({ clusters }: Entries, { from, to }: Link): readonly Environment[] {
  return [from, to.cluster].flatMap((id) => {
    const cluster = id === undefined ? undefined : clusters.get(id);
    return cluster === undefined ? [] : [cluster.environment];
  });
}

function strictest(environments: readonly Environment[]): Environment {
  return [...environments].sort((a, b) => RISING.indexOf(b) - RISING.indexOf(a))[0] ?? "production";
}

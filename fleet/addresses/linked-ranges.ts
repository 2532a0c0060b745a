import type { Link } from "../inventory.ts";
import { farSide, foreignSide } from "../links/link-sides.ts";
import type { Lock, LockedCluster } from "../schema/lock.ts";
import { overlaps, parseCidr } from "./cidr.ts";

/** Ranges by which the other side of a link reaches a cluster: its block, and its pod range where that is another. */
export function reachableRanges({ block, pods }: Pick<LockedCluster, "block" | "pods">): readonly string[] {
  return pods === undefined ? [block] : [block, pods];
}

/** One side of a link as far as addresses go. */
export interface LinkSide {
  /** Cluster, VPC, attachment or address. */
  readonly name: string;
  readonly ranges: readonly string[];
  /** Range of its Services, which its own machines take for their own; absent where nobody knows. */
  readonly services?: string;
}

/** Both sides of a link; a cluster that the lock does not know has no ranges yet. */
export function linkSides(
  lock: Lock,
  { from, to }: Pick<Link, "from" | "to">,
): readonly [LinkSide, LinkSide] {
  const cluster = (name: string): LinkSide => {
    const locked = lock.clusters[name];
    return locked === undefined
      ? { name, ranges: [] }
      : { name, ranges: reachableRanges(locked), services: locked.services };
  };
  const foreign = foreignSide({ to });
  const name = farSide({ to });
  const far: LinkSide = foreign === undefined ? cluster(name) : { name, ranges: foreign.cidrs };
  return [cluster(from), far];
}

/** Ranges of two sides that cannot be told apart, in words: `10.0.0.0/16 of dev and 10.0.8.0/24 of vpc-...`. */
export function clashes(a: LinkSide, b: LinkSide): readonly string[] {
  const meet = (own: string, other: string): boolean => overlaps(parseCidr(own), parseCidr(other));
  const between = (near: LinkSide, far: LinkSide): readonly string[] => {
    const { services } = near;
    if (services === undefined) return [];
    const met = far.ranges.filter((range) => meet(services, range));
    return met.map((range) => `Services ${services} of ${near.name} and ${range} of ${far.name}`);
  };
  const networks = a.ranges.flatMap((own) =>
    b.ranges
      .filter((other) => meet(own, other))
      .map((other) => `${own} of ${a.name} and ${other} of ${b.name}`),
  );
  return [...networks, ...between(a, b), ...between(b, a)];
}

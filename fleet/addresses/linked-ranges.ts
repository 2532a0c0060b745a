import type { Link } from "../inventory.ts";
import { farSide, foreignSide } from "../links/link-sides.ts";
import { hasOverlay } from "../networks/overlay.ts";
import type { Lock, LockedCluster } from "../schema/lock.ts";
import { overlaps, parseCidr } from "./cidr.ts";

/** Ranges by which the other side of a link reaches a cluster: its block, and the pod range of its VPC where that is another. */
export function reachableRanges(locked: Pick<LockedCluster, "kind" | "block" | "pods">): readonly string[] {
  const { block, pods } = locked;
  return pods === undefined || hasOverlay(locked) ? [block] : [block, pods];
}

/** A range that a side's own machines take for theirs, so that they send nothing of it over a link. */
interface InnerRange {
  /** What has it, such as Services. */
  readonly what: string;
  readonly range: string;
}

/** One side of a link as far as addresses go. */
export interface LinkSide {
  /** Cluster, VPC, attachment or address. */
  readonly name: string;
  readonly ranges: readonly string[];
  /** Ranges that its own machines take for theirs; none where nobody knows. */
  readonly inner: readonly InnerRange[];
}

/** Both sides of a link; a cluster that the lock does not know has no ranges yet. */
export function linkSides(
  lock: Lock,
  { from, to }: Pick<Link, "from" | "to">,
): readonly [LinkSide, LinkSide] {
  const cluster = (name: string): LinkSide => {
    const locked = lock.clusters[name];
    return locked === undefined
      ? { name, ranges: [], inner: [] }
      : { name, ranges: reachableRanges(locked), inner: innerRanges(locked) };
  };
  const foreign = foreignSide({ to });
  const name = farSide({ to });
  const far: LinkSide = foreign === undefined ? cluster(name) : { name, ranges: foreign.cidrs, inner: [] };
  return [cluster(from), far];
}

function innerRanges(locked: LockedCluster): readonly InnerRange[] {
  const { services, pods } = locked;
  const overlay = pods === undefined || !hasOverlay(locked) ? [] : [{ what: "pods", range: pods }];
  return [{ what: "Services", range: services }, ...overlay];
}

/** Ranges of two sides that cannot be told apart, in words: `10.0.0.0/16 of dev and 10.0.8.0/24 of vpc-...`. */
export function clashes(a: LinkSide, b: LinkSide): readonly string[] {
  const meet = (own: string, other: string): boolean => overlaps(parseCidr(own), parseCidr(other));
  const between = (near: LinkSide, far: LinkSide): readonly string[] =>
    near.inner.flatMap(({ what, range: own }) => {
      const met = far.ranges.filter((range) => meet(own, range));
      return met.map((range) => `${what} ${own} of ${near.name} and ${range} of ${far.name}`);
    });
  const networks = a.ranges.flatMap((own) =>
    b.ranges
      .filter((other) => meet(own, other))
      .map((other) => `${own} of ${a.name} and ${other} of ${b.name}`),
  );
  return [...networks, ...between(a, b), ...between(b, a)];
}

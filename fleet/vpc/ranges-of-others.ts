import { type HeldRange, podRanges, routedRanges } from "../addresses/held-ranges.ts";
import type { Fleet } from "../inventory.ts";

/** Every range that somebody else holds: those of clusters in this very VPC are its own. */
export function rangesOfOthers(fleet: Fleet, vpcId: string | undefined): readonly HeldRange[] {
  const own = [...fleet.clusters.values()]
    .filter(({ network }) => network.mode === "existing" && network.vpcId === vpcId)
    .map(({ id }) => `cluster/${id}`);
  return [...routedRanges(fleet, fleet.lock), ...podRanges(fleet, fleet.lock)].filter(
    ({ holder }) => !own.some((one) => holder === one || holder === `${one} pods`),
  );
}

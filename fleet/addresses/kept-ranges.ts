import type { Finding } from "../check.ts";
import type { Lock, LockedCluster } from "../schema/lock.ts";
import { LOCK_FILE } from "./held-ranges.ts";

/**
 * Ranges that another lock holds and this one does not: as long as an entry lives, each of its ranges stays. One that was
 * moved by hand shows here and nowhere else.
 */
export function lostRanges(base: Lock, lock: Lock, name: string): readonly Finding[] {
  const wasFreed = (cidr: string, id: string): boolean =>
    lock.tombstones.some((one) => one.cidr === cidr && one.holder === `endpoints/${id}`);
  const regions = Object.entries(base.regions).flatMap(([id, region]): readonly Finding[] => {
    const now = lock.regions[id];
    if (region.gone !== undefined || now === undefined || now.gone !== undefined) return [];
    const missing = region.blocks.filter((cidr) => !now.blocks.includes(cidr));
    const blocks = missing.map((cidr) => lost(["regions", id, "blocks"], cidr, name, now.blocks.join(", ")));
    const endpoints =
      region.endpoints === undefined || region.endpoints === now.endpoints || wasFreed(region.endpoints, id)
        ? []
        : [lost(["regions", id, "endpoints"], region.endpoints, name, now.endpoints)];
    return [...blocks, ...endpoints];
  });
  const clusters = Object.entries(base.clusters).flatMap(([id, cluster]): readonly Finding[] => {
    const now = lock.clusters[id];
    if (cluster.gone !== undefined || now === undefined || now.gone !== undefined) return [];
    const held = new Map(rangesOf(now).map(({ at, cidr }) => [at.join(), cidr]));
    // Where the block is another, so is each subnet, which says no more.
    const ranges = rangesOf({ ...cluster, subnets: now.block === cluster.block ? cluster.subnets : {} });
    return ranges.flatMap(({ at, cidr }) => {
      const range = held.get(at.join());
      return range === cidr ? [] : [lost(["clusters", id, ...at], cidr, name, range)];
    });
  });
  return [...regions, ...clusters];
}

/** A fact of the base that is another here, or none. */
export function lost(at: Finding["at"], was: string, base: string, got = ""): Finding {
  const hint = `restore the lock from git, or merge ${base} first and run atoll lock --rebase ${base}`;
  return { file: LOCK_FILE, at, expected: `${was}, which ${base} holds`, got: got || "none", hint };
}

/** Every range that atoll keeps for a cluster; the subnets of a VPC that was brought along are its owner's. */
function rangesOf({ block, pods, services, subnets, vpcId }: LockedCluster) {
  const own = Object.entries(vpcId === undefined ? subnets : {});
  return [
    { at: ["block"], cidr: block },
    ...(pods === undefined ? [] : [{ at: ["pods"], cidr: pods }]),
    { at: ["services"], cidr: services },
    ...own.map(([key, cidr]) => ({ at: ["subnets", key], cidr })),
  ];
}

import type { Finding } from "../check.ts";
import type { Lock, LockedCluster } from "../schema/lock.ts";
import { liveClusters, LOCK_FILE } from "./held-ranges.ts";

/**
 * What another lock holds and this one does not: each live range of the base stays, unless its entry was retiring there
 * already and has left, and so does the place of a region in use. A range that was moved by hand, or an entry given anew, shows here and nowhere else.
 */
export function lostRanges(base: Lock, lock: Lock, name: string): readonly Finding[] {
  const used = new Set(liveClusters(base).map(([, { region }]) => region));
  const wasFreed = (cidr: string, id: string): boolean =>
    lock.tombstones.some((one) => one.cidr === cidr && one.holder === `endpoints/${id}`);
  const regions = Object.entries(base.regions).flatMap(([id, region]): readonly Finding[] => {
    const now = lock.regions[id];
    if (region.gone !== undefined || hasLeft(region, now)) return [];
    const places = (["account", "awsRegion"] as const).flatMap((key) => {
      const was = used.has(id) ? region[key] : undefined;
      return was === undefined || was === now?.[key]
        ? []
        : [lost(["regions", id, key], was, name, now?.[key])];
    });
    const held = now === undefined || now.gone !== undefined ? [] : now.blocks;
    const missing = region.blocks.filter((cidr) => !held.includes(cidr));
    const blocks = missing.map((cidr) => lost(["regions", id, "blocks"], cidr, name, held.join(", ")));
    const endpoints =
      region.endpoints === undefined || region.endpoints === now?.endpoints || wasFreed(region.endpoints, id)
        ? []
        : [lost(["regions", id, "endpoints"], region.endpoints, name, now?.endpoints)];
    return [...places, ...blocks, ...endpoints];
  });
  const clusters = Object.entries(base.clusters).flatMap(([id, cluster]): readonly Finding[] => {
    const now = lock.clusters[id];
    if (cluster.gone !== undefined || hasLeft(cluster, now)) return [];
    if (now === undefined || now.gone !== undefined) return [lost(["clusters", id], cluster.block, name)];
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

interface Leaving {
  readonly retiring?: string | undefined;
  readonly gone?: string | undefined;
}

function hasLeft(was: Leaving, now: Leaving | undefined): boolean {
  return was.retiring !== undefined && now?.gone !== undefined;
}

function lost(at: Finding["at"], was: string, base: string, got = ""): Finding {
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

import type { Finding } from "../check.ts";
import type { Cluster, Inventory } from "../inventory.ts";
import { lockedFamily } from "../networks/ip-family.ts";
import type { CreatedNetwork, ExistingNetwork } from "../schema/cluster.ts";
import type { Lock, LockedCluster } from "../schema/lock.ts";
import { tenantNodes } from "../nodes/tenant-pools.ts";
import { capacityFindings } from "./capacity.ts";
import { type Block, contains, formatBlock, parseCidr } from "./cidr.ts";
import { wantedSubnets } from "./demand.ts";
import { LOCK_FILE } from "./held-ranges.ts";
import { clusterZones } from "./zones.ts";

export const RUN_LOCK = "run atoll lock";
export const RESTORE = "restore the lock from git; after a merge, run atoll lock --rebase <base revision>";

/** One live cluster by itself: each range inside the one it belongs to, none missing, all large enough. */
export function clusterFindings(
  inventory: Inventory,
  lock: Lock,
  cluster: Cluster,
  locked: LockedCluster,
): readonly Finding[] {
  const { network } = cluster;
  const subnets = new Map(Object.entries(locked.subnets).map(([key, cidr]) => [key, parseCidr(cidr)]));
  const own =
    network.mode === "create"
      ? [
          ...homeFindings(inventory, lock, cluster.id, locked),
          ...absentSubnets(inventory, cluster, network, locked),
        ]
      : staleFacts(cluster.id, network, locked);
  const stray = strayFindings(cluster.id, locked, subnets);
  // Its subnets are those of the other family: what room they have says nothing.
  if (network.mode === "create" && network.ipFamily !== lockedFamily(locked)) return [...own, ...stray];
  return [
    ...own,
    ...stray,
    ...capacityFindings(cluster, wantedOnly(inventory, cluster, subnets), tenantNodes(inventory, cluster)),
  ];
}

/** The routed block inside its region, the pod range inside the pod supernet. */
function homeFindings(
  { settings }: Inventory,
  lock: Lock,
  id: string,
  { region, block, pods }: LockedCluster,
): readonly Finding[] {
  const homes = lock.regions[region]?.blocks ?? [];
  const { podSupernet } = settings.addresses;
  const outside = (
    key: string,
    cidr: string,
    ranges: readonly string[],
    name: string,
  ): readonly Finding[] => {
    if (ranges.some((range) => contains(parseCidr(range), parseCidr(cidr)))) return [];
    const expected = `a block inside ${name} (${ranges.join(", ") || "no blocks"})`;
    return [{ file: LOCK_FILE, at: ["clusters", id, key], expected, got: cidr, hint: RESTORE }];
  };
  return [
    ...outside("block", block, homes, `region ${region}`),
    ...(pods === undefined ? [] : outside("pods", pods, [podSupernet], "the pod supernet")),
  ];
}

/** Subnets outside the range of their class: pods in the pod range where there is one, all others in the block. */
function strayFindings(
  id: string,
  { block, pods }: LockedCluster,
  subnets: ReadonlyMap<string, Block>,
): readonly Finding[] {
  return [...subnets].flatMap(([key, subnet]) => {
    const home = key.startsWith("pod-") ? (pods ?? block) : block;
    if (contains(parseCidr(home), subnet)) return [];
    const at = ["clusters", id, "subnets", key];
    const got = formatBlock(subnet);
    return [{ file: LOCK_FILE, at, expected: `a range inside ${home}`, got, hint: RESTORE }];
  });
}

function absentSubnets(
  inventory: Inventory,
  cluster: Cluster,
  network: CreatedNetwork,
  locked: LockedCluster,
): readonly Finding[] {
  // A cluster cannot change its family: there is a rule for that, and no range to be missed.
  if (network.ipFamily !== lockedFamily(locked)) return [];
  const at = ["clusters", cluster.id, "subnets"];
  return keysOf(inventory, cluster, network)
    .filter((key) => locked.subnets[key] === undefined)
    .map((key) => {
      return { file: LOCK_FILE, at, expected: `a range for ${key}`, got: "none", hint: RUN_LOCK };
    });
}

/** What the lock says of a VPC that was brought along, against what the inventory says of it now. */
function staleFacts(id: string, network: ExistingNetwork, locked: LockedCluster): readonly Finding[] {
  const keys = [...new Set([...Object.keys(network.subnets), ...Object.keys(locked.subnets)])].sort();
  const pairs = [
    { at: ["legacy"], is: String(locked.legacy ?? false), wanted: String(network.legacy) },
    { at: ["block"], is: locked.block, wanted: network.cidr },
    { at: ["pods"], is: locked.pods ?? "none", wanted: network.podRange ?? "no podRange" },
    ...keys.map((key) => ({
      at: ["subnets", key],
      is: locked.subnets[key] ?? "none",
      wanted: network.subnets[key]?.cidr ?? "no such subnet",
    })),
  ];
  return pairs
    .filter(({ is, wanted }) => is !== wanted && !(is === "none" && wanted === "no podRange"))
    .map(({ at, is, wanted }) => {
      const expected = `${wanted}, as clusters/${id}.yaml says`;
      return { file: LOCK_FILE, at: ["clusters", id, ...at], expected, got: is, hint: RUN_LOCK };
    });
}

/** Subnets the cluster uses today; a zone it left keeps its range in the lock and serves nobody. */
function wantedOnly(
  inventory: Inventory,
  cluster: Cluster,
  subnets: ReadonlyMap<string, Block>,
): ReadonlyMap<string, Block> {
  const { network } = cluster;
  if (network.mode === "existing") return subnets;
  const keys = new Set(keysOf(inventory, cluster, network));
  return new Map([...subnets].filter(([key]) => keys.has(key)));
}

function keysOf(inventory: Inventory, cluster: Cluster, network: CreatedNetwork): readonly string[] {
  return wantedSubnets(network, clusterZones(inventory, cluster)).map(({ key }) => key);
}

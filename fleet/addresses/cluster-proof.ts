import type { Finding } from "../check.ts";
import type { Cluster, Inventory } from "../inventory.ts";
import { lockedFamily } from "../networks/ip-family.ts";
import { lockedMode } from "../networks/locked-mode.ts";
import { broughtOverlay } from "../networks/overlay.ts";
import type { CreatedNetwork, ExistingNetwork, ExternalNetwork } from "../schema/networks.ts";
import type { Lock, LockedCluster } from "../schema/lock.ts";
import { askedOfK3s } from "../k3s/k3s-servers.ts";
import { k3sText, wrongMoves } from "../k3s/server-moves.ts";
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
  // A network cannot change its mode: there is a rule for that, and what the lock holds is of the other one.
  if (network.mode !== lockedMode(locked)) return [];
  const subnets = new Map(Object.entries(locked.subnets).map(([key, cidr]) => [key, parseCidr(cidr)]));
  const own =
    network.mode === "create"
      ? [
          ...homeFindings(inventory, lock, cluster.id, locked),
          ...absentSubnets(inventory, { ...cluster, network }, locked),
        ]
      : staleFacts(cluster, network, locked);
  const servers = staleServers(inventory, cluster, locked);
  const stray = strayFindings(cluster.id, locked, subnets);
  if (network.mode === "external") return [...own, ...stray];
  // Its subnets are those of the other family: what room they have says nothing.
  if (network.mode === "create" && network.ipFamily !== lockedFamily(locked)) return [...own, ...stray];
  return [
    ...own,
    ...servers,
    ...stray,
    ...capacityFindings(cluster, wantedOnly(inventory, cluster, subnets), tenantNodes(inventory, cluster)),
  ];
}

/** Servers that the entry asks for and the lock does not know yet; what they may not become, other rules say. */
function staleServers(inventory: Inventory, cluster: Cluster, locked: LockedCluster): readonly Finding[] {
  const asked = askedOfK3s(inventory, cluster, locked);
  if (asked === undefined || locked.k3s === undefined || wrongMoves(locked.k3s, asked).length > 0) return [];
  const [is, wanted] = [k3sText(locked.k3s), k3sText(asked)];
  if (is === wanted) return [];
  const at = ["clusters", cluster.id, "k3s"];
  const expected = `${wanted}, as clusters/${cluster.id}.yaml says`;
  return [{ file: LOCK_FILE, at, expected, got: is, hint: RUN_LOCK }];
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

type OnItsOwn = Cluster & { readonly network: CreatedNetwork };

function absentSubnets(inventory: Inventory, cluster: OnItsOwn, locked: LockedCluster): readonly Finding[] {
  // A cluster cannot change its family: there is a rule for that, and no range to be missed.
  if (cluster.network.ipFamily !== lockedFamily(locked)) return [];
  const at = ["clusters", cluster.id, "subnets"];
  return keysOf(inventory, cluster)
    .filter((key) => locked.subnets[key] === undefined)
    .map((key) => {
      return { file: LOCK_FILE, at, expected: `a range for ${key}`, got: "none", hint: RUN_LOCK };
    });
}

/** What the lock says of a network that was brought along, against what the inventory says of it now. */
function staleFacts(
  { id, kind }: Cluster,
  network: ExistingNetwork | ExternalNetwork,
  locked: LockedCluster,
): readonly Finding[] {
  const { legacy, subnets } = network.mode === "existing" ? network : { legacy: false, subnets: {} };
  const ranges = new Map(Object.entries(subnets).map(([key, { cidr }]) => [key, cidr]));
  const keys = [...new Set([...ranges.keys(), ...Object.keys(locked.subnets)])].sort();
  const overlay = broughtOverlay({ kind, network }) ?? network.podRange;
  const pairs = [
    { at: ["legacy"], is: String(locked.legacy ?? false), wanted: String(legacy) },
    { at: ["block"], is: locked.block, wanted: network.cidr },
    { at: ["pods"], is: locked.pods ?? "none", wanted: overlay ?? "no podRange" },
    ...keys.map((key) => ({
      at: ["subnets", key],
      is: locked.subnets[key] ?? "none",
      wanted: ranges.get(key) ?? "no such subnet",
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
  if (network.mode !== "create") return subnets;
  const keys = new Set(keysOf(inventory, { ...cluster, network }));
  return new Map([...subnets].filter(([key]) => keys.has(key)));
}

function keysOf(inventory: Inventory, cluster: OnItsOwn): readonly string[] {
  return wantedSubnets(cluster, clusterZones(inventory, cluster)).map(({ key }) => key);
}

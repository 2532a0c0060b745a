import type { Inventory } from "../inventory.ts";
import { hasOverlay, isOwnOverlay } from "../networks/overlay.ts";
import type { Lock, LockedCluster } from "../schema/lock.ts";
import { type Block, blockEnd, byAddress, contains, parseCidr } from "./cidr.ts";
import { quarantineEnd } from "./days.ts";

export type MapKind =
  | "supernet"
  | "region"
  | "cluster"
  | "existing"
  | "legacy"
  | "external"
  | "pods"
  | "shared"
  | "subnet"
  | "reserved"
  | "quarantine";

/** One range and what lies inside it. */
export interface MapNode {
  readonly kind: MapKind;
  readonly label: string;
  /** What else there is to say, such as the end of a quarantine. */
  readonly note?: string;
  readonly block: Block;
  readonly children: readonly MapNode[];
}

/** The address map of a fleet: supernets, then ranges outside them, each with what it holds, by address. */
export function addressMap(inventory: Inventory, lock: Lock): readonly MapNode[] {
  const { addresses } = inventory.settings;
  const closed = [
    ...addresses.reserved.map(({ cidr, why }) => leaf("reserved", why, cidr)),
    ...lock.tombstones.map((one) => ({
      ...leaf("quarantine", one.holder.slice(one.holder.indexOf("/") + 1), one.cidr),
      note: `until ${quarantineEnd(one, addresses.quarantineDays)}`,
    })),
  ];
  const shared = Object.entries(lock.regions).flatMap(([id, { gone, endpoints }]) =>
    gone !== undefined || endpoints === undefined ? [] : [leaf("reserved", `endpoints of ${id}`, endpoints)],
  );
  const live = Object.entries(lock.clusters).filter(([, one]) => one.gone === undefined);
  const clusters = live.filter(([, one]) => one.external !== true).map(([id, one]) => clusterNode(id, one));
  // What stands elsewhere has no place among the fleet's ranges, whatever its addresses are.
  const elsewhere = live.filter(([, one]) => one.external === true);
  const regions = Object.entries(lock.regions)
    .filter(([, one]) => one.gone === undefined)
    .flatMap(([id, one]) => one.blocks.map((cidr) => leaf("region", id, cidr)));
  const supernets = addresses.supernets.map((cidr) => leaf("supernet", "routed", cidr));
  const pods = podNodes(live);
  const podSupernet = leaf("supernet", "pods, unrouted", addresses.podSupernet);
  const ours = nested([
    ...supernets,
    ...(pods.length > 0 ? [podSupernet] : []),
    ...regions,
    ...closed,
    ...shared,
    ...clusters,
    ...pods,
  ]);
  return [...ours, ...elsewhere.map(([id, one]) => leaf("external", id, one.block))];
}

/** Addresses in `node` that nothing inside it holds; ranges that overlap count once. */
export function freeAddresses(node: MapNode): number {
  let free = 0;
  let at = node.block.base;
  for (const { block } of takers(node)) {
    free += Math.max(0, block.base - at);
    at = Math.max(at, blockEnd(block));
  }
  return free + Math.max(0, blockEnd(node.block) - at);
}

/** Largest power-of-two block that is still free in `node`, as a netmask length; undefined when none is. */
export function largestFree(node: MapNode): number | undefined {
  const children = takers(node);
  if (children.length === 0) return node.block.netmaskLength;
  if (freeAddresses(node) === 0) return undefined;
  for (let length = node.block.netmaskLength + 1; length <= 32; length += 1) {
    const size = 2 ** (32 - length);
    let at = node.block.base;
    for (const { block } of [...children, { block: { base: blockEnd(node.block), netmaskLength: 32 } }]) {
      if (Math.ceil(at / size) * size + size <= block.base) return length;
      at = Math.max(at, blockEnd(block));
    }
  }
  return undefined;
}

/** What takes space from others: a shared range does not, for others may hold it too. */
const takers = (node: MapNode): readonly MapNode[] => node.children.filter(({ kind }) => kind !== "shared");

const leaf = (kind: MapKind, label: string, cidr: string): MapNode => ({
  kind,
  label,
  block: parseCidr(cidr),
  children: [],
});

function clusterNode(id: string, cluster: LockedCluster): MapNode {
  const kind = cluster.vpcId === undefined ? "cluster" : cluster.legacy === true ? "legacy" : "existing";
  const node = leaf(kind, id, cluster.block);
  return withSubnets(node, cluster.subnets);
}

/** Unrouted pod ranges; one that repeats, because its clusters are never linked, is shown once and takes no space. */
function podNodes(clusters: readonly (readonly [string, LockedCluster])[]): readonly MapNode[] {
  const own: MapNode[] = [];
  const shared = new Map<string, string[]>();
  for (const [id, cluster] of clusters) {
    const { pods, linkable } = cluster;
    if (pods === undefined || isOwnOverlay(cluster)) continue;
    if (linkable === false) shared.set(pods, [...(shared.get(pods) ?? []), id]);
    else own.push(podNode(id, { ...cluster, pods }));
  }
  const name = (ids: readonly string[]): string => (ids.length === 1 ? ids.join() : `${ids.length} clusters`);
  return [...own, ...[...shared].map(([cidr, ids]) => leaf("shared", `by ${name(ids)}`, cidr))];
}

/** The subnets of pods; an overlay has none, and is all the cluster's. */
function podNode(id: string, cluster: LockedCluster & { readonly pods: string }): MapNode {
  const { pods, subnets } = cluster;
  return withSubnets(leaf("pods", id, pods), hasOverlay(cluster) ? { "pod-overlay": pods } : subnets);
}

/** A range with those of the subnets that lie inside it. */
function withSubnets(node: MapNode, subnets: LockedCluster["subnets"]): MapNode {
  const children = Object.entries(subnets)
    .map(([key, cidr]) => leaf("subnet", key, cidr))
    .filter((subnet) => contains(node.block, subnet.block))
    .sort((a, b) => byAddress(a.block, b.block));
  return { ...node, children };
}

const DEPTH: Readonly<Record<MapKind, number>> = {
  supernet: 0,
  region: 1,
  reserved: 2,
  quarantine: 2,
  cluster: 2,
  existing: 2,
  legacy: 2,
  external: 2,
  pods: 2,
  shared: 2,
  subnet: 3,
};

/** Puts each range into the innermost one of a higher level that contains it: one sort, one stack. */
function nested(nodes: readonly MapNode[]): readonly MapNode[] {
  const sorted = [...nodes].sort((a, b) => byAddress(a.block, b.block) || DEPTH[a.kind] - DEPTH[b.kind]);
  const top: MapNode[] = [];
  const stack: { readonly node: MapNode; readonly children: MapNode[] }[] = [];
  for (const node of sorted) {
    const children = [...node.children];
    const open = { ...node, children };
    while (stack.length > 0 && !holds(stack.at(-1)?.node, node)) stack.pop();
    (stack.at(-1)?.children ?? top).push(open);
    if (DEPTH[node.kind] < 2) stack.push({ node, children });
  }
  return top;
}

function holds(outer: MapNode | undefined, inner: MapNode): boolean {
  return outer !== undefined && contains(outer.block, inner.block);
}

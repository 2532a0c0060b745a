import type { Finding } from "../check.ts";
import type { Inventory } from "../inventory.ts";
import { hasOverlay, isOwnOverlay } from "../networks/overlay.ts";
import type { Lock, LockedCluster } from "../schema/lock.ts";
import { byAddress, contains, overlaps, parseCidr } from "./cidr.ts";
import { mayBeLinked } from "./linkable.ts";
import type { HeldBlock } from "./overlaps.ts";

export const LOCK_FILE = "fleet.lock.yaml";

/** What holds a range, from the one that yields last to the one that yields first. */
export type RangeKind =
  "supernet" | "reserved" | "existing" | "overlay" | "services" | "pods" | "cluster" | "quarantine";

/** A range that somebody holds, and the place in the files that says so. */
export interface HeldRange extends HeldBlock {
  readonly kind: RangeKind;
  readonly where: Pick<Finding, "file" | "at">;
}

/**
 * Overlays of VPCs that were brought along, which may repeat, with all that none of them may touch: pods could not reach
 * a network whose addresses their own machine takes for those of other pods.
 */
export function overlayRanges(inventory: Inventory, lock: Lock): readonly HeldRange[] {
  const overlays = liveClusters(lock).flatMap(([id, one]) =>
    one.pods === undefined || !isOwnOverlay(one) || isApart(inventory, id)
      ? []
      : [range("overlay", `cluster/${id} pods`, one.pods, typed(id, "podRange"))],
  );
  return overlays.length === 0 ? [] : [...outermost(overlays), ...outermost(routedRanges(inventory, lock))];
}

/** Everything that must be unique in routed space: clusters, shared endpoints, reserved ranges, ranges in quarantine. */
export function routedRanges(inventory: Inventory, lock: Lock): readonly HeldRange[] {
  const clusters = liveClusters(lock).flatMap(([id, { block, kind, pods }]) => {
    const network = inventory.clusters.get(id)?.network;
    if (network === undefined || isApart(inventory, id)) return [];
    if (network.mode === "create")
      return [range("cluster", `cluster/${id}`, block, inLock("clusters", id, "block"))];
    const isRouted = pods !== undefined && !hasOverlay({ kind }) && !isForPods(inventory, pods);
    const vpc = range("existing", `cluster/${id}`, block, typed(id, "cidr"));
    return isRouted ? [vpc, broughtPods(id, pods)] : [vpc];
  });
  const endpoints = Object.entries(lock.regions).flatMap(([id, one]) =>
    one.gone !== undefined || one.endpoints === undefined
      ? []
      : [range("cluster", `region/${id} endpoints`, one.endpoints, inLock("regions", id, "endpoints"))],
  );
  return [...clusters, ...endpoints, ...closedRanges(inventory, lock)];
}

/** Pod ranges of networks that may meet each other, and what closes the pod supernet to them. */
export function podRanges(inventory: Inventory, lock: Lock): readonly HeldRange[] {
  const pods = liveClusters(lock).flatMap(([id, one]) => {
    if (one.pods === undefined || !mayBeLinked(inventory, lock, id)) return [];
    if (isOwnOverlay(one)) return [];
    if (one.vpcId !== undefined) return isForPods(inventory, one.pods) ? [broughtPods(id, one.pods)] : [];
    return [range("pods", `cluster/${id} pods`, one.pods, inLock("clusters", id, "pods"))];
  });
  return [...pods, ...closedRanges(inventory, lock)];
}

const typed = (id: string, key: string): HeldRange["where"] => ({
  file: `clusters/${id}.yaml`,
  at: ["network", key],
});

/** The range of pods of a VPC that was brought along; it may lie among all others, or among those of pods. */
function broughtPods(id: string, pods: string): HeldRange {
  return range("existing", `cluster/${id} pods`, pods, typed(id, "podRange"));
}

function isForPods({ settings }: Inventory, cidr: string): boolean {
  return overlaps(parseCidr(settings.addresses.podSupernet), parseCidr(cidr));
}

/** The pod range of a cluster that is never linked, which may repeat, with the ranges that even it may not touch. */
export function sharedPodRanges(inventory: Inventory, lock: Lock, id: string): readonly HeldRange[] {
  const pods = lock.clusters[id]?.pods;
  if (pods === undefined || mayBeLinked(inventory, lock, id) || isApart(inventory, id)) return [];
  const own = range("pods", `cluster/${id} pods`, pods, inLock("clusters", id, "pods"));
  return [own, ...outermost(reservedRanges(inventory))];
}

/** Subnets of one cluster. */
export function subnetRanges(id: string, { subnets }: LockedCluster): readonly HeldRange[] {
  return Object.entries(subnets).map(([key, cidr]) =>
    range("cluster", `cluster/${id} ${key}`, cidr, inLock("clusters", id, "subnets", key)),
  );
}

/** Service ranges, which may repeat, with all that none of them may touch. */
export function serviceRanges(inventory: Inventory, lock: Lock): readonly HeldRange[] {
  const { supernets, podSupernet } = inventory.settings.addresses;
  const services = liveClusters(lock)
    .filter(([id]) => !isApart(inventory, id))
    .map(([id, one]) => {
      const own = inventory.clusters.get(id)?.serviceCidr !== undefined;
      const typed = { file: `clusters/${id}.yaml`, at: ["serviceCidr"] };
      const where = own ? typed : inLock("clusters", id, "services");
      return range("services", `cluster/${id} services`, one.services, where);
    });
  const owned = [
    ...supernets.map((cidr, index) => ({ cidr, at: ["supernets", index] })),
    { cidr: podSupernet, at: ["podSupernet"] },
  ].map(({ cidr, at }) =>
    range("supernet", `supernet ${cidr}`, cidr, { file: "fleet.yaml", at: ["addresses", ...at] }),
  );
  return [...outermost(services), ...outermost([...owned, ...routedRanges(inventory, lock)])];
}

/** Reserved ranges may nest in each other (an office inside a partner's range), so only the outermost count. */
function closedRanges(inventory: Inventory, lock: Lock): readonly HeldRange[] {
  const quarantined = lock.tombstones.map(({ cidr, holder }, index) =>
    range("quarantine", `quarantine (${holder})`, cidr, inLock("tombstones", index, "cidr")),
  );
  return outermost([...reservedRanges(inventory), ...quarantined]);
}

function reservedRanges(inventory: Inventory): readonly HeldRange[] {
  return inventory.settings.addresses.reserved.map(({ cidr, why }, index) => {
    const where = { file: "fleet.yaml", at: ["addresses", "reserved", index, "cidr"] };
    return range("reserved", `reserved (${why})`, cidr, where);
  });
}

/** Whether a network may overlap what others own: it is never connected with any of them. */
function isApart(inventory: Inventory, id: string): boolean {
  const network = inventory.clusters.get(id)?.network;
  return network?.mode === "external" || (network?.mode === "existing" && network.legacy);
}

const inLock = (...at: readonly (string | number)[]): HeldRange["where"] => ({ file: LOCK_FILE, at });

function range(kind: RangeKind, holder: string, cidr: string, where: HeldRange["where"]): HeldRange {
  return { kind, holder, block: parseCidr(cidr), where };
}

export function liveClusters(lock: Lock): readonly [string, Lock["clusters"][string]][] {
  return Object.entries(lock.clusters).filter(([, { gone }]) => gone === undefined);
}

/** Drops what lies inside another: networks either nest or are disjoint. */
function outermost(ranges: readonly HeldRange[]): readonly HeldRange[] {
  const kept: HeldRange[] = [];
  for (const next of [...ranges].sort((a, b) => byAddress(a.block, b.block))) {
    const last = kept.at(-1);
    if (last === undefined || !contains(last.block, next.block)) kept.push(next);
  }
  return kept;
}

import type { Fleet } from "../inventory.ts";
import type { Lock } from "../schema/lock.ts";
import { type Layer, type LockedLayers, lockedStep } from "./layers.ts";

/** A lock in which one cluster has these layers. */
export function lockWithLayers(lock: Lock, id: string, layers: LockedLayers): Lock {
  const held = lock.clusters[id];
  if (held === undefined) throw new Error(`the lock has no cluster ${id}`);
  return {
    ...lock,
    clusters: { ...lock.clusters, [id]: { ...held, kubernetes: { ...held.kubernetes, ...layers } } },
  };
}

/** The fleet in which one cluster has these layers: what a step makes of it. */
export function fleetWithLayers(fleet: Fleet, id: string, layers: LockedLayers): Fleet {
  return { ...fleet, lock: lockWithLayers(fleet.lock, id, layers) };
}

/** The lock after one step of one cluster, taken today. */
export function lockAfterStep(lock: Lock, id: string, layers: LockedLayers, { layer, today }: Taken): Lock {
  return lockWithLayers(lock, id, lockedStep(layers, layer, today));
}

interface Taken {
  readonly layer: Layer;
  readonly today: string;
}

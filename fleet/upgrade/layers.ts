import type { Cluster, Fleet } from "../inventory.ts";

/**
 * What moves from one Kubernetes minor to the next in a step of its own, in the order in which it moves: nodes are
 * never newer than their control plane, and what runs on them trusts both.
 *
 * @see https://docs.aws.amazon.com/eks/latest/best-practices/cluster-upgrades.html
 */
export const LAYERS = ["controlPlane", "addOns", "nodes", "workloads"] as const;
export type Layer = (typeof LAYERS)[number];

/** The Kubernetes minor of each layer. */
export type Layers = Readonly<Record<Layer, string>>;

/** `36` of `1.36`. */
export function minorNumber(minor: string): number {
  return Number(minor.slice(minor.indexOf(".") + 1));
}

/** The minor that follows. */
export function nextMinor(minor: string): string {
  return `1.${minorNumber(minor) + 1}`;
}

/** Whether the versions of a cluster are atoll's to move: nobody moves those of what somebody else runs. */
export function hasLayers({ kind }: Pick<Cluster, "kind">): boolean {
  return kind !== "attached";
}

/** All layers of a cluster that is new, or whose upgrade is done. */
export function levelAt(minor: string): Layers {
  return { controlPlane: minor, addOns: minor, nodes: minor, workloads: minor };
}

/** The minor that all layers have; undefined in the middle of an upgrade. */
export function settledMinor({ controlPlane, workloads }: Layers): string | undefined {
  return controlPlane === workloads ? controlPlane : undefined;
}

/** Whether layers are what steps lead to: some of the first have moved by one minor, and no other has. */
export function isReachable(layers: Layers): boolean {
  const numbers = LAYERS.map((layer) => minorNumber(layers[layer]));
  const lag = numbers.map((number) => (numbers[0] ?? 0) - number);
  return lag.every((behind, index) => behind <= 1 && behind >= (lag[index - 1] ?? 0));
}

/** The layer that moves next on the way to a minor; undefined when all are there, or when none may. */
export function nextLayer(layers: Layers, target: string): Layer | undefined {
  const settled = settledMinor(layers);
  if (settled !== undefined && minorNumber(settled) >= minorNumber(target)) return undefined;
  return settled === undefined
    ? LAYERS.find((layer) => layers[layer] !== layers.controlPlane)
    : "controlPlane";
}

/** Layers after one step; a step moves one layer by one minor. */
export function stepped(layers: Layers, layer: Layer): Layers {
  return { ...layers, [layer]: nextMinor(layers[layer]) };
}

/** Number of steps that led here: the further of two layers on one way has the larger one. */
export function progress(layers: Layers): number {
  return LAYERS.reduce((sum, layer) => sum + minorNumber(layers[layer]), 0);
}

/** The minor of each layer of a cluster: what the lock holds; a lock that does not know it yet holds the entry's. */
export function layersOf({ lock }: Pick<Fleet, "lock">, { id, kubernetes }: Cluster): Layers {
  const locked = lock.clusters[id];
  return locked?.kubernetes ?? levelAt(kubernetes);
}

/** What the lock holds of a cluster's minors: the layers, and since when the control plane has its own. */
export type LockedLayers = Layers & { readonly since?: string | undefined };

/** Layers after one step as the lock holds them. */
export function lockedStep(layers: LockedLayers, layer: Layer, today: string): LockedLayers {
  return { ...layers, ...stepped(layers, layer), ...(layer === "controlPlane" ? { since: today } : {}) };
}

/** The further of two places on one way. */
export function furthest(
  one: LockedLayers | undefined,
  other: LockedLayers | undefined,
): LockedLayers | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return progress(other) > progress(one) ? other : one;
}

const LAYER_NAMES: Readonly<Record<"eks" | "k3s", Readonly<Record<Layer, string>>>> = {
  eks: { controlPlane: "control plane", addOns: "EKS add-ons", nodes: "nodes", workloads: "workloads" },
  k3s: { controlPlane: "servers", addOns: "system add-ons", nodes: "workers", workloads: "workloads" },
};

/** Name of a layer, for people: K3s runs its control plane on servers, and pods on workers. */
export function layerName(layer: Layer, kind = "eks"): string {
  return LAYER_NAMES[kind === "k3s" ? "k3s" : "eks"][layer];
}

/** `1.36`, or in the middle of an upgrade `1.36; nodes, workloads at 1.35`. */
export function layersText(layers: Layers, kind = "eks"): string {
  const behind = LAYERS.filter((layer) => layers[layer] !== layers.controlPlane);
  const names = behind.map((layer) => layerName(layer, kind)).join(", ");
  return [layers.controlPlane, ...(behind.length === 0 ? [] : [`${names} at ${layers.workloads}`])].join(
    "; ",
  );
}

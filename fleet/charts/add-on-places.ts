import type { Cluster } from "../inventory.ts";
import { storageOf } from "../k3s/k3s-servers.ts";
import { isPrivateOnly } from "../networks/private-only.ts";
import type { ADD_ON_NAMES } from "../schema/add-ons.ts";

type AddOnName = (typeof ADD_ON_NAMES)[number];

/** What decides whether an add-on of a profile has a use in a cluster. */
export type Place = Partial<Pick<Cluster, "kind" | "network" | "k3s" | "provider">>;

/** Add-ons that only some clusters have a use for, with the condition. */
const USEFUL: Readonly<Partial<Record<AddOnName, (place: Place) => boolean>>> = {
  "aws-load-balancer-controller": ({ kind, network }) =>
    kind === "eks" && (network === undefined || !isPrivateOnly({ network })),
  "volume-snapshots": takesSnapshots,
};

/** Whether a profile brings an add-on to such a cluster. */
export function hasUse(name: AddOnName, place: Place): boolean {
  return USEFUL[name]?.(place) ?? true;
}

/**
 * Whether what provides volumes can take snapshots of them: the driver of EKS and Longhorn do. The driver of EBS on K3s
 * runs without that part, folders of nodes have none, and clusters of others bring their own.
 */
export function takesSnapshots({ kind, k3s, provider }: Place): boolean {
  if (kind === "eks") return true;
  if (kind !== "k3s" || k3s === undefined || provider === undefined) return false;
  return storageOf({ k3s, provider }) === "longhorn";
}

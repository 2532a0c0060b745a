import type { Cluster } from "../inventory.ts";
import type { LockedCluster } from "../schema/lock.ts";

/** Range of pods that K3s takes where nobody says another. @see https://docs.k3s.io/cli/server#networking */
const USUAL_OVERLAY = "10.42.0.0/16";

/** A cluster, or what the lock holds of one: its kind, and whether its machines stand outside of AWS. */
interface Placed {
  readonly kind: string;
  readonly network?: { readonly mode: string };
  readonly external?: boolean | undefined;
}

/**
 * Whether pods have addresses that only the machines of their own cluster know: whatever leaves these has a machine's
 * address. EKS gives pods addresses of the VPC, and a network alone is laid out as if for EKS.
 */
export function hasOverlay({ kind, network, external }: Placed): boolean {
  return kind === "k3s" || external === true || network?.mode === "external";
}

/** Whether pods have an overlay that was not taken from the pod supernet: others may have the same one. */
export function isOwnOverlay({ kind, vpcId, external }: LockedPlace): boolean {
  return hasOverlay({ kind, external }) && (vpcId !== undefined || external === true);
}

type LockedPlace = Pick<LockedCluster, "kind" | "vpcId" | "external">;

/** Range of that overlay where the network was not made for the cluster; undefined where pods have none, or the lock gives it. */
export function broughtOverlay({ kind, network }: Pick<Cluster, "kind" | "network">): string | undefined {
  if (network.mode === "create" || !hasOverlay({ kind, network })) return undefined;
  return network.podRange ?? USUAL_OVERLAY;
}

import { addDays } from "../addresses/days.ts";
import { type LockedLayers, minorNumber } from "./layers.ts";

/**
 * Days after an upgrade in which EKS takes a control plane back to the minor it came from. Nodes must not be newer than
 * that minor, and add-ons stay as they are. Read from the page of AWS; no account has tried it.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/rollback-cluster.html
 */
export const ROLLBACK_DAYS = 7;

/** Whether a control plane can still go back, and to what. */
export interface RollbackWindow {
  readonly isOpen: boolean;
  /** Minor that it would go back to. */
  readonly to?: string;
  /** Last day, counted from the day of the step in the lock; EKS counts from its own update, a little later. */
  readonly until?: string;
  /** Why it is open or not, for people. */
  readonly reason: string;
}

const NO_WAY_BACK =
  "K3s has no way back: what is older than its etcd is started from a snapshot of before, with the token of that day";

/** What EKS allows a cluster today, as far as the lock tells; other kinds never go back. */
export function rollbackWindow(layers: LockedLayers, today: string, kind = "eks"): RollbackWindow {
  if (kind !== "eks") return { isOpen: false, reason: NO_WAY_BACK };
  const { since, controlPlane, nodes } = layers;
  if (since === undefined) return { isOpen: false, reason: "its control plane was never upgraded" };
  const to = `1.${minorNumber(controlPlane) - 1}`;
  const until = addDays(since, ROLLBACK_DAYS);
  if (until < today) return { isOpen: false, to, until, reason: `EKS took it back to ${to} until ${until}` };
  if (nodes === controlPlane) {
    const reason = `the lock says that its nodes have ${nodes}: they would have to go back to ${to} first, by ${until}`;
    return { isOpen: false, to, until, reason };
  }
  return {
    isOpen: true,
    to,
    until,
    reason: `EKS takes it back to ${to} until ${until}, as long as no node has ${controlPlane}`,
  };
}

import { LOCK_FILE } from "../addresses/held-ranges.ts";
import type { Finding } from "../check.ts";
import type { Lock } from "../schema/lock.ts";
import { LAYERS, layersText, type LockedLayers, progress } from "./layers.ts";
import { rollbackWindow } from "./rollback.ts";

/** What steps are counted from. */
export interface BaseOfSteps {
  /** The revision, as it was typed. */
  readonly name: string;
  readonly today: string;
}

/**
 * Clusters that are more than one step from where another lock has them: each update carries one, so each change of the
 * lock does. A way back is allowed to a control plane whose minor EKS has rolled back.
 */
export function stepFindings(base: Lock, lock: Lock, { name, today }: BaseOfSteps): readonly Finding[] {
  return Object.entries(base.clusters).flatMap(([id, { kind, kubernetes: was }]): readonly Finding[] => {
    const now = lock.clusters[id]?.kubernetes;
    if (was === undefined || now === undefined) return [];
    const steps = progress(now) - progress(was);
    if (steps === 0 || steps === 1 || isRollback({ kind, was, now }, today)) return [];
    const expected = `${layersText(was, kind)}, which ${name} has, or one step further`;
    const hint =
      steps > 1
        ? "merge and deploy each step before the next"
        : "no layer goes back; restore the lock from git";
    return [
      { file: LOCK_FILE, at: ["clusters", id, "kubernetes"], expected, got: layersText(now, kind), hint },
    ];
  });
}

interface Moved {
  readonly kind: string;
  readonly was: LockedLayers;
  readonly now: LockedLayers;
}

/**
 * Whether the control plane went back in the time in which EKS does that, and the add-ons with it where they had followed.
 * Neither goes alone: add-ons are not made for an older control plane, and EKS does not take them back with it.
 */
function isRollback({ kind, was, now }: Moved, today: string): boolean {
  const { isOpen, to } = rollbackWindow(was, today, kind);
  return isOpen && LAYERS.every((layer) => now[layer] === to);
}

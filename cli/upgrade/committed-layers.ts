import { LOCK_FILE } from "../../fleet/addresses/held-ranges.ts";
import { InputError } from "../../fleet/check.ts";
import type { Lock } from "../../fleet/schema/lock.ts";
import { located } from "../../fleet/read/locate.ts";
import { type LockedLayers, layersText, progress } from "../../fleet/upgrade/layers.ts";

/** A cluster whose next step is asked for, and what the work tree's lock says of it. */
export interface AskedStep {
  readonly id: string;
  readonly layers: LockedLayers;
}

/**
 * Refuses a step on top of one that is in no commit: two steps in one update skip what the order of steps is for.
 *
 * @throws InputError when the committed lock does not have the cluster where the work tree's has it.
 */
export function refuseSecondStep(dir: string, committed: Lock, { id, layers }: AskedStep): void {
  const { kubernetes: was, kind } = committed.clusters[id] ?? {};
  if (was !== undefined && progress(was) === progress(layers)) return;
  const expected =
    was === undefined ? "a cluster that HEAD's lock has" : `${layersText(was, kind)}, which HEAD's lock says`;
  const hint = `commit it and run pulumi up before the next step, or git restore ${LOCK_FILE}`;
  const at = ["clusters", id, "kubernetes"];
  throw new InputError(
    located(dir, [{ file: LOCK_FILE, at, expected, got: layersText(layers, kind), hint }]),
  );
}

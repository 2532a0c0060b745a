import { setTimeout as sleep } from "node:timers/promises";

/** Milliseconds after which something that was to happen will not happen any more: below the patience of a test. */
const PATIENCE = 200_000;

/** Waits until a condition holds. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (const started = Date.now(); !(await condition());) {
    if (Date.now() - started > PATIENCE) throw new Error(`waited in vain: ${condition.toString()}`);
    await sleep(20);
  }
}

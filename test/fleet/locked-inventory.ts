import { updateLock } from "../../fleet/addresses/update-lock.ts";
import { loadFleet, loadInventory } from "../../fleet/load.ts";
import type { Lock } from "../../fleet/schema/lock.ts";
import { lockText } from "../../fleet/write-lock.ts";
import { faultsOf, type Files, inventoryFolder } from "./written-inventory.ts";

export const TODAY = "2026-11-24";

/** The lock that an inventory gets when it is new. */
export function lockOf(files: Files): Lock {
  return updateLock(loadInventory(inventoryFolder(files)), undefined, TODAY).lock;
}

/** What a fleet says whose lock was written for `before`, when its files have become `after`. */
export function faultsAfter(before: Files, after: Files, day: string = TODAY): readonly string[] {
  const lock = lockText(lockOf(before));
  const dir = inventoryFolder({ ...after, "fleet.lock.yaml": lock });
  return faultsOf(() => loadFleet(dir, day));
}

import { Command } from "commander";
import { inventoryOption, today } from "../inventory-option.ts";

interface LockOptions {
  readonly inventory: string;
  readonly check?: boolean;
  readonly rebase?: string;
}

/** `atoll lock`: gives addresses to what has none, and remembers every id and placement. */
export function lockCommand(): Command {
  return new Command("lock")
    .description("write fleet.lock.yaml: who holds which addresses, ids and placements")
    .addOption(inventoryOption())
    .option("--check", "write nothing; fail when the lock is not what this command would write")
    .option(
      "--rebase <revision>",
      "after a merge: keep what the lock of that git revision holds, give the rest anew",
    )
    .action(lock);
}

async function lock({ inventory: dir, check, rebase }: LockOptions): Promise<void> {
  const { updateLock } = await import("../../fleet/addresses/update-lock.ts");
  const { InputError } = await import("../../fleet/check.ts");
  const { loadInventory } = await import("../../fleet/load.ts");
  const { located } = await import("../../fleet/read/locate.ts");
  const { lifecycleFindings } = await import("../../fleet/rules/lifecycle.ts");
  const { lockText, writeLock } = await import("../../fleet/write-lock.ts");
  const { lockBefore, lockFileText } = await import("../lock-source.ts");
  const { changesText, staleLock } = await import("../lock-text.ts");
  const day = today();
  const inventory = loadInventory(dir);
  const before = await lockBefore(dir, rebase);
  const lost = before === undefined ? [] : lifecycleFindings(inventory, before, day);
  if (lost.length > 0) throw new InputError(located(dir, lost));
  const { lock: after, changes } = updateLock(inventory, before, day);
  console.log(changesText(changes));
  if (lockText(after) === lockFileText(dir)) return;
  if (check === true) throw staleLock(changes.length);
  writeLock(dir, after);
  console.error(`wrote ${dir}/fleet.lock.yaml`);
}

import { Command } from "commander";
import pc from "picocolors";
import type { Finding } from "../../fleet/check.ts";
import type { Fleet } from "../../fleet/inventory.ts";
import type { Lock } from "../../fleet/schema/lock.ts";
import type { BaseOfSteps } from "../../fleet/upgrade/lock-steps.ts";
import { inventoryOption, today } from "../inventory-option.ts";
import { jsonOption } from "../json-option.ts";
import { printJson } from "../report.ts";

interface LockOptions {
  readonly inventory: string;
  readonly check?: boolean;
  readonly rebase?: string;
  readonly base?: string;
  readonly json?: boolean;
}

/** `atoll lock`: gives addresses to what has none, and remembers every id and placement. */
export function lockCommand(): Command {
  return new Command("lock")
    .description("write fleet.lock.yaml: who holds which addresses, ids and placements")
    .summary("write who holds which addresses, ids and places")
    .addOption(inventoryOption())
    .option("--check", "write nothing; fail when the lock is not what this command would write")
    .option(
      "--base <revision>",
      "fail when a live entry of that git revision's lock has moved or left early, or an upgrade took more than one step",
    )
    .option(
      "--rebase <revision>",
      "after a merge: keep what the lock of that git revision holds, give the rest anew",
    )
    .addOption(jsonOption())
    .action(lock);
}

async function lock({ inventory: dir, check, rebase, base, json }: LockOptions): Promise<void> {
  const { withMoves } = await import("../../fleet/addresses/lock-changes.ts");
  const { rebaseFindings } = await import("../../fleet/addresses/moved-clusters.ts");
  const { updateLock } = await import("../../fleet/addresses/update-lock.ts");
  const { loadInventory } = await import("../../fleet/load.ts");
  const { lifecycleFindings } = await import("../../fleet/rules/lifecycle.ts");
  const { newDayFindings } = await import("../../fleet/rules/new-days.ts");
  const { issuanceWarnings } = await import("../../fleet/ways/issuance.ts");
  const { lockText, writeLock } = await import("../../fleet/write-lock.ts");
  const { lockFileText, lockSource } = await import("../lock/lock-source.ts");
  const { changesText, staleLock } = await import("../lock/lock-text.ts");
  const day = today();
  const source = await lockSource(dir, rebase);
  const { before, sides } = source;
  const inventory = loadInventory(dir, () => before);
  const lost = before === undefined ? [] : lifecycleFindings(inventory, before, day);
  await refuse(dir, [...lost, ...newDayFindings(inventory, before ? [before, ...sides] : [], day)]);
  const { lock: after, changes } = updateLock(inventory, before, day);
  await refuse(dir, [
    ...(rebase === undefined ? [] : rebaseFindings(source, after, rebase)),
    ...(await unsoundFindings({ ...inventory, lock: after, today: day })),
  ]);
  const held = base === undefined ? before : await refuseAltered(dir, after, { name: base, today: day });
  const said = withMoves(changes, sides, after);
  const warnings = issuanceWarnings(inventory, held, after);
  const isStale = lockText(after) !== lockFileText(dir);
  if (json !== true) {
    console.log(changesText(said));
    for (const warning of warnings) console.error(`${pc.yellow("warning")} ${warning}`);
  }
  if (isStale && check === true) throw staleLock(changes.length);
  if (isStale) writeLock(dir, after);
  if (json === true) printJson({ changes: said, warnings, written: isStale });
  else if (isStale) console.error(`wrote ${dir}/fleet.lock.yaml`);
}

/** The lock of another revision, of which nothing may be lost. */
async function refuseAltered(dir: string, after: Lock, revision: BaseOfSteps): Promise<Lock> {
  const { lostRanges } = await import("../../fleet/addresses/kept-ranges.ts");
  const { alteredEntries } = await import("../../fleet/rules/kept-entries.ts");
  const { stepFindings } = await import("../../fleet/upgrade/lock-steps.ts");
  const { lockOf } = await import("../lock/lock-source.ts");
  const held = await lockOf(dir, revision.name);
  await refuse(dir, [
    ...lostRanges(held, after, revision.name),
    ...alteredEntries(held, after, revision),
    ...stepFindings(held, after, revision),
  ]);
  return held;
}

/** What `atoll check` would refuse of the fleet that a lock makes, before it is written. */
async function unsoundFindings(fleet: Fleet): Promise<readonly Finding[]> {
  const { expiredOverrides } = await import("../../fleet/rules/overrides.ts");
  const { stackFindings } = await import("../../stacks/stack-findings.ts");
  return [...expiredOverrides(fleet, fleet.today), ...stackFindings(fleet)];
}

async function refuse(dir: string, findings: readonly Finding[]): Promise<void> {
  if (findings.length === 0) return;
  const { InputError } = await import("../../fleet/check.ts");
  const { located } = await import("../../fleet/read/locate.ts");
  throw new InputError(located(dir, findings));
}

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { tenantCommand } from "../../cli/commands/tenant.ts";
import { addDays } from "../../fleet/addresses/days.ts";
import { updateLock } from "../../fleet/addresses/update-lock.ts";
import { loadInventory } from "../../fleet/load.ts";
import { writeLock } from "../../fleet/write-lock.ts";
import { said } from "../cli/said.ts";
import { inventoryFolder, SMALL } from "../fleet/written-inventory.ts";

export const TODAY = new Date().toISOString().slice(0, 10);

/** A small inventory whose lock was written some days ago. */
export function lockedFolder(): string {
  const dir = inventoryFolder(SMALL);
  writeLock(dir, updateLock(loadInventory(dir), undefined, addDays(TODAY, -9)).lock);
  return dir;
}

/** What `atoll tenant` says of an inventory, which is called `<folder>`. */
export async function tenant(dir: string, ...args: readonly string[]) {
  const { stdout, stderr, exitCode } = await said(tenantCommand(), [...args, "--inventory", dir]);
  return {
    stdout: stdout.replaceAll(dir, "<folder>"),
    stderr: stderr.replaceAll(dir, "<folder>"),
    exitCode,
  };
}

/** Every file of an inventory with its text. */
export function textsOf(dir: string): Readonly<Record<string, string>> {
  const names = readdirSync(dir, { recursive: true, encoding: "utf8" }).filter((name) => /\.\w+$/.test(name));
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(join(dir, name), "utf8")]));
}

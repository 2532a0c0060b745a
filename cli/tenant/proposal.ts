import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { execa } from "execa";
import { LOCK_FILE } from "../../fleet/addresses/held-ranges.ts";
import type { LockChange } from "../../fleet/addresses/lock-changes.ts";
import { updateLock } from "../../fleet/addresses/update-lock.ts";
import { InputError } from "../../fleet/check.ts";
import type { Fleet } from "../../fleet/inventory.ts";
import { loadInventory } from "../../fleet/load.ts";
import { located } from "../../fleet/read/locate.ts";
import { lifecycleFindings } from "../../fleet/rules/lifecycle.ts";
import { newDayFindings } from "../../fleet/rules/new-days.ts";
import { writeLock } from "../../fleet/write-lock.ts";
import { checkedFleet } from "../../stacks/checked-fleet.ts";
import { withTemporaryFolder } from "../temporary-folder.ts";

/** One file of the inventory, by its path in there. */
export interface ChangedFile {
  readonly path: string;
  /** @default - there was none */
  readonly before?: string;
  /** @default - it goes */
  readonly after?: string;
}

/** A change that holds: what it makes of the fleet, with nothing of it written yet. */
export interface Proposal {
  /** The entry and, where it differs, the lock. */
  readonly files: readonly ChangedFile[];
  readonly lockChanges: readonly LockChange[];
  readonly before: Fleet;
  readonly after: Fleet;
  /** The files' differences as git shows them. */
  readonly diff: string;
}

/** Folders beside an inventory that are none of it. */
const ELSEWHERE = new Set([".git", "node_modules"]);

/**
 * Tries a change of one file on a copy of the inventory: its lock is written there, and everything is checked.
 *
 * @param before the inventory as it is, without a fault
 * @throws InputError with every fault of the inventory as it would be
 */
export async function proposed(before: Fleet, file: ChangedFile): Promise<Proposal> {
  const { dir, today: day } = before;
  return await withTemporaryFolder("atoll-tenant-", async (folder) => {
    const copy = join(folder, "b", basename(resolve(dir)));
    cpSync(dir, copy, { recursive: true, filter: (path) => !ELSEWHERE.has(basename(path)) });
    put(copy, file);
    const lockChanges = locked(copy, before, day);
    const after = { ...checkedFleet(copy, day), dir: before.dir };
    const lock = { path: LOCK_FILE, ...texts(dir, copy, LOCK_FILE) };
    const files = [file, lock].filter((one) => one.before !== one.after);
    return { files, lockChanges, before, after, diff: await differences(folder, basename(copy), files) };
  });
}

/** Gives the copy its lock. */
function locked(copy: string, { lock: before }: Fleet, day: string): readonly LockChange[] {
  const inventory = loadInventory(copy, () => before);
  const findings = [
    ...lifecycleFindings(inventory, before, day),
    ...newDayFindings(inventory, [before], day),
  ];
  if (findings.length > 0) throw new InputError(located(copy, findings));
  const { lock, changes } = updateLock(inventory, before, day);
  writeLock(copy, lock);
  return changes;
}

function texts(dir: string, copy: string, path: string): Pick<ChangedFile, "before" | "after"> {
  return { before: readFileSync(join(dir, path), "utf8"), after: readFileSync(join(copy, path), "utf8") };
}

async function differences(
  folder: string,
  inventory: string,
  files: readonly ChangedFile[],
): Promise<string> {
  const shown: string[] = [];
  for (const { path, before, after } of files) {
    const sides = [
      ["a", before],
      ["b", after],
    ] as const;
    const paths = sides.map(([side, text]) => {
      if (text === undefined) return "/dev/null";
      put(join(folder, side, inventory), { path, after: text });
      return `${side}/${inventory}/${path}`;
    });
    const options = ["--no-index", "--no-prefix", "--no-ext-diff", "--no-textconv", "--no-color"];
    const { stdout } = await execa("git", ["diff", ...options, "--", ...paths], {
      cwd: folder,
      reject: false,
    });
    shown.push(stdout);
  }
  return shown.join("\n");
}

/**
 * Writes what was proposed, each file in one step.
 *
 * @throws InputError when a file is no longer what it was; nothing is written then
 */
export function writeProposal(dir: string, { files }: Proposal): void {
  const faults = files
    .filter(({ path, before }) => textOf(join(dir, path)) !== before)
    .map(({ path }) => {
      const expected = "the file that was read before";
      return { file: path, path: "", expected, got: "another", hint: "run the command again" };
    });
  if (faults.length > 0) throw new InputError(faults);
  for (const file of files) put(dir, file);
}

const textOf = (path: string): string | undefined =>
  existsSync(path) ? readFileSync(path, "utf8") : undefined;

function put(dir: string, { path, after }: ChangedFile): void {
  const full = join(dir, path);
  if (after === undefined) {
    rmSync(full, { force: true });
    return;
  }
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(`${full}.new`, after);
  renameSync(`${full}.new`, full);
}

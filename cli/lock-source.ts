import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { LOCK_FILE } from "../fleet/addresses/held-ranges.ts";
import { rebasedLock } from "../fleet/addresses/rebase.ts";
import { InputError } from "../fleet/check.ts";
import { parseLock, readLock } from "../fleet/load.ts";
import { CONFLICT_MARKER } from "../fleet/read/source.ts";
import type { Lock } from "../fleet/schema/lock.ts";

/** Stages of a file in git's index while a merge is in conflict: one for each side. */
const SIDES = [":2", ":3"];

/** The lock file as it stands; undefined when there is none. */
export function lockFileText(dir: string): string | undefined {
  const path = join(dir, LOCK_FILE);
  return existsSync(path) ? readFileSync(path, "utf8").replaceAll("\r\n", "\n") : undefined;
}

/**
 * The lock that `atoll lock` starts from: the file as it is, or, for a rebase, the lock of the base revision with what
 * the branch retired. While the file is in conflict, both sides of the merge stand for the branch; once its markers
 * were committed, the base alone counts, and the inventory says what is wanted on top.
 *
 * @throws InputError when a lock cannot be read.
 */
export async function lockBefore(dir: string, base: string | undefined): Promise<Lock | undefined> {
  if (base === undefined) return readLock(dir);
  const baseLock = await lockOfRevision(dir, base);
  if (baseLock === undefined) throw await noLockAt(dir, base);
  const inConflict = CONFLICT_MARKER.test(lockFileText(dir) ?? "");
  const own = inConflict ? [] : [readLock(dir)];
  const sides = inConflict ? await Promise.all(SIDES.map((stage) => lockOfRevision(dir, stage))) : own;
  return sides.filter((side) => side !== undefined).reduce((lock, side) => rebasedLock(lock, side), baseLock);
}

async function lockOfRevision(dir: string, revision: string): Promise<Lock | undefined> {
  const name = `${revision}:./${LOCK_FILE}`;
  const { stdout, exitCode } = await execa("git", ["show", name], { cwd: dir, reject: false });
  return exitCode === 0 ? parseLock(name, Buffer.from(stdout)) : undefined;
}

/** Git's own words tell a wrong revision from a folder outside any repository. */
async function noLockAt(dir: string, revision: string): Promise<InputError> {
  const name = `${revision}:./${LOCK_FILE}`;
  const { stderr } = await execa("git", ["show", name], { cwd: dir, reject: false });
  const got = stderr.split("\n")[0] ?? "";
  return new InputError([{ file: name, path: "", expected: "a git revision that holds a lock file", got }]);
}

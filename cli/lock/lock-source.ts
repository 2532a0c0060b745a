import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { LOCK_FILE } from "../../fleet/addresses/held-ranges.ts";
import { rebasedLock } from "../../fleet/addresses/rebase.ts";
import { InputError } from "../../fleet/check.ts";
import { parseLock, readLock } from "../../fleet/load.ts";
import { CONFLICT_MARKER } from "../../fleet/read/source.ts";
import type { Lock } from "../../fleet/schema/lock.ts";
import { findRevision } from "../revision.ts";

/** Stages of a file in git's index while a merge is in conflict: what both sides began with, and each side. */
const COMMON = ":1";
const SIDES = [":2", ":3"];

/** What `atoll lock` starts from. */
export interface LockSource {
  /** Undefined for a fleet that is new. */
  readonly before: Lock | undefined;
  /** The file as it stands; while a merge is in conflict, both of its sides. */
  readonly sides: readonly Lock[];
  /** Locks from before the branches parted: what they hold was built, and stays. */
  readonly common: readonly Lock[];
  /** The lock of the revision that a rebase puts the branch onto. */
  readonly base?: Lock;
  readonly inConflict: boolean;
}

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
 * @throws InputError when a lock cannot be read, or was deleted.
 */
export async function lockSource(dir: string, revision: string | undefined): Promise<LockSource> {
  if (revision === undefined) {
    const file = readLock(dir);
    if (file === undefined && (await lockText(dir, "HEAD")) !== undefined) throw deletedLock();
    return { before: file, sides: file === undefined ? [] : [file], common: [], inConflict: false };
  }
  const base = await lockOf(dir, revision);
  const inConflict = CONFLICT_MARKER.test(lockFileText(dir) ?? "");
  const own = inConflict ? [] : [readLock(dir)];
  const read = inConflict ? await Promise.all(SIDES.map((stage) => lockIfAny(dir, stage))) : own;
  const sides = read.filter((side) => side !== undefined);
  const parted = await findRevision(dir, revision, "HEAD");
  const common = [await lockIfAny(dir, parted.commit), inConflict ? await lockIfAny(dir, COMMON) : undefined];
  return {
    before: sides.reduce((lock, side) => rebasedLock(lock, side), base),
    sides,
    common: common.filter((lock) => lock !== undefined),
    base,
    inConflict,
  };
}

/** The lock of a revision. @throws InputError when git knows no such revision, or it has none. */
export async function lockOf(dir: string, revision: string): Promise<Lock> {
  const { commit } = await findRevision(dir, revision);
  const lock = await lockIfAny(dir, commit, revision);
  if (lock !== undefined) return lock;
  const hint = `git log --oneline --all -- ${join(dir, LOCK_FILE)} lists those that change it`;
  const expected = "a git revision that holds a lock file";
  throw new InputError([{ file: fileAt(revision), path: "", expected, got: "none", hint }]);
}

/** The lock that HEAD has; undefined outside of git, and where it was never committed. */
export async function committedLock(dir: string): Promise<Lock | undefined> {
  return await lockIfAny(dir, "HEAD");
}

async function lockIfAny(dir: string, revision: string, name = revision): Promise<Lock | undefined> {
  const text = await lockText(dir, revision);
  return text === undefined ? undefined : parseLock(fileAt(name), Buffer.from(text));
}

async function lockText(dir: string, revision: string): Promise<string | undefined> {
  // The name may be anything, even an option.
  const args = ["show", "--end-of-options", fileAt(revision)];
  const { stdout, exitCode } = await execa("git", args, { cwd: dir, reject: false });
  return exitCode === 0 ? stdout : undefined;
}

const fileAt = (revision: string): string => `${revision}:./${LOCK_FILE}`;

function deletedLock(): InputError {
  const hint = `git restore ${LOCK_FILE} brings it back; without it, live clusters would get other addresses`;
  const expected = "the lock file that HEAD has";
  return new InputError([{ file: LOCK_FILE, path: "", expected, got: "none", hint }]);
}

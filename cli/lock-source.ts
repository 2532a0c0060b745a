import { readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { execa } from "execa";
import { LOCK_FILE } from "../fleet/addresses/verify.ts";
import { rebasedLock } from "../fleet/addresses/rebase.ts";
import { InputError } from "../fleet/check.ts";
import { parseLock, readLock } from "../fleet/load.ts";
import type { Lock } from "../fleet/schema/lock.ts";

/**
 * The lock that `atoll lock` starts from: the file as it is, or, after a merge, what the base revision holds plus the
 * ids of this branch. A file with conflict markers counts for nothing; its inventory files say what is wanted.
 */
export async function lockBefore(dir: string, base: string | undefined): Promise<Lock | undefined> {
  if (base === undefined) return readLock(dir);
  const baseLock = await lockOfRevision(dir, base);
  const text = readFileSync(join(dir, LOCK_FILE), "utf8");
  const merged = /^<{7} /m.test(text) ? undefined : readLock(dir);
  return merged === undefined ? baseLock : rebasedLock(baseLock, merged);
}

async function lockOfRevision(dir: string, revision: string): Promise<Lock> {
  const top = await execa("git", ["rev-parse", "--show-toplevel"], { cwd: dir });
  const path = relative(top.stdout, join(resolve(dir), LOCK_FILE));
  const shown = await execa("git", ["show", `${revision}:${path}`], { cwd: top.stdout, reject: false });
  if (shown.exitCode === 0) return parseLock(`${revision}:${path}`, Buffer.from(shown.stdout));
  const expected = "a git revision that holds a lock file";
  throw new InputError([
    { file: `${revision}:${path}`, path: "", expected, got: shown.stderr.split("\n")[0] ?? "" },
  ]);
}

import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

const POLL_MILLISECONDS = 500;

/**
 * Runs `work` while holding a lock file, so that no second process of this machine does the same. The file names its
 * owner; the lock of a process that is gone counts for nothing.
 *
 * @param waiting called while another process holds the lock
 */
export async function withLockFile<Result>(
  path: string,
  waiting: (owner: number) => void,
  work: () => Promise<Result>,
): Promise<Result> {
  mkdirSync(dirname(path), { recursive: true });
  while (!acquire(path)) {
    const owner = ownerOf(path);
    if (owner === undefined || !isAlive(owner)) rmSync(path, { force: true });
    else {
      waiting(owner);
      await delay(POLL_MILLISECONDS);
    }
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

/** A link appears whole or not at all, so no reader ever sees a lock without its owner. */
function acquire(path: string): boolean {
  const own = `${path}.${process.pid}`;
  writeFileSync(own, `${process.pid}`);
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

function ownerOf(path: string): number | undefined {
  try {
    return Number(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}

/** Whether a process of this machine runs; one of another user counts too. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

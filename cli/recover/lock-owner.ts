import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { backendFolder, CUT_OFF } from "./backend-folder.ts";
import { must, type Tools } from "./tools.ts";

/** Who holds a stack's lock, as far as the backend tells. */
export interface LockOwner {
  /** What the backend says, word for word. */
  readonly message: string;
  readonly user?: string;
  readonly host?: string;
  readonly pid?: number;
  /** When the lock was taken, as the backend writes it. */
  readonly since?: string;
}

/** How file and bucket backends name the owner. */
const CREATED_BY = /created by (\S+)@(\S+) \(pid (\d+)\) at (\S+)/;

/** How file and bucket backends, and Pulumi's own service, refuse a second operation. */
const LOCKED = /currently locked by|Another update is currently in progress/;

/** A URN that no stack has: an operation on it takes the lock, and then finds nothing to do. */
const NOWHERE = "urn:pulumi:none::none::atoll:none:None::lock-probe";

/** Owner of the lock; undefined when nobody holds it. Asks by starting a refresh of nothing. */
export async function lockOwner(tools: Tools, stack: string): Promise<LockOwner | undefined> {
  const probe = ["refresh", "--stack", stack, "--target", NOWHERE, "--yes", "--skip-preview"];
  const { exitCode, stdout, stderr } = await tools.pulumi(probe);
  const said = `${stderr}\n${stdout}`;
  // A state that cannot be read is refused before the lock is looked at.
  if (CUT_OFF.test(said)) return lockInFolder(await backendFolder(tools), stack);
  if (exitCode === 0 || !LOCKED.test(said)) return undefined;
  return parsedOwner(said);
}

/** Owner in a backend's refusal. */
export function parsedOwner(said: string): LockOwner {
  const message = said
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join("\n");
  const [, user, host, pid, since] = CREATED_BY.exec(said) ?? [];
  if (user === undefined || host === undefined || since === undefined) return { message };
  return { message, user, host, pid: Number(pid), since };
}

/** The lock file itself, as a backend on a local disk keeps it. */
function lockInFolder(folder: string | undefined, stack: string): LockOwner | undefined {
  const [file] = folder === undefined ? [] : globSync(join(folder, ".pulumi/locks/*/*", stack, "*.json"));
  if (file === undefined) return undefined;
  const lock = JSON.parse(readFileSync(file, "utf8")) as Readonly<Record<string, string | number>>;
  const { username, hostname, pid, timestamp } = lock;
  return parsedOwner(`${file}: created by ${username}@${hostname} (pid ${pid}) at ${timestamp}`);
}

/** Takes the lock away. Nothing is sent to a process that may still run: make sure first that there is none. */
export async function cancelLock(tools: Tools, stack: string): Promise<void> {
  await must(tools.pulumi(["cancel", "--stack", stack, "--yes"]), "pulumi cancel");
}

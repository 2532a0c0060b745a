import { existsSync, readdirSync, readFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { InputError } from "../../fleet/check.ts";
import { FailedCommand } from "../../fleet/failed-command.ts";
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

/** What Pulumi says once it has the lock and finds nothing to do. */
const NOTHING_TO_DO = "no resource named";

/**
 * Owner of the lock; undefined when nobody holds it. Asks by starting a refresh of nothing.
 *
 * @throws FailedCommand when Pulumi cannot even ask: no login, no such stack, no network.
 */
export async function lockOwner(tools: Tools, stack: string): Promise<LockOwner | undefined> {
  const probe = ["refresh", "--stack", stack, "--target", NOWHERE, "--yes", "--skip-preview"];
  const { exitCode, stdout, stderr } = await tools.pulumi(probe);
  const said = `${stderr}\n${stdout}`;
  // A state that cannot be read is refused before the lock is looked at.
  if (CUT_OFF.test(said)) return lockInFolder(tools, stack);
  if (LOCKED.test(said)) return parsedOwner(said);
  if (exitCode === 0 || said.includes(NOTHING_TO_DO)) return undefined;
  throw new FailedCommand(`pulumi refresh of ${stack}`, stderr || stdout);
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
async function lockInFolder(tools: Tools, stack: string): Promise<LockOwner | undefined> {
  const backend = (await backendFolder(tools)) ?? "";
  const folder = join(backend, ".pulumi", "locks", "organization", tools.project, stack);
  const [file] = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".json")) : [];
  if (file === undefined) return undefined;
  const lock = JSON.parse(readFileSync(join(folder, file), "utf8")) as Readonly<
    Record<string, string | number>
  >;
  const { username, hostname: host, pid, timestamp } = lock;
  return parsedOwner(`${file}: created by ${username}@${host} (pid ${pid}) at ${timestamp}`);
}

/**
 * Refuses while the owner still works, as far as this machine can see.
 *
 * @throws InputError when its process runs here.
 */
export function assertGone({ host, pid }: LockOwner): void {
  if (host !== hostname() || pid === undefined) return;
  if (!runsPulumi(pid)) return;
  const expected = "an owner that is gone";
  const got = `process ${pid}, which runs on this machine`;
  throw new InputError([{ file: "lock", path: "", expected, got, hint: "let it end, or stop it, first" }]);
}

/** Whether this is a process of Pulumi; where the system does not tell names, whether it is one at all. */
function runsPulumi(pid: number): boolean {
  try {
    if (existsSync("/proc/self/comm")) return readFileSync(`/proc/${pid}/comm`, "utf8").includes("pulumi");
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Takes the lock away. Nothing is sent to a process that may still run: make sure first that there is none. */
export async function cancelLock(tools: Tools, stack: string): Promise<void> {
  await must(tools.pulumi(["cancel", "--stack", stack, "--yes"]), "pulumi cancel");
}

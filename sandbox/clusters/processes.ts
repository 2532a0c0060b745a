import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive } from "../tools/lock-file.ts";
import { logPath, toolsLink } from "./folder.ts";

/** Environment of every server: by it they are found again, whoever started them and however that ended. */
const FOLDER_VARIABLE = "ATOLL_CLUSTERS_FOLDER";
const OWNER_VARIABLE = "ATOLL_CLUSTERS_OWNER";

/** Programs of a cluster in the order in which they are stopped: with etcd gone first the API server would hang. */
export const STOP_ORDER = [
  "kwok",
  "kube-scheduler",
  "kube-controller-manager",
  "kube-apiserver",
  "etcd",
] as const;

export type Program = (typeof STOP_ORDER)[number];

/** Owner of the one etcd that all clusters of a sandbox share; no cluster can be called so. */
export const SHARED = ".shared";

/** One running server. */
export interface ServerProcess {
  readonly pid: number;
  /** Name of the cluster, or `.shared`. */
  readonly owner: string;
  readonly program: string;
}

/**
 * How much memory Go programs let grow before they look for garbage, in percent of what they use. With Go's own 100 a
 * new API server spends a quarter of its work on that; with this it takes about 100 MB more.
 *
 * @see https://go.dev/doc/gc-guide
 */
const GARBAGE_PERCENT = "400";

/** Running servers of a sandbox. Linux only. */
export function clusterProcesses(dir: string): readonly ServerProcess[] {
  return readdirSync("/proc")
    .filter((pid) => /^\d+$/.test(pid))
    .flatMap((pid) => {
      const environment = readProcess(pid, "environ").split("\0");
      if (!environment.includes(`${FOLDER_VARIABLE}=${dir}`)) return [];
      const mark = environment.find((one) => one.startsWith(`${OWNER_VARIABLE}=`)) ?? "";
      const [owner = "", program = ""] = mark.slice(OWNER_VARIABLE.length + 1).split("/");
      return [{ pid: Number(pid), owner, program }];
    });
}

/** Empty for a process that has just ended, or is of another user. */
function readProcess(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}

/** Whether a cluster's program runs. */
export function runs(dir: string, owner: string, program: Program): boolean {
  return clusterProcesses(dir).some((one) => one.owner === owner && one.program === program);
}

/**
 * Starts a server that outlives whoever started it. It gets an environment of its own: nothing of the engine's reaches
 * it, and nobody takes it for a process of the engine.
 */
export function startServer(
  dir: string,
  {
    owner,
    program,
    args,
  }: { readonly owner: string; readonly program: Program; readonly args: readonly string[] },
): number {
  const log = logPath(dir, owner, program);
  mkdirSync(dirname(log), { recursive: true });
  const output = openSync(log, "w");
  try {
    const child = spawn(join(toolsLink(dir), program), args, {
      cwd: dir,
      detached: true,
      stdio: ["ignore", output, output],
      env: {
        HOME: dir,
        TMPDIR: dir,
        GOGC: GARBAGE_PERCENT,
        [FOLDER_VARIABLE]: dir,
        [OWNER_VARIABLE]: `${owner}/${program}`,
      },
    });
    // Without a listener a program that cannot be started would end this process.
    child.on("error", () => undefined);
    child.unref();
    if (child.pid === undefined) throw new Error(`${program} cannot be started from ${toolsLink(dir)}`);
    return child.pid;
  } finally {
    closeSync(output);
  }
}

/** Of all servers only etcd holds data; an API server without etcd would wait for it in vain. */
const STOP_MILLISECONDS = { etcd: 20_000, other: 5_000 } as const;
const POLL_MILLISECONDS = 25;

/** Stops the servers that match, program after program, and waits for each. */
export async function stopServers(dir: string, matches: (server: ServerProcess) => boolean): Promise<void> {
  for (const program of STOP_ORDER) {
    const found = clusterProcesses(dir).filter((one) => one.program === program && matches(one));
    const patience = program === "etcd" ? STOP_MILLISECONDS.etcd : STOP_MILLISECONDS.other;
    await Promise.all(found.map(({ pid }) => stopProcess(pid, patience)));
  }
}

async function stopProcess(pid: number, patience: number): Promise<void> {
  signal(pid, "SIGTERM");
  const end = Date.now() + patience;
  while (runsStill(pid)) {
    if (Date.now() > end) signal(pid, "SIGKILL");
    await sleep(POLL_MILLISECONDS);
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has just ended.
  }
}

/** A process that has ended and that nobody has asked about yet still has a number, but no program. */
export function runsStill(pid: number): boolean {
  if (!isAlive(pid)) return false;
  return !/^State:\s+[ZX]/m.test(readProcess(String(pid), "status"));
}

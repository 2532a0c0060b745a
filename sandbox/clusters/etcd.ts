import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { clusterNames, etcdFolder, lockPath, writeWhole } from "./folder.ts";
import { withLockFile } from "../tools/lock-file.ts";
import { freePort, isFree } from "./ports.ts";
import { runs, SHARED, startServer, stopServers } from "./processes.ts";
import { etcdFlags, type EtcdPorts } from "./server-flags.ts";
import { untilReady } from "./readiness.ts";

const portsPath = (dir: string): string => join(etcdFolder(dir), "ports.json");

function knownPorts(dir: string): EtcdPorts | undefined {
  const path = portsPath(dir);
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as EtcdPorts) : undefined;
}

/** The ports of last time where they are free: API servers that still run go on with the same etcd. */
async function portsToUse(dir: string): Promise<EtcdPorts> {
  const known = knownPorts(dir);
  if (known !== undefined && (await isFree(known.client)) && (await isFree(known.peer))) return known;
  const client = await freePort();
  let peer = await freePort();
  while (peer === client) peer = await freePort();
  return { client, peer };
}

const alone = <Result>(dir: string, work: () => Promise<Result>): Promise<Result> =>
  withLockFile(lockPath(dir, SHARED), () => undefined, work);

/** Starts the one etcd of a sandbox where it does not run. @returns its port */
export async function runEtcd(dir: string): Promise<number> {
  return alone(dir, async () => {
    const known = knownPorts(dir);
    if (known !== undefined && runs(dir, SHARED, "etcd") && (await isHealthy(known.client)))
      return known.client;
    await stopServers(dir, ({ program }) => program === "etcd");
    const ports = await portsToUse(dir);
    writeWhole(portsPath(dir), JSON.stringify(ports));
    const pid = startServer(dir, { owner: SHARED, program: "etcd", args: etcdFlags(dir, ports) });
    await untilReady(dir, { owner: SHARED, program: "etcd", pid }, () => isHealthy(ports.client));
    return ports.client;
  });
}

async function isHealthy(port: number): Promise<boolean> {
  try {
    const { ok } = await fetch(`http://127.0.0.1:${port}/health`, { signal: AbortSignal.timeout(2_000) });
    return ok;
  } catch {
    return false;
  }
}

/** Deletes all keys of a removed cluster; with the last cluster etcd goes, too. */
export async function forgetKeys(dir: string, prefix: string): Promise<void> {
  if (clusterNames(dir).length > 0) {
    await deleteKeys(dir, `${prefix}/`);
    return;
  }
  await alone(dir, async () => {
    // Another cluster may have been begun meanwhile: it has its folder before it asks for etcd.
    if (clusterNames(dir).length > 0) return;
    await stopServers(dir, ({ program }) => program === "etcd");
    rmSync(etcdFolder(dir), { recursive: true, force: true });
  });
}

/** One key and its value, in base64. */
export interface StoredKey {
  /** Without the prefix of its cluster. */
  readonly key: string;
  readonly value: string;
}

/** Keys that are asked for at once. */
const PAGE = 500;

/** All keys below a prefix. */
export async function allKeys(dir: string, prefix: string): Promise<readonly StoredKey[]> {
  const port = await runEtcd(dir);
  const found: StoredKey[] = [];
  const length = Buffer.from(prefix).length;
  const range = { ...rangeOf(prefix), limit: PAGE };
  for (let start = range.key; ;) {
    const text = await asked(port, "kv/range", { ...range, key: start });
    const { kvs = [], more } = JSON.parse(text) as { kvs?: readonly StoredKey[]; more?: boolean };
    for (const { key, value } of kvs) {
      const below = Buffer.from(key, "base64").subarray(length).toString("base64");
      found.push({ key: below, value });
    }
    const last = kvs.at(-1);
    if (more !== true || last === undefined) return found;
    start = Buffer.concat([Buffer.from(last.key, "base64"), Buffer.of(0)]).toString("base64");
  }
}

/** Writes keys below a prefix. */
export async function putKeys(dir: string, prefix: string, keys: readonly StoredKey[]): Promise<void> {
  const port = await runEtcd(dir);
  for (const { key, value } of keys) {
    const whole = Buffer.concat([Buffer.from(prefix), Buffer.from(key, "base64")]).toString("base64");
    await asked(port, "kv/put", { key: whole, value });
  }
}

/** Deletes all keys below a prefix. */
export async function deleteKeys(dir: string, prefix: string): Promise<void> {
  await asked(await runEtcd(dir), "kv/deleterange", rangeOf(prefix));
}

function rangeOf(prefix: string): { readonly key: string; readonly range_end: string } {
  const end = Buffer.from(prefix);
  end.writeUInt8(end.readUInt8(end.length - 1) + 1, end.length - 1);
  return { key: Buffer.from(prefix).toString("base64"), range_end: end.toString("base64") };
}

/** @see https://etcd.io/docs/v3.6/dev-guide/api_grpc_gateway/ */
async function asked(port: number, call: string, body: object): Promise<string> {
  const url = `http://127.0.0.1:${port}/v3/${call}`;
  const answer = await fetch(url, { method: "POST", body: JSON.stringify(body) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`etcd: ${call} answered ${answer.status}: ${text}`);
  return text;
}

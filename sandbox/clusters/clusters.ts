import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { InputError } from "../../fleet/check.ts";
import { findKubernetes } from "../tools/kubernetes.ts";
import { withLockFile } from "../tools/lock-file.ts";
import type { Tell } from "../tools/tell.ts";
import { runControlPlane } from "./control-plane.ts";
import { certificateAuthority } from "./credentials.ts";
import { forgetKeys } from "./etcd.ts";
import {
  clusterFolder,
  clusterNames,
  type ClusterRecord,
  type ClusterWish,
  lockPath,
  readRecord,
  toolsLink,
  writeRecord,
} from "./folder.ts";
import { freePort } from "./ports.ts";
import { clusterProcesses, SHARED, stopServers } from "./processes.ts";

/** How a running cluster is reached. */
export interface RunningCluster {
  readonly endpoint: string;
  /** Base64 of PEM. */
  readonly certificateAuthority: string;
}

const alone = <Result>(dir: string, name: string, work: () => Promise<Result>): Promise<Result> =>
  withLockFile(lockPath(dir, name), () => undefined, work);

/**
 * Runs a cluster: a real API server, its controllers, and simulated nodes. Starting it again changes nothing; after a
 * stop it comes back with its port, its certificate and its objects. Whoever calls may end at any moment.
 *
 * @throws InputError when the name is taken by another account or region, or the cluster's port by another program
 */
export async function startCluster(dir: string, wish: ClusterWish): Promise<RunningCluster> {
  checkName(wish.name);
  await linkTools(dir);
  return alone(dir, wish.name, async () => {
    const known = readRecord(dir, wish.name) ?? (await newRecord(wish));
    checkSame(known, wish);
    const record = asWished(known, wish);
    // What it is given is read when it starts.
    if (JSON.stringify(record.given) !== JSON.stringify(known.given)) await stopOne(dir, wish.name);
    writeRecord(dir, record);
    const { port } = await runControlPlane(dir, record);
    return {
      endpoint: `https://127.0.0.1:${port}`,
      certificateAuthority: certificateAuthority(dir, wish.name),
    };
  });
}

/** Stops every server of a sandbox and waits for each; what they know stays. */
export async function stopClusters(dir: string): Promise<void> {
  const owners = new Set([...clusterNames(dir), ...clusterProcesses(dir).map(({ owner }) => owner)]);
  owners.delete(SHARED);
  await Promise.all(
    [...owners].map((name) => alone(dir, name, () => stopServers(dir, ({ owner }) => owner === name))),
  );
  await stopServers(dir, () => true);
}

const stopOne = (dir: string, name: string): Promise<void> => stopServers(dir, ({ owner }) => owner === name);

/** Stops one cluster until somebody starts it by its name; what it knows stays. */
export async function haltCluster(dir: string, name: string): Promise<void> {
  await alone(dir, name, async () => {
    const record = readRecord(dir, name);
    if (record !== undefined) writeRecord(dir, { ...record, halted: true });
    await stopOne(dir, name);
  });
}

/** Stops one cluster and deletes all it knew. */
export async function removeCluster(dir: string, name: string): Promise<void> {
  await alone(dir, name, async () => {
    const record = readRecord(dir, name);
    await stopOne(dir, name);
    rmSync(clusterFolder(dir, name), { recursive: true, force: true });
    if (record !== undefined) await forgetKeys(dir, record.etcdPrefix);
  });
}

/** Starts every cluster that exists and does not run, as after a reboot. */
export async function resumeClusters(dir: string, tell: Tell = () => undefined): Promise<void> {
  for (const name of clusterNames(dir)) {
    const record = readRecord(dir, name);
    if (record?.started !== true || record.halted === true) continue;
    tell(`starting the servers of cluster ${name}`);
    await startCluster(dir, record);
  }
}

async function newRecord({ name, serviceCidr, region, account }: ClusterWish): Promise<ClusterRecord> {
  const etcdPrefix = `/${name}-${randomBytes(4).toString("hex")}`;
  return { name, serviceCidr, region, account, port: await freePort(), etcdPrefix, started: false };
}

/** What is known of a cluster, with what it is given now. */
function asWished(known: ClusterRecord, { given }: ClusterWish): ClusterRecord {
  const { name, serviceCidr, region, account, port, etcdPrefix, started } = known;
  const kept = { name, serviceCidr, region, account, port, etcdPrefix, started };
  return given === undefined ? kept : { ...kept, given };
}

/** EKS's rule for names, which also keeps them off the paths of other files. */
const NAME = /^[0-9A-Za-z][A-Za-z0-9_-]{0,99}$/;

function checkName(name: string): void {
  if (NAME.test(name)) return;
  const expected = "letters, digits, - and _, at most 100, a letter or digit first";
  throw new InputError([{ file: "cluster name", path: "", expected, got: JSON.stringify(name) }]);
}

function checkSame(record: ClusterRecord, wish: ClusterWish): void {
  const faults = (["account", "region", "serviceCidr"] as const)
    .filter((key) => record[key] !== wish[key])
    .map((key) => ({
      file: `cluster ${wish.name}`,
      path: key,
      expected: `${record[key]} of the cluster of that name in this sandbox`,
      got: wish[key],
      hint: "delete that cluster, or give this one another name",
    }));
  if (faults.length > 0) throw new InputError(faults);
}

/** Servers are started through a link, so that whoever starts one needs to know the sandbox's folder only. */
export async function linkTools(dir: string, folder?: string): Promise<void> {
  const link = toolsLink(dir);
  if (folder === undefined && existsSync(link)) return;
  const target = folder ?? (await findKubernetes(() => undefined)).folder;
  mkdirSync(dir, { recursive: true });
  const fresh = `${link}.${process.pid}`;
  rmSync(fresh, { force: true });
  symlinkSync(target, fresh);
  renameSync(fresh, link);
}

import { existsSync, readdirSync, readFileSync, renameSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { GivenControlPlane } from "../aws/cluster-host.ts";

/** What a simulated cluster is made with. */
export interface ClusterWish {
  readonly name: string;
  /** Range of Kubernetes Services. */
  readonly serviceCidr: string;
  readonly region: string;
  readonly account: string;
  /** Authorities and flags of its API server. @default - it makes its own */
  readonly given?: GivenControlPlane;
}

/** What is kept of a cluster for its next start. */
export interface ClusterRecord extends ClusterWish {
  /** Port of the API server on 127.0.0.1. */
  readonly port: number;
  /** Begins every key of this cluster in etcd; another one after each removal, so that nothing can come back. */
  readonly etcdPrefix: string;
  /** Whether it has ever answered: from then on its port and its certificate stay. */
  readonly started: boolean;
  /** Whether it shall not run although it exists. @default false */
  readonly halted?: boolean;
}

/** Where the clusters of a sandbox keep their things. */
export const toolsLink = (dir: string): string => join(dir, "tools");
export const etcdFolder = (dir: string): string => join(dir, "etcd");
export const clusterFolder = (dir: string, name: string): string => join(dir, "by-name", name);
export const lockPath = (dir: string, name: string): string => join(dir, "locks", name);
export const logPath = (dir: string, name: string, program: string): string =>
  join(dir, "logs", `${name}-${program}.log`);

const recordPath = (dir: string, name: string): string => join(clusterFolder(dir, name), "cluster.json");

/** Names of the clusters that exist or were begun. */
export function clusterNames(dir: string): readonly string[] {
  const folder = join(dir, "by-name");
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}

export function readRecord(dir: string, name: string): ClusterRecord | undefined {
  const path = recordPath(dir, name);
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as ClusterRecord) : undefined;
}

export function writeRecord(dir: string, record: ClusterRecord): void {
  writeWhole(recordPath(dir, record.name), `${JSON.stringify(record, undefined, 2)}\n`);
}

/** Writes beside the place and moves there: a process that is killed leaves the old file or the new one. */
export function writeWhole(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const fresh = `${path}.${process.pid}`;
  writeFileSync(fresh, text, { mode: 0o600 });
  renameSync(fresh, path);
}

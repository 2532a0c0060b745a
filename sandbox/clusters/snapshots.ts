import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "../../fleet/check.ts";
import { withLockFile } from "../tools/lock-file.ts";
import { runControlPlane } from "./control-plane.ts";
import { allKeys, deleteKeys, putKeys, type StoredKey } from "./etcd.ts";
import { type ClusterRecord, lockPath, readRecord, writeWhole } from "./folder.ts";
import { stopServers } from "./processes.ts";

/** What a cluster knew at one moment. */
interface Snapshot {
  /** Digest of the token by which K3s encrypts its authorities in the datastore; empty where there is none. */
  readonly token: string;
  /** By keys without the prefix of the cluster, which is another one after each removal. */
  readonly keys: readonly StoredKey[];
}

/** Which snapshot, and the token of the datastore that it is of. */
export interface SnapshotName {
  readonly cluster: string;
  readonly name: string;
  /** Token of the servers. @default - of a cluster that has none */
  readonly token?: string;
}

/** They outlive their cluster, as files in a bucket do. */
const snapshotPath = (dir: string, { cluster, name }: SnapshotName): string =>
  join(dir, "snapshots", cluster, `${name}.json`);

const digest = (token: string | undefined): string =>
  token === undefined ? "" : createHash("sha256").update(token).digest("hex");

/** Keeps all that a cluster knows now, whoever writes meanwhile. @returns how many keys that are */
export async function saveSnapshot(dir: string, wanted: SnapshotName): Promise<number> {
  const { etcdPrefix } = existing(dir, wanted.cluster);
  const keys = await allKeys(dir, `${etcdPrefix}/`);
  const snapshot: Snapshot = { token: digest(wanted.token), keys };
  writeWhole(snapshotPath(dir, wanted), JSON.stringify(snapshot));
  return keys.length;
}

/**
 * Makes a cluster forget everything and know what a snapshot holds; its servers start again.
 *
 * @throws InputError when there is no such snapshot, or it is of a datastore with another token
 */
export async function restoreSnapshot(dir: string, wanted: SnapshotName): Promise<void> {
  const path = snapshotPath(dir, wanted);
  const file = `snapshot ${wanted.name} of cluster ${wanted.cluster}`;
  if (!existsSync(path)) {
    throw new InputError([
      { file, path: "", expected: "a snapshot that was saved in this sandbox", got: "none" },
    ]);
  }
  const { token, keys } = JSON.parse(readFileSync(path, "utf8")) as Snapshot;
  if (token !== digest(wanted.token)) {
    throw new InputError([
      {
        ...{
          file,
          path: "token",
          expected: "the token of the day on which it was saved",
          got: "another one",
        },
        hint: "K3s: bootstrap data already found and encrypted with different token",
      },
    ]);
  }
  await emptied(dir, wanted.cluster, (prefix) => putKeys(dir, prefix, keys));
}

/** Makes a cluster forget everything, as when the disks of all its servers are gone. It runs on, empty. */
export async function wipeCluster(dir: string, name: string): Promise<void> {
  await emptied(dir, name, () => Promise.resolve());
}

async function emptied(dir: string, name: string, fill: (prefix: string) => Promise<void>): Promise<void> {
  await withLockFile(
    lockPath(dir, name),
    () => undefined,
    async () => {
      const record = existing(dir, name);
      await stopServers(dir, ({ owner }) => owner === name);
      await deleteKeys(dir, `${record.etcdPrefix}/`);
      await fill(`${record.etcdPrefix}/`);
      await runControlPlane(dir, record);
    },
  );
}

function existing(dir: string, name: string): ClusterRecord {
  const record = readRecord(dir, name);
  if (record !== undefined) return record;
  const expected = "the name of a cluster of this sandbox";
  throw new InputError([{ file: `cluster ${name}`, path: "", expected, got: "none of that name" }]);
}

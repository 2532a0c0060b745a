import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { clusterNames, lockPath, readRecord, writeRecord } from "../../sandbox/clusters/folder.ts";
import { setMachines } from "../../sandbox/clusters/nodes.ts";
import { withLockFile } from "../../sandbox/tools/lock-file.ts";

/** A folder with a cluster that says it runs, where nothing answers. */
function runningCluster(): string {
  const dir = mkdtempSync(join(tmpdir(), "atoll-machines-"));
  onTestFinished(() => {
    rmSync(dir, { recursive: true, force: true });
  });
  const place = { serviceCidr: "172.20.0.0/16", region: "eu-central-1", account: "111111111111" };
  writeRecord(dir, { name: "dev", ...place, port: 1, etcdPrefix: "/dev", started: true });
  return dir;
}

test("nodes of a machine wait for who stops the cluster, and ask one that is stopped nothing", async () => {
  const dir = runningCluster();
  const record = readRecord(dir, "dev")!;
  let going: Promise<void> | undefined;
  await withLockFile(
    lockPath(dir, "dev"),
    () => undefined,
    () => {
      going = setMachines(dir, "dev", { group: "i-1", nodes: [] });
      writeRecord(dir, { ...record, halted: true });
      return Promise.resolve();
    },
  );
  await expect(going).resolves.toBeUndefined();
  expect(clusterNames(dir)).toEqual(["dev"]);
  writeRecord(dir, record);
  await expect(setMachines(dir, "dev", { group: "i-1", nodes: [] })).rejects.toThrow("apiserver.crt");
});

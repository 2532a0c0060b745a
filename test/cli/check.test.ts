import { resolve } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { updateLock } from "../../fleet/addresses/update-lock.ts";
import { loadInventory } from "../../fleet/load.ts";
import { writeLock } from "../../fleet/write-lock.ts";
import { type Files, inventoryFolder, SMALL, SOUND } from "../fleet/written-inventory.ts";

const MAIN = resolve(import.meta.dirname, "../../cli/main.ts");

/** A minor that has left standard support for good, and one whose end is not announced. */
const OLD = '"1.33"';
const NEW = '"1.36"';

/** What `atoll check` says about a folder, as a person or a pipeline reads it. */
async function check(dir: string, ...options: readonly string[]) {
  const { stdout, stderr, exitCode } = await execa(
    process.execPath,
    [MAIN, "check", "--inventory", dir, ...options],
    { reject: false, env: { NO_COLOR: "1", FORCE_COLOR: undefined } },
  );
  return { stdout, stderr, exitCode };
}

/** A sound inventory with its lock, both clusters of this Kubernetes minor, the larger of this environment. */
function lockedFolder(minor: string, environment = "staging"): string {
  const of = (path: string): Files => ({ [path]: String(SMALL[path]).replace(/"1\.\d\d"/, minor) });
  const old = String(of("clusters/old.yaml")["clusters/old.yaml"]).replace("production", environment);
  const dir = inventoryFolder({ ...of("clusters/dev.yaml"), "clusters/old.yaml": old });
  writeLock(dir, updateLock(loadInventory(dir), undefined, "2026-11-24").lock);
  return dir;
}

const FAULTY: Files = {
  "fleet.lock.yaml": "",
  "clusters/dev.yaml": (SOUND["clusters/dev.yaml"] ?? "").replace("sla: 1", "sla: one"),
  "tenants/zeta.yaml": (SOUND["tenants/zeta.yaml"] ?? "").replace("cluster: dev", "cluster: deva"),
};

test("a sound inventory is told in one line", async () => {
  expect(await check(lockedFolder(NEW))).toEqual({
    stdout: "ok 1 region, 2 clusters, 2 tenants with 2 environments; addresses proven",
    stderr: "",
    exitCode: 0,
  });
});

test("what is allowed and dear is told before", async () => {
  const price = "the control plane costs about $438 a month instead of $73";
  const warning = (id: string): string =>
    `warning clusters/${id}.yaml: Kubernetes 1.33 left standard support on 2026-07-29; ${price}`;
  const lag = "1.33 is 3 behind 1.36, the newest of the catalog; the fleet allows 2";
  const { stdout, exitCode } = await check(lockedFolder(OLD));
  expect(stdout.split("\n")).toEqual([
    warning("dev"),
    warning("old"),
    `warning clusters/dev.yaml: Kubernetes ${lag}`,
    `warning clusters/old.yaml: Kubernetes ${lag}`,
    "ok 1 region, 2 clusters, 2 tenants with 2 environments; addresses proven",
  ]);
  expect(exitCode).toBe(0);
});

test("what production lacks is told before", async () => {
  const { stdout, exitCode } = await check(lockedFolder(NEW, "production"));
  expect(stdout.split("\n")).toEqual([
    "warning clusters/old.yaml: is in production without victoria-metrics: nobody hears of its failures; say profile: standard",
    "warning clusters/old.yaml: is in production without velero: its objects and volumes have no backups; say profile: standard",
    "ok 1 region, 2 clusters, 2 tenants with 2 environments; addresses proven",
  ]);
  expect(exitCode).toBe(0);
});

test("a faulty inventory ends with every fault, their number and exit code 1", async () => {
  const { stdout, stderr, exitCode } = await check(inventoryFolder(FAULTY));
  expect(stderr.split("\n")).toEqual([
    'error clusters/dev.yaml:4:6 sla: expected one of 1, 2, 3, got "one"',
    "error fleet.lock.yaml:1:1: expected keys and values, got nothing; an empty file never means delete; use lifecycle: retiring",
    'error tenants/zeta.yaml:5:21 environments.trial.cluster: expected a cluster (dev, old), got "deva"; did you mean dev',
    "3 faults; nothing was changed",
  ]);
  expect({ stdout, exitCode }).toEqual({ stdout: "", exitCode: 1 });
});

test("a pipeline gets the faults as JSON", async () => {
  const { stdout, stderr, exitCode } = await check(inventoryFolder(FAULTY), "--json");
  expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 1 });
  expect(JSON.parse(stdout)).toEqual({
    schema: 1,
    faults: [
      {
        file: "clusters/dev.yaml",
        line: 4,
        column: 6,
        path: "sla",
        expected: "one of 1, 2, 3",
        got: '"one"',
      },
      {
        file: "fleet.lock.yaml",
        line: 1,
        column: 1,
        path: "",
        expected: "keys and values",
        got: "nothing",
        hint: "an empty file never means delete; use lifecycle: retiring",
      },
      {
        file: "tenants/zeta.yaml",
        line: 5,
        column: 21,
        path: "environments.trial.cluster",
        expected: "a cluster (dev, old)",
        got: '"deva"',
        hint: "did you mean dev",
      },
    ],
  });
});

import { describe, expect, test } from "vitest";
import { loadFleet } from "../../fleet/load.ts";
import { lockText } from "../../fleet/write-lock.ts";
import { lockOf, TODAY } from "./locked-inventory.ts";
import { faultsOf, inventoryFolder } from "./written-inventory.ts";

const SECTIONS = "regions: {}\nclusters: {}\ntenants: {}\ntombstones: []\n";

describe("a lock that is", () => {
  const faults = (lock: string | undefined): readonly string[] => {
    const dir = inventoryFolder({ "fleet.lock.yaml": lock });
    return faultsOf(() => loadFleet(dir, TODAY));
  };
  test.each([
    [
      "missing",
      undefined,
      [
        "fleet.lock.yaml: expected a lock file, got none; restore it from git; a fleet that never had one: run atoll lock and commit it",
      ],
    ],
    [
      "empty",
      "",
      [
        "fleet.lock.yaml:1:1: expected keys and values, got nothing; an empty file never means delete; use lifecycle: retiring",
      ],
    ],
    [
      "of another version",
      `version: 2\n${SECTIONS}`,
      ["fleet.lock.yaml:1:10 version: expected one of 1, got 2"],
    ],
    [
      "in conflict after a merge",
      "version: 1\n<<<<<<< HEAD\n",
      [
        "fleet.lock.yaml:2:1: expected a file without the conflict markers of a merge; run atoll lock --rebase <base revision>, such as origin/main",
      ],
    ],
  ])("%s is refused", (_, lock, expected) => {
    expect(faults(lock)).toEqual(expected);
  });

  test("edited by hand is refused", () => {
    const text = lockText(lockOf({})).replace(/control-plane-a: .*/, "control-plane-a: 10.0.18.32/27");
    expect(faults(text)).toEqual([
      "fleet.lock.yaml:30:24 clusters.dev.subnets.control-plane-b: expected subnets that do not overlap, got 10.0.18.32/27 of cluster/dev control-plane-b inside 10.0.18.32/27 of cluster/dev control-plane-a; restore the lock from git; after a merge, run atoll lock --rebase <base revision>",
    ]);
  });
});

describe("one cause, told first", () => {
  test("a live file that is missing stands before what refers to it", () => {
    const dir = inventoryFolder({ "fleet.lock.yaml": lockText(lockOf({})), "clusters/dev.yaml": undefined });
    expect(faultsOf(() => loadFleet(dir, TODAY))).toEqual([
      "clusters/dev.yaml: expected the file of a live entry, got none; restore the file; to remove the entry, set lifecycle: retiring with retireAfter and run atoll lock first",
      'tenants/zeta.yaml:5:21 environments.trial.cluster: expected a cluster (old), got "dev"',
    ]);
  });

  test("a folder that is none is the only fault", () => {
    expect(faultsOf(() => loadFleet("nowhere", TODAY))).toEqual([
      "nowhere: expected an inventory folder, got none; give the folder that holds fleet.yaml with --inventory, or atoll:inventory in the stack's file",
    ]);
    expect(faultsOf(() => loadFleet("package.json", TODAY))).toEqual([
      "package.json: expected an inventory folder, got a file; give the folder that holds fleet.yaml with --inventory, or atoll:inventory in the stack's file",
    ]);
  });
});

import { describe, expect, test } from "vitest";
import { loadFleet } from "../../../fleet/load.ts";
import { levelAt, type LockedLayers, layersText, lockedStep } from "../../../fleet/upgrade/layers.ts";
import { stepFindings } from "../../../fleet/upgrade/lock-steps.ts";
import { checkedTarget, upgradable } from "../../../fleet/upgrade/target.ts";
import { lockWithLayers } from "../../../fleet/upgrade/with-layers.ts";
import { lockText } from "../../../fleet/write-lock.ts";
import { attached } from "../bad-inputs/bad-input.ts";
import { lockOf, TODAY } from "../locked-inventory.ts";
import { faultsOf, type Files, inventoryFolder, SOUND } from "../written-inventory.ts";

const DEV = SOUND["clusters/dev.yaml"] ?? "";
const K3S: Files = { "clusters/dev.yaml": DEV.replace("kind: eks", "kind: k3s") };

/** The fleet whose `dev` asks for a minor, and has these layers. */
const fleetAt = (target: string, layers: LockedLayers) => {
  const text = String(K3S["clusters/dev.yaml"]).replace('"1.35"', `"${target}"`);
  const lock = lockText(lockWithLayers(lockOf(K3S), "dev", layers));
  return loadFleet(inventoryFolder({ "clusters/dev.yaml": text, "fleet.lock.yaml": lock }), TODAY);
};

describe("a K3s cluster", () => {
  test("goes from minor to minor as EKS does, servers before workers", () => {
    const half = lockedStep(lockedStep(levelAt("1.35"), "controlPlane", TODAY), "addOns", TODAY);
    expect(layersText(half, "k3s")).toBe("1.36; workers, workloads at 1.35");
    const fleet = fleetAt("1.36", half);
    expect(upgradable(fleet, "dev").id).toBe("dev");
    expect(checkedTarget(fleet, upgradable(fleet, "dev"), undefined)).toBe("1.36");
  });

  test.each([
    [
      "1.34",
      levelAt("1.35"),
      '1.35, which the lock says of its servers, or the minor after it, got "1.34"; servers go up one minor at a time, and never back',
    ],
    [
      "1.36",
      levelAt("1.34"),
      '1.34 or 1.35, for servers move one minor at a time, got "1.36"; go 1.34 -> 1.35 -> 1.36, each with all its steps',
    ],
    [
      "1.36",
      { ...levelAt("1.34"), controlPlane: "1.35" },
      '1.35 until all of the cluster has it (now 1.35; system add-ons, workers, workloads at 1.34), got "1.36"; finish that upgrade first: atoll upgrade next dev',
    ],
  ])("is not asked for %s by %#", (target, layers, fault) => {
    expect(faultsOf(() => fleetAt(target, layers))).toEqual([
      `clusters/dev.yaml:5:13 kubernetes: expected ${fault}`,
    ]);
  });

  test("has no way back, not even on the day of the step", () => {
    const before = lockOf(K3S);
    const layers = levelAt("1.35");
    const after = lockWithLayers(before, "dev", lockedStep(layers, "controlPlane", TODAY));
    const base = { name: "main", today: TODAY };
    expect(stepFindings(before, after, base)).toEqual([]);
    expect(
      stepFindings(after, before, base).map(({ expected, hint }) => `${expected}; ${hint ?? ""}`),
    ).toEqual([
      "1.36; system add-ons, workers, workloads at 1.35, which main has, or one step further; no layer goes back; restore the lock from git",
    ]);
  });
});

test("a cluster that somebody else runs is upgraded by them", () => {
  const files: Files = { "clusters/dev.yaml": attached(DEV) };
  const fleet = loadFleet(inventoryFolder({ ...files, "fleet.lock.yaml": lockText(lockOf(files)) }), TODAY);
  expect(faultsOf(() => upgradable(fleet, "dev"))).toEqual([
    'clusters/dev.yaml kind: expected a cluster of kind eks or k3s, whose versions atoll moves, got "attached"; whoever runs it upgrades it; its kubernetes then says what it has',
  ]);
});

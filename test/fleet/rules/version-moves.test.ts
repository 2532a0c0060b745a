import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays } from "../../../fleet/addresses/days.ts";
import { KUBERNETES_MINORS } from "../../../fleet/charts/catalog.ts";
import { loadFleet } from "../../../fleet/load.ts";
import {
  LAYERS,
  type Layers,
  type LockedLayers,
  levelAt,
  minorNumber,
} from "../../../fleet/upgrade/layers.ts";
import { nextStep, stepsTo } from "../../../fleet/upgrade/path.ts";
import { stepFindings } from "../../../fleet/upgrade/lock-steps.ts";
import { lockWithLayers } from "../../../fleet/upgrade/with-layers.ts";
import { rebasedLock } from "../../../fleet/addresses/rebase.ts";
import { lockText } from "../../../fleet/write-lock.ts";
import { lockOf, TODAY } from "../locked-inventory.ts";
import { edited, faultsOf, inventoryFolder } from "../written-inventory.ts";

/** What the loader says of `dev` whose entry asks for a minor, and whose lock has these layers. */
function faults(target: string, layers: LockedLayers): readonly string[] {
  const lock = lockWithLayers(lockOf({}), "dev", layers);
  const files = {
    ...edited("clusters/dev.yaml", '"1.35"', `"${target}"`),
    "fleet.lock.yaml": lockText(lock),
  };
  return faultsOf(() => loadFleet(inventoryFolder(files), TODAY));
}

/** Whether two places on the way are one. */
function areEqual(one: Layers | undefined, other: Layers): boolean {
  return LAYERS.every((layer) => one?.[layer] === other[layer]);
}

const inTheMiddle = { ...levelAt("1.34"), controlPlane: "1.35", since: TODAY };

test("a new cluster gets its minor in the lock, whatever it is", () => {
  expect(lockOf({}).clusters["dev"]?.kubernetes).toEqual(levelAt("1.35"));
  expect(lockOf({}).clusters["old"]?.kubernetes).toEqual(levelAt("1.34"));
});

test.each([
  ["stays", "1.35", levelAt("1.35")],
  ["goes up by one minor", "1.36", levelAt("1.35")],
  ["is reached step by step", "1.35", inTheMiddle],
])("a target is accepted that %s", (_, target, layers) => {
  expect(faults(target, layers)).toEqual([]);
});

describe("a target is refused", () => {
  const at = "clusters/dev.yaml:5:13 kubernetes:";
  const back = "a control plane goes up one minor at a time; docs/upgrades.md tells when EKS rolls one back";

  test.each([
    [
      "that lies behind",
      "1.33",
      levelAt("1.35"),
      `${at} expected 1.35, which the lock says of its control plane, or the minor after it, got "1.33"; ${back}`,
    ],
    [
      "that an upgrade came from",
      "1.34",
      inTheMiddle,
      `${at} expected 1.35, which the lock says of its control plane, or the minor after it, got "1.34"; ${back}`,
    ],
    [
      "two minors ahead, with the way to it",
      "1.36",
      levelAt("1.34"),
      `${at} expected 1.34 or 1.35, for a control plane moves one minor at a time, got "1.36"; go 1.34 -> 1.35 -> 1.36, each with all its steps`,
    ],
    [
      "while another upgrade is not done",
      "1.36",
      inTheMiddle,
      `${at} expected 1.35 until all of the cluster has it (now 1.35; EKS add-ons, nodes, workloads at 1.34), got "1.36"; finish that upgrade first: atoll upgrade next dev`,
    ],
  ])("%s", (_, target, layers, fault) => {
    expect(faults(target, layers)).toEqual([fault]);
  });

  test("whenever it is lower than the control plane in the lock, and never when it is the next", () => {
    const minors = KUBERNETES_MINORS.map(({ minor }) => minor);
    fc.assert(
      fc.property(fc.constantFrom(...minors), fc.constantFrom(...minors), (target, held) => {
        const step = minorNumber(target) - minorNumber(held);
        expect(faults(target, levelAt(held)).length).toBe(step === 0 || step === 1 ? 0 : 1);
      }),
      { numRuns: 16 },
    );
  });
});

test("layers that somebody wrote into the lock by hand are refused where no step leads to them", () => {
  expect(faults("1.35", { ...levelAt("1.35"), nodes: "1.33" })).toEqual([
    expect.stringMatching(
      /clusters\.dev\.kubernetes: expected layers that steps lead to: each behind the one before it, and none by more than one minor, got 1\.35; nodes at 1\.35; restore the lock from git; atoll upgrade next alone moves them$/,
    ),
  ]);
});

describe("against the lock of another revision, a cluster may be", () => {
  const lock = (layers: LockedLayers) => lockWithLayers(lockOf({}), "dev", layers);
  const found = (was: LockedLayers, now: LockedLayers, today = TODAY) =>
    stepFindings(lock(was), lock(now), { name: "main", today }).map(
      ({ got, hint }) => `${got ?? ""}: ${hint ?? ""}`,
    );
  const moved = { ...levelAt("1.34"), controlPlane: "1.35", since: "2026-11-20" };

  test("where it is, or one step further", () => {
    expect(found(levelAt("1.34"), levelAt("1.34"))).toEqual([]);
    expect(found(levelAt("1.34"), moved)).toEqual([]);
  });

  test("no two steps further, for an update carries one", () => {
    const two = { ...moved, addOns: "1.35" };
    expect(found(levelAt("1.34"), two)).toEqual([
      "1.35; nodes, workloads at 1.34: merge and deploy each step before the next",
    ]);
  });

  test("back where its control plane came from, as long as EKS takes it back, and no further", () => {
    expect(found(moved, levelAt("1.34"), "2026-11-27")).toEqual([]);
    const refused = ["1.34: no layer goes back; restore the lock from git"];
    expect(found(moved, levelAt("1.34"), "2026-11-28")).toEqual(refused);
  });

  test("back with its add-ons, too, but with neither of them alone, and not once its nodes have followed", () => {
    const both = { ...moved, addOns: "1.35" };
    const refused = (text: string) => [`${text}: no layer goes back; restore the lock from git`];
    expect(found(both, levelAt("1.34"), "2026-11-27")).toEqual([]);
    expect(found(both, levelAt("1.34"), "2026-11-28")).toEqual(refused("1.34"));
    expect(found(both, moved)).toEqual(refused("1.35; EKS add-ons, nodes, workloads at 1.34"));
    expect(found({ ...both, nodes: "1.35" }, levelAt("1.34"))).toEqual(refused("1.34"));
    expect(found({ ...both, nodes: "1.35" }, both)).toEqual(refused("1.35; nodes, workloads at 1.34"));
    expect(faults("1.35", { ...levelAt("1.34"), addOns: "1.35" })).toHaveLength(1);
  });

  test("wherever a step leads from it, or EKS takes it back, and nowhere else", () => {
    const since = "2026-11-20";
    const base = lockOf({});
    const places = [levelAt("1.33"), ...stepsTo(levelAt("1.33"), "1.36").map(({ after }) => after)];
    const locks = places.map((layers) => lockWithLayers(base, "dev", { ...layers, since }));
    for (const [from, was] of places.entries())
      for (const [place, now] of places.entries())
        for (const days of [0, 7, 8]) {
          const steps = { name: "main", today: addDays(since, days) };
          const isAccepted = stepFindings(locks[from]!, locks[place]!, steps).length === 0;
          const isForward = [was, nextStep(was, "1.37")?.after].some((one) => areEqual(one, now));
          const to = `1.${minorNumber(was.controlPlane) - 1}`;
          const isBack = days <= 7 && was.nodes === to && areEqual(levelAt(to), now);
          expect({ was, now, days, isAccepted }).toEqual({ was, now, days, isAccepted: isForward || isBack });
        }
  });

  test("a rebase keeps the step that a branch took", () => {
    expect(rebasedLock(lock(levelAt("1.34")), lock(moved)).clusters["dev"]?.kubernetes).toEqual(moved);
    expect(rebasedLock(lock(moved), lock(levelAt("1.34"))).clusters["dev"]?.kubernetes).toEqual(moved);
  });
});

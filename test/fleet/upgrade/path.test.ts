import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  furthest,
  isReachable,
  LAYERS,
  type Layers,
  layersText,
  levelAt,
  lockedStep,
  minorNumber,
  progress,
} from "../../../fleet/upgrade/layers.ts";
import { nextStep, stepsTo } from "../../../fleet/upgrade/path.ts";
import { rollbackWindow } from "../../../fleet/upgrade/rollback.ts";

const minor = fc.integer({ min: 30, max: 40 }).map((number) => `1.${number}`);

/** Layers in the middle of some upgrade, or settled. */
const reachable: fc.Arbitrary<Layers> = fc
  .tuple(minor, fc.integer({ min: 0, max: LAYERS.length - 1 }))
  .map(
    ([from, moved]) =>
      stepsTo(levelAt(from), `1.${minorNumber(from) + 1}`)[moved - 1]?.after ?? levelAt(from),
  );

test("the steps to the next minor move one layer each, from the control plane to the workloads", () => {
  const steps = stepsTo(levelAt("1.35"), "1.36").map(({ layer, from, to }) => [layer, from, to]);
  expect(steps).toEqual(LAYERS.map((layer) => [layer, "1.35", "1.36"]));
});

test("an upgrade that has begun is finished before the next one begins", () => {
  const layers = { ...levelAt("1.34"), controlPlane: "1.35" };
  expect(nextStep(layers, "1.36")).toMatchObject({ layer: "addOns", from: "1.34", to: "1.35" });
  expect(stepsTo(layers, "1.36")).toHaveLength(7);
});

describe("whatever the layers and the target,", () => {
  test("steps end at the target, never jump, never go back, and keep every layer behind the one before it", () => {
    fc.assert(
      fc.property(reachable, minor, (layers, target) => {
        const steps = stepsTo(layers, target);
        let held = layers;
        for (const { layer, from, to, before, after } of steps) {
          expect(before).toEqual(held);
          expect(minorNumber(to)).toBe(minorNumber(from) + 1);
          expect(after).toEqual({ ...before, [layer]: to });
          expect(isReachable(after)).toBe(true);
          expect(progress(after)).toBe(progress(before) + 1);
          held = after;
        }
        const isAhead = minorNumber(target) >= minorNumber(layers.controlPlane);
        if (isAhead) expect(held).toEqual(levelAt(target));
        else expect(held).toEqual(levelAt(layers.controlPlane));
      }),
    );
  });

  test("the further of two places on one way is the one that more steps lead to, whatever the order", () => {
    fc.assert(
      fc.property(reachable, fc.nat({ max: 8 }), (layers, count) => {
        const later = stepsTo(layers, "1.45")[count]?.after ?? layers;
        expect(furthest(layers, later)).toEqual(later);
        expect(furthest(later, layers)).toEqual(later);
      }),
    );
  });
});

test.each([
  ["nodes newer than their control plane", { ...levelAt("1.35"), nodes: "1.36" }],
  ["a layer two minors behind", { ...levelAt("1.35"), workloads: "1.33" }],
  ["add-ons after nodes", { ...levelAt("1.36"), addOns: "1.35" }],
])("no step leads to %s", (_, layers) => {
  expect(isReachable(layers)).toBe(false);
});

test("layers in the middle of an upgrade are told with those that are behind", () => {
  expect(layersText(levelAt("1.35"))).toBe("1.35");
  expect(layersText({ ...levelAt("1.35"), controlPlane: "1.36" })).toBe(
    "1.36; EKS add-ons, nodes, workloads at 1.35",
  );
});

describe("EKS takes a control plane back", () => {
  const moved = lockedStep(levelAt("1.35"), "controlPlane", "2026-11-20");

  test("for seven days after its step, while no node is newer", () => {
    const reason = "EKS takes it back to 1.35 until 2026-11-27, as long as no node has 1.36";
    expect(rollbackWindow(moved, "2026-11-27")).toEqual({
      isOpen: true,
      to: "1.35",
      until: "2026-11-27",
      reason,
    });
  });

  test.each([
    ["never when it was made with its minor", levelAt("1.35"), "its control plane was never upgraded"],
    ["not afterwards", moved, "EKS took it back to 1.35 until 2026-11-27"],
  ])("%s", (_, layers, reason) => {
    expect(rollbackWindow(layers, "2026-11-28")).toMatchObject({ isOpen: false, reason });
  });

  test("not while nodes have the new minor", () => {
    const reason =
      "the lock says that its nodes have 1.36: they would have to go back to 1.35 first, by 2026-11-27";
    const layers = { ...moved, addOns: "1.36", nodes: "1.36" };
    expect(rollbackWindow(layers, "2026-11-21")).toMatchObject({ isOpen: false, reason });
  });
});

import { expect, test } from "vitest";
import { loadFleet } from "../../../fleet/load.ts";
import { lockText } from "../../../fleet/write-lock.ts";
import { lockOf, TODAY } from "../locked-inventory.ts";
import { edited, faultsOf, type Files, inventoryFolder } from "../written-inventory.ts";

const GROUPS = edited("clusters/dev.yaml", "max: 20", "max: 20, autoscaler: cluster-autoscaler");

/** What the loader says of an inventory under the lock of another. */
const faults = (files: Files, before: Files): readonly string[] =>
  faultsOf(() =>
    loadFleet(inventoryFolder({ ...files, "fleet.lock.yaml": lockText(lockOf(before)) }), TODAY),
  );

test("the lock remembers managed groups, and a lock without a word means Karpenter", () => {
  expect(lockOf({}).clusters["dev"]).not.toHaveProperty("autoscaler");
  expect(lockOf(GROUPS).clusters["dev"]?.autoscaler).toBe("cluster-autoscaler");
  expect(faults(GROUPS, GROUPS)).toEqual([]);
});

test("a live cluster is told to keep it beside the tenants that it could not have", () => {
  const dedicated = edited("tenants/zeta.yaml", "tier: pooled", "tier: dedicated-nodes");
  const found = faults({ ...GROUPS, ...dedicated }, dedicated);
  expect(found.map((one) => one.slice(0, one.indexOf(", ")))).toEqual([
    "clusters/dev.yaml:6:31 nodes.autoscaler: expected karpenter",
    "tenants/zeta.yaml:5:21 environments.trial.cluster: expected a cluster with Karpenter",
  ]);
});

const HINT = "enter a cluster with replaces: dev, move to it, and retire this one";

test("a live cluster keeps what launches its nodes, in both directions", () => {
  expect(faults(GROUPS, {})).toEqual([
    `clusters/dev.yaml:6:31 nodes.autoscaler: expected karpenter, as it was built: all nodes would go at once, got "cluster-autoscaler"; ${HINT}`,
  ]);
  expect(faults({}, GROUPS)).toEqual([
    `clusters/dev.yaml:6:1 nodes.autoscaler: expected cluster-autoscaler, as it was built: all nodes would go at once, got "karpenter"; ${HINT}`,
  ]);
});

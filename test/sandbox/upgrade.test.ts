import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { layersOf, levelAt } from "../../fleet/upgrade/layers.ts";
import { nextStep } from "../../fleet/upgrade/path.ts";
import { lockAfterStep } from "../../fleet/upgrade/with-layers.ts";
import { writeLock } from "../../fleet/write-lock.ts";
import { openStack } from "../../sandbox/engine/open.ts";
import { changes } from "../../sandbox/engine/operation.ts";
import { checkedFleet } from "../../stacks/checked-fleet.ts";
import { smallInventory } from "./inventories.ts";
import { type OwnSandbox, ownSandbox, run, samplePlan, TODAY } from "./sandbox.ts";

// One cluster from one minor to the next. The tests build on each other, in the order in which they stand.
let own: OwnSandbox;

const dir = smallInventory([]);

function setTarget(minor: string): void {
  const file = join(dir, "clusters", "dev.yaml");
  writeFileSync(file, readFileSync(file, "utf8").replace(/kubernetes: "[\d.]+"/, `kubernetes: "${minor}"`));
}

/** What `atoll upgrade next dev` writes. */
function takeStep(): void {
  const fleet = checkedFleet(dir, TODAY);
  const cluster = fleet.clusters.get("dev");
  if (cluster === undefined) throw new Error("the sample inventory has no dev");
  const layers = layersOf(fleet, cluster);
  const step = nextStep(layers, cluster.kubernetes);
  if (step === undefined) throw new Error("there is no step to take");
  writeLock(dir, lockAfterStep(fleet.lock, "dev", layers, { layer: step.layer, today: TODAY }));
}

async function changedBy(name: "preview" | "up"): Promise<readonly string[]> {
  await openStack(own.sandbox, "dev", dir);
  const report = await run(own.sandbox, name);
  expect(report).toMatchObject({ succeeded: true, messages: [] });
  return changes(report)
    .map(({ op, name: resource }) => `${op} ${resource}`)
    .sort();
}

beforeAll(async () => {
  own = await ownSandbox();
  await openStack(own.sandbox, "dev", dir);
  expect(await run(own.sandbox, "up")).toMatchObject({ succeeded: true, messages: [] });
});

afterAll(async () => {
  await own.remove();
});

// Which targets are refused, and how, is what test/fleet/rules/version-moves.test.ts is about.
test("a target that lies behind is refused before anything is asked of AWS", async () => {
  setTarget("1.34");
  const before = own.cloud.list().length;
  await openStack(own.sandbox, "dev", dir);
  const report = await run(own.sandbox, "up");
  expect(report.succeeded).toBe(false);
  expect(report.messages.join("\n")).toContain(
    "kubernetes: expected 1.35, which the lock says of its control plane, or the minor after it",
  );
  expect(report.steps).toEqual([]);
  expect(own.cloud.list()).toHaveLength(before);
});

test("a raised target alone leaves the plan as it is", async () => {
  setTarget("1.35");
  const before = await samplePlan("dev", dir);
  setTarget("1.36");
  expect(await samplePlan("dev", dir)).toEqual(before);
});

test.each([
  ["the control plane", /^update dev$/],
  ["EKS add-ons", /^update dev-addon-kube-proxy$/],
  ["nodes", /^update dev-(system-nodes|karpenter-class-general)$/],
  ["namespaces whose Pod Security names the minor", /^update .*-namespace$/],
])("the next step changes %s and nothing else", async (_, allowed) => {
  takeStep();
  const changed = await changedBy("up");
  expect(changed.length).toBeGreaterThan(0);
  for (const one of changed) expect(one).toMatch(allowed);
});

test("after four steps the whole cluster has the minor, nothing is left to do, and no step to take", async () => {
  expect(await changedBy("preview")).toEqual([]);
  const fleet = checkedFleet(dir, TODAY);
  expect(fleet.lock.clusters["dev"]?.kubernetes).toEqual({ ...levelAt("1.36"), since: TODAY });
  expect(takeStep).toThrow("there is no step to take");
});

import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { comparable } from "../../plan/canonical.ts";
import { planFromPreview } from "../../plan/preview.ts";
import type { Cloud } from "../../sandbox/aws/cloud.ts";
import type { Sandbox } from "../../sandbox/engine/folder.ts";
import { openStack } from "../../sandbox/engine/open.ts";
import { changes, operate } from "../../sandbox/engine/operation.ts";
import { startPulumi } from "../../sandbox/engine/pulumi.ts";
import { leftovers } from "../../sandbox/engine/teardown.ts";
import { sandboxJob } from "../../cli/sandbox/teardown-job.ts";
import { momentOf } from "../../cli/teardown/job.ts";
import { livingClusters } from "../../cli/teardown/live-clusters.ts";
import { foreignThings } from "../../cli/teardown/vpc-things.ts";
import { networkInventory } from "./inventories.ts";
import { census, INVENTORY, ownSandbox, run, samplePlan } from "./sandbox.ts";

const K3S = resolve(import.meta.dirname, "../../examples/minimal-saas");

// One sandbox for all: the tests build on each other, in the order in which they stand.
let sandbox: Sandbox;
let cloud: Cloud;

let remove: () => Promise<void>;

beforeAll(async () => {
  ({ sandbox, cloud, remove } = await ownSandbox());
});

afterAll(() => remove());

/** What `pulumi preview --json` prints. */
async function previewJson(stack: string): Promise<Parameters<typeof planFromPreview>[1]> {
  const { stdout } = await startPulumi(sandbox, ["preview", "--stack", stack, "--json"]);
  return JSON.parse(stdout) as Parameters<typeof planFromPreview>[1];
}

/** Brings up the region whose buckets a cluster's add-ons keep their objects in. */
async function upRegion(region: string, inventory: string): Promise<void> {
  await openStack(sandbox, region, inventory);
  expect(await run(sandbox, "up", region)).toMatchObject({ succeeded: true, messages: [] });
}

test.each([
  ["prod", "of kind k3s", K3S, "eu-west"],
  ["dev", "of kind eks", INVENTORY, undefined],
  ["prod", "of kind eks, spread over zones", INVENTORY, "eu-central"],
])("stack %s %s is planned offline as the engine's preview sees it", async (stack, _, inventory, region) => {
  if (region !== undefined) await upRegion(region, inventory);
  await openStack(sandbox, stack, inventory);
  const previewed = comparable(planFromPreview(stack, await previewJson(stack)));
  const recorded = comparable(await samplePlan(stack, inventory));
  expect(recorded.resources.length).toBeGreaterThan(30);
  expect(asShown(previewed, region)).toEqual(recorded);
});

/** A preview knows what the region's stack shows, and a plan writes where it stands. */
function asShown<Compared>(previewed: Compared, region = ""): Compared {
  const shown = JSON.stringify(previewed).replaceAll(REGION_KEY, `\${${region}/dataKeyArn}`);
  return JSON.parse(shown) as Compared;
}

const REGION_KEY = /(?<=kms:GenerateDataKey\\"\],\\"Resource\\":\[\\")arn:aws:kms:[^\\]+/g;

// Stack dev comes up in the tests of the commands.
describe("stack prod", () => {
  test("comes up: all that the plan has is created, and nothing else", async () => {
    const report = await run(sandbox, "up", "prod");
    expect(report).toMatchObject({ succeeded: true, messages: [] });
    const planned = (await samplePlan("prod")).resources.map(({ type, name }) => `create ${type} ${name}`);
    const made = report.steps.filter(({ op }) => op !== "read");
    expect(made.map(({ op, type, name }) => `${op} ${type} ${name}`).sort()).toEqual(planned.sort());
  });

  test("has nothing to do in a second preview", async () => {
    const report = await run(sandbox, "preview", "prod");
    expect(report).toMatchObject({ succeeded: true, messages: [] });
    expect(changes(report)).toEqual([]);
    expect(report.steps.length).toBeGreaterThan(30);
  });
});

describe("a stack without entry", () => {
  test("fails with the list of entries and the likely one", async () => {
    await openStack(sandbox, "pord", INVENTORY);
    const report = await run(sandbox, "preview", "pord");
    expect(report.succeeded).toBe(false);
    expect(report.messages.join("\n")).toContain(
      'stack "pord": expected one of dev, eu-central, prod; did you mean prod',
    );
  });
});

describe("an inventory with a fault", () => {
  test("stops the program before the engine asks a provider for anything", async () => {
    const before = JSON.stringify(cloud.list());
    writeFileSync(`${sandbox.inventory}/clusters/prod.yaml`, "");
    const report = await run(sandbox, "up", "prod");
    expect(report.succeeded).toBe(false);
    expect(report.messages.join("\n")).toContain("clusters/prod.yaml");
    expect(changes(report)).toEqual([]);
    expect(JSON.stringify(cloud.list())).toBe(before);
    await openStack(sandbox, "prod", INVENTORY);
  });
});

describe("a protected stack", () => {
  // The network alone: the engine walks every path of the order before it says so, of a whole cluster for minutes.
  test("is not destroyed: the preview says so, and nothing at all is deleted", async () => {
    const own = await ownSandbox();
    onTestFinished(own.remove);
    await openStack(own.sandbox, "prod", networkInventory());
    expect(await run(own.sandbox, "up", "prod")).toMatchObject({ succeeded: true, messages: [] });
    const before = census(own.cloud);
    const report = await operate(own.sandbox, { name: "destroy", stack: "prod" });
    expect(report.succeeded).toBe(false);
    expect(report.messages.join("\n")).toContain("cannot be deleted\nbecause it is protected");
    expect(census(own.cloud)).toEqual(before);
  });
});

describe("what a teardown looks for", () => {
  test("is found while something is left", async () => {
    const left = await leftovers(sandbox, ["prod"]);
    expect(left.resources.length).toBeGreaterThan(60);
    const { ground } = await momentOf(sandboxJob(sandbox, "prod"));
    const known = { ids: ground.ids, living: await livingClusters(ground), keepsBalancers: false };
    expect(await Promise.all(ground.places.map((place) => foreignThings(place, known)))).toEqual([[]]);
  });
});

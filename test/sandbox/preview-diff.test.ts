import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { previewedDiff } from "../../cli/diff/previews.ts";
import { diffFleets, type StackDiff } from "../../plan/fleet-diff.ts";
import { resourceKey } from "../../plan/plan.ts";
import { openStack } from "../../sandbox/engine/open.ts";
import { startPulumi } from "../../sandbox/engine/pulumi.ts";
import { copyOfInventory, keepNetworks, networkInventory } from "./inventories.ts";
import { type OwnSandbox, ownSandbox, run, samplePlan } from "./sandbox.ts";

let own: OwnSandbox;

beforeAll(async () => {
  own = await ownSandbox();
});
afterAll(() => own.remove());

/** What `atoll diff --preview` tells of the file that the engine's own preview of dev writes. */
async function previewed(inventory: string): Promise<readonly StackDiff[]> {
  await openStack(own.sandbox, "dev", inventory);
  const { stdout } = await startPulumi(own.sandbox, ["preview", "--stack", "dev", "--json"]);
  const file = join(own.sandbox.dir, "dev.json");
  writeFileSync(file, stdout);
  return previewedDiff([file]).changed;
}

/** What changes, without values, which a preview of what stands knows and a plan does not. */
function keys({ fate, added, deleted, changed, replaced }: StackDiff) {
  return {
    fate,
    added: added.map(resourceKey).sort(),
    deleted: deleted.map(resourceKey).sort(),
    changed: changed.map(({ after }) => resourceKey(after)).sort(),
    replaced: replaced.map(({ after }) => resourceKey(after)).sort(),
  };
}

/** The network of dev at the next service level: more zones, and what holds data is protected. */
const RAISED = copyOfInventory((dir) => {
  const file = join(dir, "clusters", "dev.yaml");
  writeFileSync(file, readFileSync(file, "utf8").replace("sla: 1", "sla: 2"));
  keepNetworks(dir);
});

test("the engine's preview of a new stack is told as the plan of it: all comes", async () => {
  const [diff] = await previewed(networkInventory());
  const [planned] = diffFleets([], [await samplePlan("dev", networkInventory())]).changed;
  expect(keys(diff!)).toEqual(keys(planned!));
  expect(diff?.added.length).toBeGreaterThan(20);
});

test("the engine's preview of what has not changed is told as none", async () => {
  expect(await run(own.sandbox, "up")).toMatchObject({ succeeded: true, messages: [] });
  expect(await previewed(networkInventory())).toEqual([]);
});

test("the engine's preview of a change is told as the plans of both sides: the same comes, goes and changes", async () => {
  const [diff] = await previewed(RAISED);
  const sides = [networkInventory(), RAISED].map((inventory) => samplePlan("dev", inventory));
  const [before, after] = await Promise.all(sides);
  const [planned] = diffFleets([before!], [after!]).changed;
  expect(keys(diff!)).toEqual(keys(planned!));
  expect(diff!.added.length + diff!.changed.length).toBeGreaterThan(0);
});

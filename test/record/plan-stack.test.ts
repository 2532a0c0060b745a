import * as pulumi from "@pulumi/pulumi";
import { expect, test } from "vitest";
import { planText } from "../../plan/canonical.ts";
import { diffMarkdown } from "../../plan/diff-markdown.ts";
import { diffText } from "../../plan/diff-text.ts";
import { diffFleets } from "../../plan/fleet-diff.ts";
import type { Plan } from "../../plan/plan.ts";
import { planStack, planStacks } from "../../plan/plan-stack.ts";
import { record } from "../../plan/record.ts";
import { sampleFleet } from "./sample-fleet.ts";

class Thing extends pulumi.CustomResource {}

const FLEET = sampleFleet({ dev: {}, prod: { sla: 3, environment: "production" } });

test("a plan is the same text, byte for byte, whenever it is made", async () => {
  const first = planText(await planStack(FLEET, "prod"));
  await planStack(FLEET, "dev");
  expect(planText(await planStack(FLEET, "prod"))).toBe(first);
});

test("plans come in the order that was asked for, and each is told before it is made", async () => {
  const told: string[] = [];
  const plans = await planStacks(FLEET, ["prod", "dev"], (stack, index) => told.push(`${index} ${stack}`));
  expect(plans.map(({ stack }) => stack)).toEqual(["prod", "dev"]);
  expect(told).toEqual(["0 prod", "1 dev"]);
});

test("a bug is told with the place in the sources, though recordings have no stack traces", async () => {
  const failed = planStack({ ...FLEET, regions: new Map() }, "dev");
  await expect(failed).rejects.toThrow("dev has no region or account");
  await expect(failed).rejects.toHaveProperty("stack", expect.stringContaining("stacks/cluster.ts"));
});

test("a plan of every stack has no value that JSON cannot hold", async () => {
  const plans = await planStacks(FLEET, ["dev", "prod"]);
  expect(JSON.parse(JSON.stringify(plans))).toEqual(plans);
});

test("a planted secret is in no plan and in no form of a diff", async () => {
  const plan = async (canary: string): Promise<Plan> => {
    const nested = () => pulumi.output({ deep: [{ token: pulumi.secret(canary) }] });
    const program = () =>
      new Thing("test:index:Thing", "a", {
        plain: pulumi.secret(canary),
        nested: nested(),
        canary: 1,
      });
    return { schema: 1, stack: "dev", resources: await record(program, { stack: "dev" }) };
  };
  const [before, after] = [await plan("canary-5f1d"), await plan("canary-77aa")];
  const changed = { ...after, resources: after.resources.map((one) => ({ ...one, protect: true })) };
  const diff = diffFleets([before], [changed]);
  const added = diffFleets([], [changed]);
  for (const text of [
    planText(before),
    ...[diff, added].flatMap((one) => [diffText(one), diffMarkdown(one, { revision: "main" })]),
    JSON.stringify(diff),
  ]) {
    expect(text).not.toMatch(/canary-/);
    expect(text).not.toBe("");
  }
  expect(diff.changed.map(({ changed: one }) => one.map(({ leaves }) => leaves))).toEqual([
    [[{ path: "(protect)", before: false, after: true }]],
  ]);
});

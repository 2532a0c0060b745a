import { resolve } from "node:path";
import { expect, test } from "vitest";
import { stackEntries } from "../../fleet/stack-names.ts";
import { planStack } from "../../plan/plan-stack.ts";
import { checkedFleet } from "../../stacks/checked-fleet.ts";
import { askPack } from "./policy-pack-client.ts";
import { packLines, planLines } from "./policy-said.ts";
import { TODAY } from "./sandbox.ts";

const ROOT = resolve(import.meta.dirname, "../..");

const SAMPLES = ["inventory", "examples/minimal-saas", "examples/enterprise"].flatMap((sample) =>
  stackEntries(checkedFleet(resolve(ROOT, sample), TODAY)).map((stack) => [stack, sample] as const),
);

// The engine itself asks the pack in policy.test.ts; here every stack of every sample is sent to it.
test.each(SAMPLES)("the pack says of %s of %s what the plan says", async (stack, sample) => {
  const plan = await planStack(checkedFleet(resolve(ROOT, sample), TODAY), stack);
  const said = packLines(await askPack(plan, sample));
  expect(said).toEqual(planLines(plan, resolve(ROOT, sample)));
});

import { resolve } from "node:path";
import { expect, test } from "vitest";
import { MAX_SLICES, SLICE_RESOURCES } from "../../fleet/rules/stack-budget.ts";
import type { PlannedResource } from "../../plan/plan.ts";
import { record } from "../../plan/record.ts";
import { checkedFleet } from "../../stacks/checked-fleet.ts";
import { deployStack } from "../../stacks/deploy.ts";

const fleet = checkedFleet(resolve(import.meta.dirname, "../../examples/enterprise"), "2026-11-27");

/** What network, cluster and platform may take of a stack; tenants come on top. */
const MOST_RESOURCES = 500;

const isOfTenant = ({ type, parent }: PlannedResource): boolean =>
  [type, parent ?? ""].some((one) => one.startsWith("atoll:tenant:"));

test.each([...fleet.clusters.keys()])(
  "the program runs for %s and leaves its tenants room",
  async (stack) => {
    const resources = await record(() => deployStack(fleet, stack), { stack });
    const base = resources.filter((resource) => !isOfTenant(resource));
    const exists = fleet.clusters.get(stack)?.network.mode === "existing";
    expect(base.length).toBeGreaterThan(exists ? 1 : 30);
    expect(base.length).toBeLessThan(MOST_RESOURCES);
    expect(resources.length).toBeLessThan(MOST_RESOURCES + MAX_SLICES * SLICE_RESOURCES);
  },
);

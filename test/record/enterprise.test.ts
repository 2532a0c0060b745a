import { resolve } from "node:path";
import { expect, test } from "vitest";
import { record } from "../../plan/record.ts";
import { checkedFleet } from "../../stacks/checked-fleet.ts";
import { deployStack } from "../../stacks/deploy.ts";

const fleet = checkedFleet(resolve(import.meta.dirname, "../../examples/enterprise"), "2026-11-27");

/** An engine operation on more takes minutes, and a reader loses the thread. */
const MOST_RESOURCES = 500;

test.each([...fleet.clusters.keys()])(
  "the program runs for %s and registers a readable number of resources",
  async (stack) => {
    const resources = await record(() => deployStack(fleet, stack), { stack });
    const exists = fleet.clusters.get(stack)?.network.mode === "existing";
    expect(resources.length).toBeGreaterThan(exists ? 1 : 30);
    expect(resources.length).toBeLessThan(MOST_RESOURCES);
  },
);

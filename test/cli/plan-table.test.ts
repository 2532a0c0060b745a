import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { planTable, plansTable } from "../../cli/plan-table.ts";
import { planTotals } from "../../plan/summary.ts";
import { AWS, planned, planOf, SUBNET, VPC } from "../plan/sample-plan.ts";

const NETWORK = "atoll:network:Network";
const PLAN = planOf([
  planned(NETWORK, "dev", {}, { custom: false }),
  planned(SUBNET, "a", {}, { parent: `${NETWORK}::dev`, importId: "subnet-1" }),
  planned(SUBNET, "b", {}, { parent: `${NETWORK}::dev` }),
  planned(VPC, "v", {}, { parent: `${NETWORK}::dev`, protect: true }),
  planned(AWS, "aws"),
]);
const lines = (text: string): readonly string[] => stripVTControlCharacters(text).split("\n");

test("one plan: the types with their counts, then every resource", () => {
  expect(lines(planTable(PLAN))).toEqual([
    "┌─────────────┬──────────────┬───────┐",
    "│ component   │ resource     │ count │",
    "│ Network dev │ Subnet       │     2 │",
    "│             │ Vpc          │     1 │",
    "│ stack       │ aws provider │     1 │",
    "└─────────────┴──────────────┴───────┘",
    "  Network       dev",
    "  Subnet        a (imports subnet-1)",
    "  Subnet        b",
    "  Vpc           v (protected)",
    "  aws provider  aws",
    "dev: 4 resources in 1 component, 1 protected, 1 imported",
  ]);
});

test("several plans: one line each, and the sum", () => {
  const plans = [PLAN, planOf([planned(VPC, "v")], "prod")];
  const rows = plans.map((plan) => ({ stack: plan.stack, totals: planTotals(plan) }));
  expect(lines(plansTable(rows))).toEqual([
    "┌───────┬────────────┬───────────┬───────────┬──────────┐",
    "│ stack │ components │ resources │ protected │ imported │",
    "│ dev   │          1 │         4 │         1 │        1 │",
    "│ prod  │          0 │         1 │         0 │        0 │",
    "└───────┴────────────┴───────────┴───────────┴──────────┘",
    "2 stacks, 5 resources; name a stack to see its resources",
  ]);
});

import { expect, test } from "vitest";
import { planTotals, typeCounts } from "../../plan/summary.ts";
import { AWS, planned, planOf, SUBNET, VPC } from "./sample-plan.ts";

const NETWORK = "atoll:network:Network";
const below = (parent: string) => ({ parent });
const PLAN = planOf([
  planned(AWS, "aws"),
  planned(NETWORK, "dev", {}, { custom: false }),
  planned(VPC, "v", {}, { ...below(`${NETWORK}::dev`), protect: true }),
  planned(SUBNET, "a", {}, below(`${VPC}::v`)),
  planned(SUBNET, "b", {}, { ...below(`${VPC}::v`), importId: "subnet-1" }),
]);

test("resources are counted by the component they lie in, however deep", () => {
  expect(typeCounts(PLAN)).toEqual([
    { component: "Network dev", type: "Subnet", count: 2 },
    { component: "Network dev", type: "Vpc", count: 1 },
    { component: "stack", type: "aws provider", count: 1 },
  ]);
});

test("totals tell components from resources", () => {
  expect(planTotals(PLAN)).toEqual({ components: 1, resources: 4, isProtected: 1, imported: 1 });
});

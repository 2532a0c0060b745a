import { resolve } from "node:path";
import { expect, test } from "vitest";
import { bootstrapStack } from "../../fleet/names.ts";
import { MAX_SLICES, SLICE_RESOURCES } from "../../fleet/rules/stack-budget.ts";
import { ownsRecords } from "../../fleet/upgrade/succession.ts";
import type { Plan, PlannedResource } from "../../plan/plan.ts";
import { planStack } from "../../plan/plan-stack.ts";
import { policyCheck } from "../../plan/policy-check.ts";
import { checkedFleet } from "../../stacks/checked-fleet.ts";

const TODAY = "2026-11-27";
const fleet = checkedFleet(resolve(import.meta.dirname, "../../examples/enterprise"), TODAY);

/** What network, cluster and platform may take of a stack; tenants come on top. */
const MOST_RESOURCES = 500;

const isOfTenant = ({ type, parent }: PlannedResource): boolean =>
  [type, parent ?? ""].some((one) => one.startsWith("atoll:tenant:"));

/** Types of a plan, each once, without what every stack has. */
const typesOf = ({ resources }: Plan): ReadonlySet<string> => new Set(resources.map(({ type }) => type));

/** What the rules forbid in a plan; what they do not know yet is no violation. */
function violations(plan: Plan): readonly string[] {
  const { stacks } = policyCheck(fleet, [plan], TODAY);
  const found = stacks.flatMap(({ judged }) => judged).filter(({ finding }) => finding.kind === "violation");
  return found.map(({ rule, finding }) => `${rule.id} ${finding.resource.name} ${finding.path}`);
}

test.each([...fleet.clusters.keys()])(
  "the program runs for %s, leaves its tenants room and keeps the rules",
  async (stack) => {
    const plan = await planStack(fleet, stack);
    const base = plan.resources.filter((resource) => !isOfTenant(resource));
    const cluster = fleet.clusters.get(stack);
    expect(base.length).toBeGreaterThan(cluster?.network.mode === "existing" ? 1 : 30);
    expect(base.length).toBeLessThan(MOST_RESOURCES);
    expect(plan.resources.length).toBeLessThan(MOST_RESOURCES + MAX_SLICES * (SLICE_RESOURCES + 1));
    const hasRecords = typesOf(plan).has("aws:route53/record:Record");
    expect(hasRecords).toBe(
      cluster !== undefined && ownsRecords(fleet, cluster) && plan.resources.some(isOfTenant),
    );
    expect(violations(plan)).toEqual([]);
  },
);

/** What a word of a region's entry leads to. */
const WORDS: Readonly<Record<string, string>> = {
  dns: "aws:route53/zone:Zone",
  buckets: "aws:s3/bucket:Bucket",
  transitGateway: "aws:ec2transitgateway/transitGateway:TransitGateway",
  sharedEndpoints: "aws:ec2/vpcEndpoint:VpcEndpoint",
  imageCaches: "aws:ecr/pullThroughCacheRule:PullThroughCacheRule",
  quotaAlarms: "aws:cloudwatch/metricAlarm:MetricAlarm",
  budget: "aws:budgets/budget:Budget",
  costAllocationTags: "aws:costexplorer/costAllocationTag:CostAllocationTag",
};

test("its regions keep the rules, and hold between them what each of these words leads to", async () => {
  const types = new Set<string>();
  for (const stack of fleet.regions.keys()) {
    const plan = await planStack(fleet, stack);
    expect(violations(plan)).toEqual([]);
    for (const type of typesOf(plan)) types.add(type);
  }
  expect(Object.entries(WORDS).filter(([, type]) => !types.has(type))).toEqual([]);
});

test.each([...fleet.links.keys(), ...Object.keys(fleet.settings.accounts).map(bootstrapStack)])(
  "the program runs for %s and keeps the rules",
  async (stack) => {
    const plan = await planStack(fleet, stack);
    expect(plan.resources.length).toBeGreaterThan(5);
    expect(violations(plan)).toEqual([]);
  },
);

import { resolve } from "node:path";
import { expect, test } from "vitest";
import type { Fleet } from "../../fleet/inventory.ts";
import { bootstrapStack } from "../../fleet/names.ts";
import { CELL_BASE_RESOURCES, STACK_RESOURCES } from "../../fleet/placement/room.ts";
import { cellStacks } from "../../fleet/stack-names.ts";
import { ownsRecords } from "../../fleet/upgrade/succession.ts";
import type { Plan, PlannedResource } from "../../plan/plan.ts";
import { planStack } from "../../plan/plan-stack.ts";
import { policyCheck } from "../../plan/policy-check.ts";
import { isStopping } from "../../policy/report.ts";
import { checkedFleet } from "../../stacks/checked-fleet.ts";

const TODAY = "2026-11-27";
const sample = (name: string): Fleet =>
  checkedFleet(resolve(import.meta.dirname, "../../examples", name), TODAY);
const fleet = sample("enterprise");
const small = sample("minimal-saas");

/** What network, cluster and platform may take of a stack; tenants come on top. */
const MOST_RESOURCES = 500;

const isOfTenant = ({ type, parent }: PlannedResource): boolean =>
  [type, parent ?? ""].some((one) => one.startsWith("atoll:tenant:"));

/** Types of a plan, each once, without what every stack has. */
const typesOf = ({ resources }: Plan): ReadonlySet<string> => new Set(resources.map(({ type }) => type));

/** What the rules stop in a plan; what they do not know yet, and advice, is no violation. */
function violations(plan: Plan, of = fleet): readonly string[] {
  const { stacks } = policyCheck(of, [plan], TODAY);
  const found = stacks.flatMap(({ judged }) => judged).filter(isStopping);
  return found.map(({ rule, finding }) => `${rule.id} ${finding.resource.name} ${finding.path}`);
}

const CLUSTERS = [fleet, small].flatMap((of) => [...of.clusters.keys()].map((stack) => [stack, of] as const));

test.each(CLUSTERS)(
  "the program runs for %s, leaves its tenants room and keeps the rules",
  async (stack, of) => {
    const plan = await planStack(of, stack);
    const base = plan.resources.filter((resource) => !isOfTenant(resource));
    const cluster = of.clusters.get(stack);
    expect(base.length).toBeGreaterThan(cluster?.network.mode === "existing" ? 1 : 30);
    expect(base.length).toBeLessThan(MOST_RESOURCES);
    expect(plan.resources.length).toBeLessThan(STACK_RESOURCES);
    const hasRecords = typesOf(plan).has("aws:route53/record:Record");
    expect(hasRecords).toBe(
      cluster !== undefined && ownsRecords(of, cluster) && typesOf(plan).has("atoll:tenant:TenantSlice"),
    );
    expect(violations(plan, of)).toEqual([]);
  },
);

const CELLS = [...fleet.clusters.values()].flatMap((cluster) => cellStacks(cluster));

test.each(CELLS)(
  "the program runs for %s, whose cluster is another stack's, and keeps the rules",
  async (stack) => {
    const plan = await planStack(fleet, stack);
    const isRight = ({ type }: PlannedResource): boolean => /^aws:(iam|eks)\//.test(type);
    const base = plan.resources.filter((resource) => !isOfTenant(resource) && !isRight(resource));
    expect(base.length).toBeLessThan(CELL_BASE_RESOURCES);
    expect(plan.resources.length).toBeGreaterThan(base.length + 100);
    expect(plan.resources.length).toBeLessThan(STACK_RESOURCES);
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

const OTHERS = [fleet, small].flatMap((of) =>
  [...of.links.keys(), ...Object.keys(of.settings.accounts).map(bootstrapStack)].map(
    (stack) => [stack, of] as const,
  ),
);

test.each(OTHERS)("the program runs for %s and keeps the rules", async (stack, of) => {
  const plan = await planStack(of, stack);
  expect(plan.resources.length).toBeGreaterThan(5);
  expect(violations(plan, of)).toEqual([]);
});

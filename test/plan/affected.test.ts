import { expect, test } from "vitest";
import { affectedBy, affectedText } from "../../plan/affected.ts";
import { diffFleets } from "../../plan/fleet-diff.ts";
import type { PlannedResource } from "../../plan/plan.ts";
import { AWS, planned, planOf, VPC } from "./sample-plan.ts";

const component = (type: string, name: string): PlannedResource => planned(type, name, {}, { custom: false });
const tagged = (environment: string): PlannedResource =>
  planned(AWS, "aws", { defaultTags: JSON.stringify({ tags: { "atoll:environment": environment } }) });
const cluster = (environment: string): readonly PlannedResource[] => [
  component("atoll:cluster:EksCluster", "c"),
  tagged(environment),
];
const slice = (tenant: string, pods: string): readonly PlannedResource[] => [
  component("atoll:tenant:TenantSlice", `${tenant}--live`),
  planned(
    "kubernetes:core/v1:ResourceQuota",
    `${tenant}--live-quota`,
    { spec: { pods } },
    {
      parent: `atoll:tenant:TenantSlice::${tenant}--live`,
    },
  ),
];
const vpc = (note: string): PlannedResource => planned(VPC, "v", { tags: { note } });

const side = (note: string, pods: string) => [
  planOf([...cluster("production"), vpc(note), ...slice("acme", pods), ...slice("beta", "1")], "one"),
  planOf([...cluster("development"), vpc(note), ...slice("beta", "1")], "two"),
  planOf([component("atoll:cell:CellCluster", "c"), vpc(note)], "two.cell1"),
  planOf([component("atoll:region:Region", "r"), vpc(note)], "eu"),
  planOf([component("atoll:link:Link", "l"), vpc(note)], "one-two"),
  planOf([vpc(note)], "bootstrap.main"),
  planOf([vpc("still")], "still"),
];

test("who is affected: clusters by environment, what else changes, and tenants that are touched themselves", () => {
  const diff = diffFleets(side("a", "1"), side("b", "2"));
  expect(affectedBy(diff)).toEqual({
    clusters: [
      { stack: "one", environment: "production" },
      { stack: "two", environment: "development" },
      { stack: "two.cell1" },
    ],
    regions: ["eu"],
    links: ["one-two"],
    others: ["bootstrap.main"],
    tenants: ["acme"],
    tenantsThere: ["acme", "beta"],
  });
  expect(affectedText(affectedBy(diff))).toBe(
    "3 clusters (1 production, 1 development, 1 of no known environment), 1 region, 1 link, 1 other stack; 1 tenant: acme",
  );
});

test("the inventory knows environments of which no provider tells", () => {
  const environments = new Map([["two.cell1", "development"]]);
  const diff = { ...diffFleets(side("a", "1"), side("b", "1")), environments };
  expect(affectedText(affectedBy(diff))).toBe(
    "3 clusters (1 production, 2 development), 1 region, 1 link, 1 other stack; none of the 2 tenants there",
  );
});

test("all tenants of a stack that comes or goes are touched", () => {
  const plans = side("a", "1").slice(0, 1);
  expect(affectedText(affectedBy(diffFleets(plans, [])))).toBe(
    "1 cluster (1 production); 2 tenants: acme, beta",
  );
});

test("many tenants are counted, and the first of them named", () => {
  const many = (pods: string) => [
    planOf(
      Array.from({ length: 14 }, (_, index) => slice(`t${String(index).padStart(2, "0")}`, pods)).flat(),
    ),
  ];
  expect(affectedText(affectedBy(diffFleets(many("1"), many("2"))))).toBe(
    "1 stack; 14 tenants: t00, t01, t02, t03, t04, t05, t06, t07, t08, t09, t10, t11 and 2 more",
  );
});

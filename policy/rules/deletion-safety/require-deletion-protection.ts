import { type Finding, must, unknown } from "../../finding.ts";
import type { Facts, Resource } from "../../resource.ts";
import { oneOf, type ResourceRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

const SWITCHES: Readonly<Record<string, string>> = {
  "aws:eks/cluster:Cluster": "deletionProtection",
  "aws:lb/loadBalancer:LoadBalancer": "enableDeletionProtection",
  "aws:rds/instance:Instance": "deletionProtection",
  "aws:rds/cluster:Cluster": "deletionProtection",
  "aws:dynamodb/table:Table": "deletionProtectionEnabled",
};

function findings(inputs: Value, { type }: Resource, { protect }: Facts): readonly Finding[] {
  if (protect === false) return [];
  const found = must(inputs.at(SWITCHES[type] ?? ""), "true", (known) => known === true);
  if (protect === true) return found;
  return found.map(({ path }) => unknown({ path }, "true, if the stack protects what it holds"));
}

export const requireDeletionProtection: ResourceRule = {
  id: "require-deletion-protection",
  level: "mandatory",
  group: "deletion-safety",
  scope: "resource",
  what: "Where a stack protects what it holds, AWS itself refuses to delete it as well",
  why: "whoever deletes in the console, or with another tool, asks Pulumi nothing",
  remedy: "set the property that says so to true",
  answers: [
    "AWS ELB.6: load balancers are protected",
    "AWS RDS.7: clusters of databases are protected",
    "AWS RDS.8: databases are protected",
    "AWS DynamoDB.6: tables are protected",
  ],
  see: "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html",
  appliesTo: oneOf(SWITCHES),
  check: findings,
};

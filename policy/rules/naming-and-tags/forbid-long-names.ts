import { type Finding, must } from "../../finding.ts";
import type { Resource } from "../../resource.ts";
import { oneOf, type ResourceRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

/** Longest names, in characters, by type and input. */
const LENGTHS: Readonly<Record<string, { readonly input: string; readonly most: number }>> = {
  "aws:iam/role:Role": { input: "name", most: 64 },
  "aws:iam/instanceProfile:InstanceProfile": { input: "name", most: 128 },
  "aws:iam/rolePolicy:RolePolicy": { input: "name", most: 128 },
  "aws:lb/loadBalancer:LoadBalancer": { input: "name", most: 32 },
  "aws:lb/targetGroup:TargetGroup": { input: "name", most: 32 },
  "aws:sqs/queue:Queue": { input: "name", most: 80 },
  "aws:sns/topic:Topic": { input: "name", most: 256 },
  "aws:s3/bucket:Bucket": { input: "bucket", most: 63 },
  "aws:cloudwatch/eventRule:EventRule": { input: "name", most: 64 },
  "aws:cloudwatch/metricAlarm:MetricAlarm": { input: "name", most: 255 },
  "aws:eks/cluster:Cluster": { input: "name", most: 100 },
  "aws:eks/nodeGroup:NodeGroup": { input: "nodeGroupNamePrefix", most: 37 },
  "aws:autoscaling/group:Group": { input: "name", most: 255 },
  "aws:budgets/budget:Budget": { input: "name", most: 100 },
};

/** Pulumi makes up a name where none is given, and counts its characters itself. */
function findings(inputs: Value, { type }: Resource): readonly Finding[] {
  const limit = LENGTHS[type];
  if (limit === undefined) return [];
  return must(inputs.at(limit.input), `at most ${limit.most} characters`, (known) => {
    return typeof known !== "string" || known.length <= limit.most;
  });
}

export const forbidLongNames: ResourceRule = {
  id: "forbid-long-names",
  level: "mandatory",
  group: "naming-and-tags",
  scope: "resource",
  what: "Names are no longer than AWS takes them",
  why: "AWS refuses the name half way through an update, after everything before it was made",
  remedy: "shorten the id of the entry, or use limitedName of fleet/names.ts",
  answers: ["fault: a name that AWS refuses"],
  see: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
  appliesTo: oneOf(LENGTHS),
  check: findings,
};

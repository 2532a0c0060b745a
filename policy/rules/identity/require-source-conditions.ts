import { breach, type Finding, unknown } from "../../finding.ts";
import { allowedBy } from "../../iam-document.ts";
import type { Resource } from "../../resource.ts";
import { oneOf, type ResourceRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

const EXPECTED = "a condition on aws:SourceArn, aws:SourceAccount or aws:SourceOrgID";

const POLICIES: Readonly<Record<string, string>> = {
  "aws:sqs/queuePolicy:QueuePolicy": "policy",
  "aws:sns/topicPolicy:TopicPolicy": "policy",
  "aws:iam/role:Role": "assumeRolePolicy",
};

const SOURCE = /^aws:source(arn|account|orgid|orgpaths)$/;

/**
 * Services that act for whoever asks them, wherever that is. EC2, EKS and the like only serve their own account when they assume a role.
 */
const DEPUTIES = /^(vpc-flow-logs|cloudtrail|config|sns|logs|delivery\.logs|events|s3|budgets)\./;

function findings(inputs: Value, { type }: Resource): readonly Finding[] {
  const text = inputs.at(POLICIES[type] ?? "policy");
  if (text.isUnknown) return [unknown(text, EXPECTED)];
  return allowedBy(text.parsed).flatMap(({ principals, conditionKeys, statement }) => {
    const isDeputy = principals.some((one) => DEPUTIES.test(one.text ?? ""));
    const isRole = type === "aws:iam/role:Role";
    // A role that copies objects names its buckets, and S3 asks with no source for it.
    if (!isDeputy || (isRole && principals.some((one) => one.text === "s3.amazonaws.com"))) return [];
    const condition = statement.at("Condition");
    if (condition.isUnknown) return [unknown(condition, EXPECTED)];
    return conditionKeys.some((key) => SOURCE.test(key)) ? [] : [breach(condition, EXPECTED)];
  });
}

export const requireSourceConditions: ResourceRule = {
  id: "require-source-conditions",
  level: "mandatory",
  group: "identity",
  scope: "resource",
  what: "A service that is let in to a queue or a topic, or to a role, says for whom it comes",
  why: "anybody can make AWS's own services act for them: without the condition somebody else's account is served",
  remedy: "add a condition on aws:SourceArn or aws:SourceAccount",
  answers: ["threat: a service of AWS acts for somebody else's account (confused deputy)"],
  see: "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
  appliesTo: oneOf(POLICIES),
  check: findings,
};

import { must } from "../../finding.ts";
import type { ResourceRule } from "../../rule.ts";

export const requirePointInTime: ResourceRule = {
  id: "require-point-in-time",
  level: "mandatory",
  group: "deletion-safety",
  scope: "resource",
  what: "A table can be set back to any second of the last weeks",
  why: "a wrong statement is not seen for days, and there is nothing to go back to",
  remedy: "set pointInTimeRecovery.enabled to true",
  answers: ["AWS DynamoDB.2: tables have point-in-time recovery"],
  see: "https://docs.aws.amazon.com/securityhub/latest/userguide/dynamodb-controls.html",
  appliesTo: (type) => type === "aws:dynamodb/table:Table",
  check: (inputs) => must(inputs.at("pointInTimeRecovery", "enabled"), "true", (known) => known === true),
};

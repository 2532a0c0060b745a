import { type Finding, must } from "../../finding.ts";
import type { Facts, Resource } from "../../resource.ts";
import { oneOf, type ResourceRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

/** AWS allows 7 to 30, and takes 30 where nothing is said. */
const LONGEST_DAYS = 30;
const SHORTEST_DAYS = 7;

const KEYS = { "aws:kms/key:Key": true, "aws:kms/replicaKey:ReplicaKey": true } as const;

function findings(inputs: Value, _resource: Resource, { protect }: Facts): readonly Finding[] {
  const least = protect === true ? LONGEST_DAYS : SHORTEST_DAYS;
  return must(inputs.at("deletionWindowInDays"), `at least ${least} days`, (known) => {
    return known === undefined || (typeof known === "number" && known >= least);
  });
}

export const requireKeyWindow: ResourceRule = {
  id: "require-key-window",
  level: "mandatory",
  group: "deletion-safety",
  scope: "resource",
  what: "A key that is deleted by mistake can be had back for as long as AWS allows",
  why: "what was encrypted with it is lost on the day it goes, wherever it is kept",
  remedy: "set deletionWindowInDays to 30, or leave it out",
  answers: ["AWS KMS.3: keys are not deleted by mistake"],
  see: "https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html",
  appliesTo: oneOf(KEYS),
  check: findings,
};

import { type Finding, must } from "../../finding.ts";
import { oneOf, type ResourceRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

/** A cluster's instances have no data of their own. */
const DATABASES = {
  "aws:rds/instance:Instance": true,
  "aws:rds/cluster:Cluster": true,
  "aws:docdb/cluster:Cluster": true,
} as const;

function findings(inputs: Value): readonly Finding[] {
  const skipped = must(inputs.at("skipFinalSnapshot"), "false", (known) => known !== true);
  if (skipped.length > 0) return skipped;
  return must(inputs.at("finalSnapshotIdentifier"), "a name for the snapshot", (known) => {
    return typeof known === "string" && known !== "";
  });
}

export const requireLastSnapshot: ResourceRule = {
  id: "require-last-snapshot",
  level: "mandatory",
  group: "deletion-safety",
  scope: "resource",
  what: "A database leaves a snapshot when it goes",
  why: "what was written since the last backup is lost, and after a while that as well",
  remedy: "set skipFinalSnapshot to false, and finalSnapshotIdentifier",
  answers: ["fault: a database goes without a last copy"],
  see: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html",
  appliesTo: oneOf(DATABASES),
  check: findings,
};

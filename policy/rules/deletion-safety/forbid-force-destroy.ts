import { type Finding, must, unknown } from "../../finding.ts";
import type { Facts, Resource } from "../../resource.ts";
import { oneOf, type ResourceRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

const SWITCHES: Readonly<Record<string, string>> = {
  "aws:s3/bucket:Bucket": "forceDestroy",
  "aws:ecr/repository:Repository": "forceDelete",
  "aws:route53/zone:Zone": "forceDestroy",
};
const EXPECTED = "false";

function findings(inputs: Value, { type }: Resource, { protect }: Facts): readonly Finding[] {
  if (protect === false) return [];
  const found = must(inputs.at(SWITCHES[type] ?? "forceDestroy"), EXPECTED, (known) => known !== true);
  if (protect === true) return found;
  return found.map(({ path }) => unknown({ path }, `${EXPECTED}, if the stack protects what it holds`));
}

export const forbidForceDestroy: ResourceRule = {
  id: "forbid-force-destroy",
  level: "mandatory",
  group: "deletion-safety",
  scope: "resource",
  what: "What a stack protects is not emptied to be deleted",
  why: "a bucket or a repository goes with everything in it, and no protection of its objects holds that up",
  remedy: "leave forceDestroy and forceDelete out, and empty it by hand when it may go",
  answers: ["fault: a wrong destroy empties what it deletes"],
  see: "https://www.pulumi.com/registry/packages/aws/api-docs/s3/bucket/",
  appliesTo: oneOf(SWITCHES),
  check: findings,
};

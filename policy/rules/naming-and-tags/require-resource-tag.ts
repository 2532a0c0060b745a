import { RESOURCE_TAG } from "../../../fleet/tags.ts";
import { type Finding, must } from "../../finding.ts";
import type { Resource } from "../../resource.ts";
import type { ResourceRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

/** Templates hand their tags to what they launch, and a group's are a list. */
function findings(inputs: Value, { name }: Resource): readonly Finding[] {
  const tags = inputs.at("tags");
  if (tags.isAbsent || Array.isArray(tags.known)) return [];
  return must(tags.at(RESOURCE_TAG), JSON.stringify(name), (known) => known === name);
}

export const requireResourceTag: ResourceRule = {
  id: "require-resource-tag",
  level: "mandatory",
  group: "naming-and-tags",
  scope: "resource",
  what: "What carries tags carries its own name in the program",
  why: "recovery looks up by this tag what a killed run left; a wrong name finds the wrong thing",
  remedy: "take the tags from fleet/tags.ts, which builds them from the resource's name",
  answers: ["fault: what a killed run left is not found, or taken for something else"],
  see: "https://docs.aws.amazon.com/whitepapers/latest/tagging-best-practices/tagging-best-practices.html",
  appliesTo: (type) => type.startsWith("aws:"),
  check: findings,
};

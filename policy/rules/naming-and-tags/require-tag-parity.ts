import { ORGANISATION_TAG, STACK_TAG } from "../../../fleet/tags.ts";
import { defaultTags } from "../../default-tags.ts";
import { isTaggable } from "../../taggable.ts";
import { type StackFinding, unknown } from "../../finding.ts";
import type { Resource } from "../../resource.ts";
import type { StackRule } from "../../rule.ts";
import { Value } from "../../value.ts";

const EXPECTED = "the same value as the stack's other resources";

/** Tags that are one for a whole stack. */
const SHARED = [STACK_TAG, ORGANISATION_TAG] as const;

const tagOf = (resource: Resource, tag: string): Value => {
  const own = new Value("tags", resource.inputs["tags"]).at(tag);
  return own.isAbsent ? defaultTags(resource).at(tag) : own;
};

function findings(resources: readonly Resource[]): readonly StackFinding[] {
  const made = resources.filter(({ type }) => isTaggable(type) === true);
  return SHARED.flatMap((tag) => {
    const tagged = made.map((resource) => ({ resource, value: tagOf(resource, tag) }));
    const counts = Map.groupBy(tagged, ({ value }) => value.text);
    counts.delete(undefined);
    const [usual] = [...counts].sort(([, one], [, other]) => other.length - one.length);
    if (usual === undefined) return [];
    return tagged.flatMap(({ resource, value }): readonly StackFinding[] => {
      if (value.isAbsent || value.text === usual[0]) return [];
      const place = { path: `tags[${JSON.stringify(tag)}]` };
      if (value.isUnknown) return [{ resource, ...unknown(place, EXPECTED) }];
      return [
        {
          resource,
          kind: "violation",
          ...place,
          expected: `${EXPECTED}, "${usual[0] ?? ""}"`,
          got: value.shown,
        },
      ];
    });
  });
}

export const requireTagParity: StackRule = {
  id: "require-tag-parity",
  level: "mandatory",
  group: "naming-and-tags",
  scope: "stack",
  what: "All resources of a stack say the same of whose they are",
  why: "what is tagged for another stack is found by its recovery, and deleted by its teardown",
  remedy: "take the tags from fleet/tags.ts",
  answers: ["fault: a resource is tagged for another stack", "bill: costs are shown where they don't belong"],
  see: "https://docs.aws.amazon.com/whitepapers/latest/tagging-best-practices/tagging-best-practices.html",
  check: findings,
};

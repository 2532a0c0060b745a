import {
  BOOTSTRAP_OWNER_TAGS,
  BOOTSTRAP_TAG,
  LINK_OWNER_TAGS,
  LINK_TAG,
  OWNER_TAGS,
  REGION_OWNER_TAGS,
  REGION_TAG,
} from "../../../fleet/tags.ts";
import { type Finding, must, unknown } from "../../finding.ts";
import type { ResourceRule } from "../../rule.ts";
import type { Resource } from "../../resource.ts";
import { defaultTags } from "../../default-tags.ts";
import { isTaggable } from "../../taggable.ts";
import { Value } from "../../value.ts";

const EXPECTED = "the tag";

/** Tags that a resource will have: its own, and those that its provider adds to all. */
function tagFindings(inputs: Value, resource: Resource): readonly Finding[] {
  const { type } = resource;
  const taggable = isTaggable(type);
  if (taggable === false) return [];
  const own = inputs.at("tags");
  if (taggable === undefined && own.isAbsent && inputs.at("tagsAll").isAbsent)
    return [unknown(own, "tags, if the type has any")];
  const added = defaultTags(resource);
  const places = LISTED.has(type) ? [listedTags(own)] : [own, inputs.at("tagsAll"), added];
  return wantedTags(places).flatMap((tag) => tagFinding(tag, places));
}

/** Types whose tags are a list, to which no provider adds any. @see https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_Tag.html */
const LISTED: ReadonlySet<string> = new Set(["aws:autoscaling/group:Group"]);

/** Tags of a list as a map; a list of which nothing is known stays unknown. */
function listedTags(own: Value): Value {
  if (own.isUnknown) return own;
  const pairs = own.items.map((item) => [item.at("key").text ?? "", item.at("value").known] as const);
  return new Value("tags", Object.fromEntries(pairs));
}

/** What clusters share, what lies between them, and what accounts need before any, belongs to none of them, and says so by name. */
function wantedTags(places: readonly Value[]): readonly string[] {
  if (places.some((place) => place.at(BOOTSTRAP_TAG).text !== undefined)) return BOOTSTRAP_OWNER_TAGS;
  if (places.some((place) => place.at(LINK_TAG).text !== undefined)) return LINK_OWNER_TAGS;
  return places.some((place) => place.at(REGION_TAG).text !== undefined) ? REGION_OWNER_TAGS : OWNER_TAGS;
}

/** What is wrong with one tag, looked for in all places from which a resource gets some. */
function tagFinding(tag: string, places: readonly Value[]): readonly Finding[] {
  const values = places.map((place) => place.at(tag));
  if (values.some(({ text = "" }) => text !== "")) return [];
  const open = values.find(({ isUnknown }) => isUnknown);
  if (open !== undefined) return [unknown({ path: `tags[${JSON.stringify(tag)}]` }, EXPECTED)];
  const [value = new Value("tags", undefined)] = values;
  return must(value, EXPECTED, () => false);
}

export const requireOwnerTags: ResourceRule = {
  id: "require-owner-tags",
  level: "mandatory",
  group: "naming-and-tags",
  scope: "resource",
  what: "Every AWS resource says whose it is",
  why: "what has no owner is paid for, and can't be found again after a run that was killed",
  remedy: "take the tags from fleet/tags.ts",
  answers: ["fault: what a killed run left has no owner and is not found"],
  see: "https://docs.aws.amazon.com/whitepapers/latest/tagging-best-practices/tagging-best-practices.html",
  appliesTo: (type) => type.startsWith("aws:"),
  check: tagFindings,
};

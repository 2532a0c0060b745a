import { expect, test } from "vitest";
import { LINK_OWNER_TAGS, OWNER_TAGS } from "../../../../fleet/tags.ts";
import { requireOwnerTags } from "../../../../policy/rules/naming-and-tags/require-owner-tags.ts";
import { notKnown, said, UNKNOWN } from "../../said.ts";

const VPC = "aws:ec2/vpc:Vpc";
const ALL = Object.fromEntries(OWNER_TAGS.map((tag) => [tag, "x"]));
const [RESOURCE_TAG = "", ...ADDED] = [...OWNER_TAGS].reverse();
const OWN = { [RESOURCE_TAG]: "dev-vpc" };
const DEFAULT_TAGS = { tags: Object.fromEntries(ADDED.map((tag) => [tag, "x"])) };

const missing = (tag: string): string =>
  `tags["${tag}"]: expected the tag, got nothing; take the tags from fleet/tags.ts`;
const open = (tag: string): string => notKnown(`tags["${tag}"]`, "the tag");

const ask = (inputs: Record<string, unknown>, type = VPC) => said(requireOwnerTags, { type, inputs });
const askWith = (defaultTags: unknown) =>
  said(requireOwnerTags, { type: VPC, inputs: { tags: OWN }, provider: { inputs: { defaultTags } } });

test("the owner's tags are those of fleet/tags.ts", () => {
  expect([...OWNER_TAGS].sort()).toEqual([
    "atoll:cluster",
    "atoll:environment",
    "atoll:organisation",
    "atoll:resource",
    "atoll:stack",
  ]);
});

test("tags of the resource and of its provider count together, as data or as JSON", () => {
  expect(ask({ tags: ALL })).toEqual([]);
  expect(ask({ tagsAll: ALL })).toEqual([]);
  expect(askWith(DEFAULT_TAGS)).toEqual([]);
  expect(askWith(JSON.stringify(DEFAULT_TAGS))).toEqual([]);
});

test("what stands between two networks belongs to its link, and to no cluster", () => {
  const tags = Object.fromEntries(LINK_OWNER_TAGS.map((tag) => [tag, "x"]));
  expect(ask({ tags }, "aws:ec2/vpcPeeringConnection:VpcPeeringConnection")).toEqual([]);
  expect(ask({ tags: { ...tags, "atoll:link": "" } })).toEqual([
    'tags["atoll:link"]: expected the tag, got ""; take the tags from fleet/tags.ts',
  ]);
});

test("types that carry no tags are not asked", () => {
  expect(ask({}, "aws:ec2/route:Route")).toEqual([]);
});

test("each tag that is missing or empty is told", () => {
  expect(ask({})).toEqual(OWNER_TAGS.map(missing));
  expect(ask({ tags: { ...ALL, "atoll:stack": "" } })).toEqual([
    'tags["atoll:stack"]: expected the tag, got ""; take the tags from fleet/tags.ts',
  ]);
});

test("tags that are not known yet are said to be unknown, and so is a type that nobody knows", () => {
  expect(ask({ tags: UNKNOWN })).toEqual(OWNER_TAGS.map(open));
  expect(askWith(UNKNOWN)).toEqual(OWNER_TAGS.filter((tag) => tag !== RESOURCE_TAG).map(open));
  expect(ask({}, "aws:new/thing:Thing")).toEqual([notKnown("tags", "tags, if the type has any")]);
  expect(ask({ tags: {} }, "aws:new/thing:Thing")).toEqual(OWNER_TAGS.map(missing));
});

test("what a region's clusters share says whose it is by the region, not by a cluster", () => {
  const tags = {
    "atoll:organisation": "x",
    "atoll:region": "eu",
    "atoll:stack": "eu",
    "atoll:resource": "r",
  };
  expect(ask({ tags })).toEqual([]);
  expect(ask({ tags: { ...tags, "atoll:stack": "" } })).toEqual([
    'tags["atoll:stack"]: expected the tag, got ""; take the tags from fleet/tags.ts',
  ]);
});

test("an autoscaling group has tags of its own alone, as a list", () => {
  const GROUP = "aws:autoscaling/group:Group";
  const listed = Object.entries(ALL).map(([key, value]) => ({ key, value, propagateAtLaunch: true }));
  expect(ask({ tags: listed }, GROUP)).toEqual([]);
  expect(ask({ tags: UNKNOWN }, GROUP)).toEqual(OWNER_TAGS.map(open));
  const [, ...rest] = listed;
  expect(ask({ tags: rest }, GROUP)).toEqual([missing(OWNER_TAGS[0]!)]);
  const withProvider = {
    type: GROUP,
    inputs: { tags: [] },
    provider: { inputs: { defaultTags: DEFAULT_TAGS } },
  };
  expect(said(requireOwnerTags, withProvider)).toEqual(OWNER_TAGS.map(missing));
});

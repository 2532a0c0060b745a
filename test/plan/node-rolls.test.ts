import { expect, test } from "vitest";
import { diffMarkdown } from "../../plan/diff-markdown.ts";
import { diffText } from "../../plan/diff-text.ts";
import type { Json, JsonMap } from "../../plan/json.ts";
import { diffFleets } from "../../plan/fleet-diff.ts";
import { rollTexts } from "../../plan/node-rolls.ts";
import { planned, planOf } from "./sample-plan.ts";

const POOL = "kubernetes:karpenter.sh/v1:NodePool";
const CLASS = "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass";

const pool = (name: string, spec: Json) => planned(POOL, `dev-pool-${name}`, { metadata: { name }, spec });
const fleet = (family: string, cpu: string, image: string) => [
  planOf(
    [
      planned(CLASS, "dev-class-general", {
        metadata: { name: "general" },
        spec: { amiSelectorTerms: [image] },
      }),
      pool("general", { limits: { cpu }, template: { spec: { requirements: ["m7i"] } } }),
      pool("web", { limits: { cpu }, template: { spec: { requirements: [family] } } }),
    ],
    "dev",
  ),
];

const HOW = "step by step within the pool's budgets, outside its frozen times";
const rolls = (text: string) => text.split("\n").filter((line) => line.includes("rolls"));

test("a change of what a pool's nodes are is told as one that replaces them", () => {
  const diff = diffFleets(fleet("m7i", "80", "old"), fleet("c7i", "160", "old"));
  expect(rolls(diffText(diff))).toEqual([`  ! dev: rolls nodes of 1 pool that no longer fit (web), ${HOW}`]);
  expect(rolls(diffMarkdown(diff, { revision: "main" }))).toEqual([
    `**dev: rolls nodes of 1 pool that no longer fit (web), ${HOW}**`,
  ]);
});

test("a change of the node class is told as one that replaces the nodes of all its pools", () => {
  const diff = diffFleets(fleet("m7i", "80", "old"), fleet("m7i", "80", "new"));
  expect(rolls(diffText(diff))).toEqual([
    `  ! dev: rolls the nodes of all pools of node class general, ${HOW}`,
  ]);
});

test("a change of limits alone replaces no node", () => {
  const diff = diffFleets(fleet("m7i", "80", "old"), fleet("m7i", "160", "old"));
  expect(diff.changed.length).toBe(1);
  expect(rolls(diffText(diff))).toEqual([]);
});

const GROUP = "aws:eks/nodeGroup:NodeGroup";
const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const texts = (before: Parameters<typeof planOf>[0], after: Parameters<typeof planOf>[0]) =>
  diffFleets([planOf(before)], [planOf(after)]).changed.flatMap(rollTexts);

test("a pool that leaves is told as one that takes its nodes along, unless it was closed before", () => {
  const web = (cpu: string) => pool("web", { limits: { cpu } });
  expect(texts([web("80"), pool("api", { limits: { cpu: "8" } })], [])).toEqual([
    "dev: ends all nodes of 2 pools at once, whatever budgets say (api, web); deploy max: 0 first, and remove the pool when it is empty",
  ]);
  expect(texts([web("0")], [])).toEqual([]);
});

test("a node group that leaves takes its nodes along, and one of other machines is replaced", () => {
  const group = (inputs: JsonMap) => planned(GROUP, "dev-group-web-a", inputs);
  expect(texts([group({ instanceTypes: ["m7i.large"] })], [])).toEqual([
    "dev: ends all nodes of 1 node group at once, whatever budgets say (dev-group-web-a); deploy max: 0 first, and remove the pool when it is empty",
  ]);
  expect(
    texts([group({ instanceTypes: ["m7i.large"] })], [group({ instanceTypes: ["m7i.xlarge"] })]),
  ).toEqual([
    "dev: replaces 1 node group (dev-group-web-a): a new one stands beside the old, whose nodes are then drained all at once",
  ]);
});

test("another image or template of a node group replaces its nodes in the update itself", () => {
  const how = "in the update itself, as many at a time as the group says, frozen or not";
  const group = (inputs: JsonMap) => planned(GROUP, "dev-group-web-a", inputs);
  const images = { version: "1.34", releaseVersion: "1.34.1-20260101", labels: { a: "1" } };
  expect(
    texts([group(images)], [group({ ...images, version: "1.35", releaseVersion: "1.35.1-20260101" })]),
  ).toEqual([`dev: rolls the nodes of 1 node group (dev-group-web-a), ${how}`]);
  expect(texts([group(images)], [group({ ...images, labels: { a: "2" } })])).toEqual([]);
  const template = (userData: string) => planned(TEMPLATE, "dev-pool-template", { userData });
  expect(texts([template("old")], [template("new")])).toEqual([
    `dev: rolls the nodes of all node groups of dev-pool-template, ${how}`,
  ]);
});

import { expect, test } from "vitest";
import { diffMarkdown } from "../../plan/diff-markdown.ts";
import { diffText } from "../../plan/diff-text.ts";
import type { Json } from "../../plan/json.ts";
import { diffFleets } from "../../plan/fleet-diff.ts";
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

import { expect, test } from "vitest";
import { diffPlans } from "../../plan/diff.ts";
import type { PlannedResource } from "../../plan/plan.ts";
import { rollTexts } from "../../plan/node-rolls.ts";
import { planned, planOf } from "./sample-plan.ts";

const CLUSTER = "atoll:k3s:K3sCluster::edge";

const server = (letter: string, revision: number, userData: string): PlannedResource =>
  planned(
    "aws:ec2/instance:Instance",
    `edge-server-${letter}`,
    { userData },
    {
      options: { replacementTrigger: revision, ignoreChanges: ["userData"] },
    },
  );

const template = (imageId: string, parent = CLUSTER): PlannedResource =>
  planned("aws:ec2/launchTemplate:LaunchTemplate", "edge-server-template", { imageId }, { parent });

const said = (before: readonly PlannedResource[], after: readonly PlannedResource[]): readonly string[] =>
  rollTexts({ ...diffPlans(planOf(before), planOf(after)), stack: "edge", fate: "stays" });

test("a server of K3s that is replaced is told, and how", () => {
  expect(
    said([server("a", 1, "x"), server("b", 1, "x")], [server("a", 1, "x"), server("b", 2, "x")]),
  ).toEqual([
    "edge: replaces 1 server (edge-server-b): the new one joins and answers before the old one goes",
  ]);
});

test("two in one update go one after another, and that is told", () => {
  expect(
    said([server("a", 1, "x"), server("b", 1, "x")], [server("a", 2, "x"), server("b", 2, "x")]),
  ).toEqual([
    "edge: replaces 2 servers (edge-server-a, edge-server-b), one after another: each new one joins and answers before the next server is touched",
  ]);
});

test("what only the next machines will be replaces none, and that is said", () => {
  expect(said([server("a", 1, "x"), template("ami-1")], [server("a", 1, "y"), template("ami-2")])).toEqual([
    "edge: machines that start from edge-server-template will be other ones; those that run stay as they are",
  ]);
});

test("the template of a group of EKS rolls its nodes", () => {
  const parent = "atoll:cluster:EksCluster::edge";
  expect(said([template("ami-1", parent)], [template("ami-2", parent)])).toEqual([
    "edge: rolls the nodes of all node groups of edge-server-template, in the update itself, as many at a time as the group says, frozen or not",
  ]);
});

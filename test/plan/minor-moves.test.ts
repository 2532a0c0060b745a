import { expect, test } from "vitest";
import { diffMarkdown } from "../../plan/diff-markdown.ts";
import { diffText } from "../../plan/diff-text.ts";
import { diffFleets } from "../../plan/fleet-diff.ts";
import { planned, planOf, VPC } from "./sample-plan.ts";

const fleet = (controlPlane: string, nodes: string, cidrBlock = "10.0.0.0/16") => [
  planOf(
    [
      planned("aws:eks/cluster:Cluster", "dev", { version: controlPlane, name: "dev" }),
      planned("aws:eks/nodeGroup:NodeGroup", "dev-system-nodes", { version: nodes, releaseVersion: nodes }),
      planned(VPC, "dev-vpc", { cidrBlock }),
    ],
    "dev",
  ),
];

const minors = (...[before, after]: readonly [ReturnType<typeof fleet>, ReturnType<typeof fleet>]) => {
  const lines = diffText(diffFleets(before, after)).split("\n");
  const start = lines.indexOf("Kubernetes:");
  return start < 0 ? [] : lines.slice(start + 1, lines.indexOf("", start));
};

const FORWARD = "one step, which EKS takes back for 7 days, as long as no node is newer";

test("a step of the control plane stands above all else, replacements included", () => {
  const diff = diffFleets(fleet("1.35", "1.35"), fleet("1.36", "1.35", "10.1.0.0/16"));
  expect(diffText(diff).split("\n").slice(0, 11)).toEqual([
    "DANGEROUS: dev: replaces aws:ec2/vpc:Vpc dev-vpc, with what it holds, because of cidrBlock",
    "1 replaced, 1 changed in 1 of 1 stack",
    "affects 1 stack",
    "",
    "cannot be taken back:",
    "  ! dev: replaces aws:ec2/vpc:Vpc dev-vpc, with what it holds, because of cidrBlock",
    "",
    "Kubernetes:",
    `  ! dev: control plane 1.35 -> 1.36, ${FORWARD}`,
    "",
    "replaced or deleted:",
  ]);
  expect(diffMarkdown(diff, { revision: "main" }).split("\n\n")[5]).toBe(
    `**dev: control plane 1.35 -\\> 1.36, ${FORWARD}**`,
  );
});

test("nodes that follow have no way back, and neither has their control plane", () => {
  expect(minors(fleet("1.36", "1.35"), fleet("1.36", "1.36"))).toEqual([
    "  ! dev: managed nodes 1.35 -> 1.36, one step, which replaces each of them; the control plane has no way back afterwards",
  ]);
});

test.each([
  ["the way back", "1.36", "1.35", "which EKS does within 7 days of the upgrade"],
  ["a jump", "1.34", "1.36", "which is 2 minors, and EKS refuses more than one"],
])("%s is told as what it is", (_, from, to, what) => {
  expect(minors(fleet(from, "1.34"), fleet(to, "1.34"))).toEqual([
    `  ! dev: control plane ${from} -> ${to}, ${what}`,
  ]);
});

test("nodes that go back are told as what lets their control plane go back", () => {
  expect(minors(fleet("1.36", "1.36"), fleet("1.36", "1.35"))).toEqual([
    "  ! dev: managed nodes 1.36 -> 1.35, which replaces each of them; EKS takes a control plane back once no node is newer",
  ]);
});

test("a cluster that stays at its minor is not told", () => {
  expect(minors(fleet("1.35", "1.35"), fleet("1.35", "1.35", "10.1.0.0/16"))).toEqual([]);
});

const plans = (servers: string, agents: string) => [
  planOf(
    [
      planned("kubernetes:upgrade.cattle.io/v1:Plan", "dev-upgrade-plan-agents", {
        metadata: { name: "agents" },
        spec: { version: agents },
      }),
      planned("kubernetes:upgrade.cattle.io/v1:Plan", "dev-upgrade-plan-servers", {
        metadata: { name: "servers" },
        spec: { version: servers },
      }),
    ],
    "dev",
  ),
];

test("releases of K3s are told as what they are: servers never go back, and workers are drained", () => {
  expect(minors(plans("v1.35.8+k3s1", "v1.35.8+k3s1"), plans("v1.36.4+k3s1", "v1.35.8+k3s1"))).toEqual([
    "  ! dev: servers v1.35.8+k3s1 -> v1.36.4+k3s1, one after another, and no way back but a snapshot of before",
  ]);
  expect(minors(plans("v1.36.4+k3s1", "v1.35.8+k3s1"), plans("v1.36.4+k3s1", "v1.36.4+k3s1"))).toEqual([
    "  ! dev: agents v1.35.8+k3s1 -> v1.36.4+k3s1, each of which is drained first",
  ]);
  const same = plans("v1.36.4+k3s1", "v1.36.4+k3s1");
  expect(minors(same, same)).toEqual([]);
});

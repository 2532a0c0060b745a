import { describe, expect, test } from "vitest";
import { dangerTexts } from "../../plan/dangers.ts";
import { reportOf } from "../../plan/diff-report.ts";
import { diffFleets } from "../../plan/fleet-diff.ts";
import type { PolicyFinding } from "../../plan/policy-changes.ts";
import type { PlannedResource } from "../../plan/plan.ts";
import { planned, planOf, SUBNET, VPC } from "./sample-plan.ts";

const ROLE = "aws:iam/role:Role";
const CLUSTER = "aws:eks/cluster:Cluster";

const dangers = (before: readonly PlannedResource[], after: readonly PlannedResource[]): readonly string[] =>
  diffFleets([planOf(before)], [planOf(after)]).changed.flatMap(dangerTexts);

describe("it is dangerous", () => {
  test("to replace or delete what holds data, or is protected", () => {
    const side = (cidrBlock: string, protect: boolean) => [
      planned(VPC, "v", { cidrBlock }),
      planned(SUBNET, "kept", { cidrBlock }, { protect }),
      planned(SUBNET, "free", { cidrBlock }),
    ];
    expect(dangers(side("a", true), side("b", true))).toEqual([
      "dev: replaces aws:ec2/subnet:Subnet kept, which is protected, because of cidrBlock",
      "dev: replaces aws:ec2/vpc:Vpc v, with what it holds, because of cidrBlock",
    ]);
    expect(dangers([planned(ROLE, "r", {}, { protect: true }), planned(ROLE, "q")], [])).toEqual([
      "dev: deletes aws:iam/role:Role r, which is protected",
    ]);
    expect(dangers([planned(VPC, "v")], [])).toEqual([
      "dev: deletes aws:ec2/vpc:Vpc v, which cannot be had again",
    ]);
  });

  test("to take a protection away, the engine's or that of AWS", () => {
    const side = (on: boolean) => [
      planned(ROLE, "r", {}, { protect: on }),
      planned("aws:lb/loadBalancer:LoadBalancer", "l", { enableDeletionProtection: on }),
    ];
    expect(dangers(side(true), side(false))).toEqual([
      "dev: takes the protection from aws:iam/role:Role r",
      "dev: takes the protection from aws:lb/loadBalancer:LoadBalancer l",
    ]);
    expect(dangers(side(false), side(true))).toEqual([]);
  });

  test("to go back to an older Kubernetes, by numbers and not by letters", () => {
    const side = (version: string) => [planned(CLUSTER, "c", { version })];
    expect(dangers(side("1.10"), side("1.9"))).toEqual([
      "dev: control plane 1.10 -> 1.9, an older Kubernetes",
    ]);
    expect(dangers(side("1.9"), side("1.10"))).toEqual([]);
  });

  test("to let a stack go, and not to make one", () => {
    const plan = planOf([planned(VPC, "v")]);
    expect(diffFleets([plan], []).changed.flatMap(dangerTexts)).toEqual([
      "stack dev has no entry any more (1 resource)",
    ]);
    expect(diffFleets([], [plan]).changed.flatMap(dangerTexts)).toEqual([]);
  });
});

describe("the verdict", () => {
  const side = (tag: string, cidrBlock = "a") => [planOf([planned(VPC, "v", { cidrBlock, tags: { tag } })])];
  const finding = (level: PolicyFinding["level"]): PolicyFinding => ({
    ...{ stack: "dev", resource: `${VPC}::v`, rule: "require-x", text: "x: expected y, got z" },
    level,
  });
  const verdict = (cidrBlock: string, levels: readonly PolicyFinding["level"][]) =>
    reportOf({
      ...diffFleets(side("a"), side("b", cidrBlock)),
      policy: { come: levels.map(finding), gone: [] },
    }).verdict;

  test("is that nothing changes", () => {
    expect(reportOf(diffFleets(side("a"), side("a"))).verdict).toEqual({
      level: "none",
      text: "no changes in 1 stack",
    });
  });

  test("is the worst of what is found: a danger before a violation, a violation before a change", () => {
    expect(verdict("a", [])).toEqual({
      level: "changed",
      text: "NO DANGER FOUND: no data goes, and nothing that is protected goes or is made anew",
    });
    expect(verdict("a", ["advisory"]).level).toBe("changed");
    expect(verdict("a", ["advisory", "mandatory"])).toEqual({
      level: "violated",
      text: "AGAINST THE RULES: 1 new violation in 1 stack, which stop an update",
    });
    expect(verdict("b", ["mandatory"])).toEqual({
      level: "dangerous",
      text: "DANGEROUS: dev: replaces aws:ec2/vpc:Vpc v, with what it holds, because of cidrBlock",
    });
  });
});

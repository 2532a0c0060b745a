import { describe, expect, test } from "vitest";
import { CHARTS } from "../../../fleet/charts/charts.ts";
import { EKS_RELEASES } from "../../../fleet/upgrade/eks-catalog.ts";
import type { PlannedObject } from "../../../fleet/upgrade/check.ts";
import { levelAt } from "../../../fleet/upgrade/layers.ts";
import { chartRanges, disruptionBudgets, removedApis } from "../../../fleet/upgrade/object-checks.ts";
import { addOnSkew, fleetLag, nodeSkew, supportEnd } from "../../../fleet/upgrade/version-checks.ts";

function planned(
  apiVersion: string,
  kind: string,
  spec: Readonly<Record<string, unknown>> = {},
): PlannedObject {
  return { name: `dev-${kind.toLowerCase()}`, apiVersion, kind, spec };
}

describe("an object of an API version that is removed", () => {
  const old = planned("flowcontrol.apiserver.k8s.io/v1beta3", "FlowSchema");

  test("blocks the minor that no longer serves it, and those after it", () => {
    const detail =
      "dev-flowschema (flowcontrol.apiserver.k8s.io/v1beta3 FlowSchema, gone in 1.32: use flowcontrol.apiserver.k8s.io/v1)";
    const blocked = { name: "removed APIs", outcome: "blocked", detail };
    expect(removedApis([old], "1.32")).toEqual(blocked);
    expect(removedApis([old], "1.35")).toEqual(blocked);
  });

  test("blocks no minor before, and no other kind of the same version", () => {
    expect(removedApis([old], "1.31").outcome).toBe("ok");
    expect(removedApis([planned("storage.k8s.io/v1beta1", "VolumeAttributesClass")], "1.36").outcome).toBe(
      "ok",
    );
  });
});

test("a chart blocks a minor outside the range it was tested with", () => {
  const narrow = { ...CHARTS.traefik, kubernetes: { from: "1.33", to: "1.35" } };
  expect(chartRanges([CHARTS.karpenter, narrow], "1.36")).toEqual({
    name: "charts",
    outcome: "blocked",
    detail: `traefik ${narrow.version} runs on 1.33 to 1.35`,
  });
  expect(chartRanges([CHARTS.karpenter, narrow], "1.35").outcome).toBe("ok");
  expect(chartRanges([narrow], "1.32").outcome).toBe("blocked");
});

describe("disruption budgets", () => {
  const pool = (budget: object) =>
    planned("karpenter.sh/v1", "NodePool", { disruption: { budgets: [budget] } });

  test.each([
    ["a pool that never lets a node with an old image go", pool({ nodes: "0" })],
    ["a pool that says so of drift alone", pool({ nodes: "0%", reasons: ["Drifted"] })],
    ["a budget that lets no pod go", planned("policy/v1", "PodDisruptionBudget", { maxUnavailable: 0 })],
  ])("block with %s", (_, object) => {
    expect(disruptionBudgets([object])).toEqual({
      name: "disruption budgets",
      outcome: "blocked",
      detail: `nothing may be moved: ${object.name}`,
    });
  });

  test("let nodes go that are kept for another reason, and tell times in which they stay", () => {
    expect(disruptionBudgets([pool({ nodes: "0", reasons: ["Underutilized"] })]).outcome).toBe("ok");
    expect(disruptionBudgets([pool({ nodes: "0", schedule: "0 9 * * mon-fri", duration: "8h" })])).toEqual({
      name: "disruption budgets",
      outcome: "note",
      detail: "nodes are not replaced in these times (UTC): 0 9 * * mon-fri for 8h",
    });
  });
});

describe("versions", () => {
  test("block nodes that would be more than three minors behind, or newer", () => {
    expect(nodeSkew(levelAt("1.33"), "1.36").outcome).toBe("ok");
    expect(nodeSkew(levelAt("1.32"), "1.36")).toEqual({
      name: "skew",
      outcome: "blocked",
      detail: "nodes at 1.32 under a control plane at 1.36: 4 of 3 minors behind",
    });
    expect(nodeSkew(levelAt("1.36"), "1.35").outcome).toBe("blocked");
  });

  test("are told when they are more than two behind the newest", () => {
    expect(fleetLag("1.34").outcome).toBe("ok");
    expect(fleetLag("1.33").outcome).toBe("note");
  });

  test("are told when their standard support is over", () => {
    expect(supportEnd("1.34", "2026-12-02").outcome).toBe("ok");
    expect(supportEnd("1.34", "2026-12-03")).toMatchObject({
      outcome: "note",
      detail: "standard support of 1.34 ended on 2026-12-02",
    });
  });

  test("of add-ons are fit for both minors where the catalog names them for both", () => {
    expect(addOnSkew("1.35", "1.36").outcome).toBe("ok");
  });

  test("of add-ons that differ are not judged, but named with the command that tells", () => {
    const coredns = EKS_RELEASES["1.34"]?.addOns.coredns ?? "";
    expect(addOnSkew("1.34", "1.35")).toEqual({
      name: "EKS add-ons",
      outcome: "not checked",
      detail: `whether coredns ${coredns} runs on 1.35: aws eks describe-addon-versions --kubernetes-version 1.35 tells`,
    });
  });

  test("without a release in the catalog block", () => {
    expect(addOnSkew("1.36", "1.37")).toMatchObject({
      outcome: "blocked",
      detail: "the catalog has no release for Kubernetes 1.37",
    });
  });
});

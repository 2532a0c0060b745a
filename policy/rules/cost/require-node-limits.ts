import { must, type Finding, breach, unknown } from "../../finding.ts";
import type { ResourceRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

const BOUNDS = ["cpu", "nodes"] as const;

function findings(inputs: Value): readonly Finding[] {
  const limits = inputs.at("spec", "limits");
  const expected = "a limit for cpu or nodes";
  if (limits.isUnknown) return [unknown(limits, expected)];
  const isBound = BOUNDS.some((key) => !limits.at(key).isAbsent);
  const disruption = inputs.at("spec", "disruption");
  return [
    ...(isBound ? [] : [breach(limits, expected)]),
    ...must(disruption.at("consolidateAfter"), "a time", (known) => known !== undefined && known !== "Never"),
  ];
}

export const requireNodeLimits: ResourceRule = {
  id: "require-node-limits",
  level: "mandatory",
  group: "cost",
  scope: "resource",
  what: "Karpenter makes no more nodes than a limit says, and gives back those that stand empty",
  why: "one workload that scales without end otherwise buys machines until an account's quota stops it",
  remedy: "set limits.cpu or limits.nodes, and disruption.consolidateAfter",
  answers: [
    "EKS-BP Karpenter: limits on node pools",
    "threat: pods by the mass, to grow nodes",
    "bill: nodes that stand empty",
  ],
  see: "https://docs.aws.amazon.com/eks/latest/best-practices/karpenter.html",
  appliesTo: (type) => type === "kubernetes:karpenter.sh/v1:NodePool",
  check: findings,
};

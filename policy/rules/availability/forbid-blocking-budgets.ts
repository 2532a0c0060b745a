import { type Finding, must } from "../../finding.ts";
import type { ResourceRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

const NOTHING: ReadonlySet<unknown> = new Set([0, "0", "0%"]);

function findings(inputs: Value): readonly Finding[] {
  const spec = inputs.at("spec");
  return [
    ...must(spec.at("maxUnavailable"), "at least 1", (known) => !NOTHING.has(known)),
    ...(spec.isUnknown ? [] : must(spec.at("minAvailable"), "less than all", (known) => known !== "100%")),
  ];
}

export const forbidBlockingBudgets: ResourceRule = {
  id: "forbid-blocking-budgets",
  level: "mandatory",
  group: "availability",
  scope: "resource",
  what: "No disruption budget forbids every disruption",
  why: "its nodes can then never be drained: an upgrade stops, and a node group of EKS fails after 15 minutes",
  remedy: "allow one pod at a time: maxUnavailable: 1",
  answers: [
    "EKS-BP cluster upgrades: budgets that let nodes drain",
    "threat: a budget of 0, so that nodes never drain",
  ],
  see: "https://kubernetes.io/docs/tasks/run-application/configure-pdb/",
  appliesTo: (type) => type === "kubernetes:policy/v1:PodDisruptionBudget",
  check: findings,
};

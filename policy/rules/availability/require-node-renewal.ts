import { type Finding, must } from "../../finding.ts";
import type { ResourceRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

const NONE: ReadonlySet<unknown> = new Set(["0", "0%"]);
const TIME = /^\d+[smh]/;

/** A budget of none that ends again is a window; one without a schedule holds always. */
function isFrozen(budget: Value): Value | undefined {
  const nodes = budget.at("nodes");
  if (nodes.isUnknown) return nodes;
  return NONE.has(nodes.known) && budget.at("schedule").isAbsent && budget.at("reasons").isAbsent
    ? nodes
    : undefined;
}

function findings(inputs: Value): readonly Finding[] {
  const isTime = (known: unknown): boolean => typeof known === "string" && TIME.test(known);
  const node = inputs.at("spec", "template", "spec");
  const times = must(node.at("expireAfter"), "a time", isTime);
  const grace = node.isUnknown ? [] : must(node.at("terminationGracePeriod"), "a time", isTime);
  const frozen = inputs
    .at("spec", "disruption", "budgets")
    .items.map(isFrozen)
    .filter((nodes) => nodes !== undefined);
  return [...times, ...grace, ...frozen.flatMap((nodes) => must(nodes, "more than none", () => false))];
}

export const requireNodeRenewal: ResourceRule = {
  id: "require-node-renewal",
  level: "mandatory",
  group: "availability",
  scope: "resource",
  what: "Nodes of Karpenter end after a time, whatever their pods ask for",
  why: "a node that never ends keeps its old image, and a pod that may not be disturbed keeps it for ever",
  remedy: "set expireAfter and terminationGracePeriod; give a budget of 0 a schedule",
  answers: [
    "EKS-BP Karpenter: expire nodes",
    "threat: pods that must not be disturbed, so that nodes never drain",
    "fault: nodes with an old image",
  ],
  see: "https://karpenter.sh/docs/concepts/disruption/",
  appliesTo: (type) => type === "kubernetes:karpenter.sh/v1:NodePool",
  check: findings,
};

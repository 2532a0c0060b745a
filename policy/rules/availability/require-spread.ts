import { type Finding, breach, unknown } from "../../finding.ts";
import type { ResourceRule } from "../../rule.ts";
import type { Value } from "../../value.ts";
import { REPLICATED, replicasOf } from "../../workloads.ts";

const EXPECTED = "a topology spread constraint or an anti-affinity of pods";

function findings(inputs: Value): readonly Finding[] {
  const replicas = replicasOf(inputs);
  if (!replicas.isUnknown && Number(replicas.known) < 2) return [];
  const pod = inputs.at("spec", "template", "spec");
  const spread = pod.at("topologySpreadConstraints");
  const apart = pod.at("affinity", "podAntiAffinity");
  if (spread.isUnknown || apart.isUnknown) return [unknown(spread.isUnknown ? spread : apart, EXPECTED)];
  if (spread.items.length > 0 || apart.keys.length > 0) return [];
  return [replicas.isUnknown ? unknown(replicas, EXPECTED) : breach(spread, EXPECTED)];
}

export const requireSpread: ResourceRule = {
  id: "require-spread",
  level: "mandatory",
  group: "availability",
  scope: "resource",
  what: "What runs in several pods spreads them over nodes or zones",
  why: "the scheduler may otherwise put them all on one node, and they go together",
  remedy: "add topologySpreadConstraints over zones and hosts",
  answers: ["EKS-BP reliability: schedule replicas across nodes", "fault: a node or a zone goes"],
  see: "https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/",
  appliesTo: (type) => REPLICATED.includes(type),
  check: findings,
};

import { type Finding, breach, unknown } from "../../finding.ts";
import { oneOf, type ResourceRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

/** What each type calls the most and the least, and the least where nothing is said. */
const NAMES: Readonly<Record<string, readonly [most: string, least: string, floor: number]>> = {
  "kubernetes:autoscaling/v2:HorizontalPodAutoscaler": ["maxReplicas", "minReplicas", 1],
  "kubernetes:keda.sh/v1alpha1:ScaledObject": ["maxReplicaCount", "minReplicaCount", 0],
};

function findings(inputs: Value, type: string): readonly Finding[] {
  const [mostKey, leastKey, floor] = NAMES[type] ?? ["", "", 0];
  const [most, least] = [inputs.at("spec", mostKey), inputs.at("spec", leastKey)];
  const expected = `at least ${leastKey}`;
  if (most.isUnknown) return [unknown(most, expected)];
  if (typeof most.known !== "number") return [breach(most, expected)];
  if (least.isUnknown) return [unknown(least, `at most ${mostKey}`)];
  return most.known < (least.isAbsent ? floor : Number(least.known)) ? [breach(most, expected)] : [];
}

export const requireScalerLimits: ResourceRule = {
  id: "require-scaler-limits",
  level: "mandatory",
  group: "cost",
  scope: "resource",
  what: "What scales pods has an upper end, and one that it can reach",
  why: "KEDA scales to 100 where nothing is said; and below the lower end, nothing scales at all",
  remedy: "set the highest number, not below the lowest",
  answers: ["threat: pods by the mass, to grow nodes", "bill: pods that nobody wanted"],
  see: "https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/",
  appliesTo: oneOf(NAMES),
  check: (inputs, { type }) => findings(inputs, type),
};

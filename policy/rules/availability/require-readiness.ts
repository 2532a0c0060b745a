import { type Finding, breach, unknown } from "../../finding.ts";
import { podRule } from "../../pod-specs.ts";
import type { Value } from "../../value.ts";

const EXPECTED = "a readiness probe, for it listens";

function findings(container: Value): readonly Finding[] {
  const [ports, probe] = [container.at("ports"), container.at("readinessProbe")];
  if (probe.isUnknown) return [unknown(probe, EXPECTED)];
  if (!probe.isAbsent || ports.items.length === 0) return [];
  return [ports.isUnknown ? unknown(ports, EXPECTED) : breach(probe, EXPECTED)];
}

export const requireReadiness = podRule({
  id: "require-readiness",
  level: "mandatory",
  group: "availability",
  what: "A container that listens says when it is ready",
  why: "requests go to it as soon as it starts, and a rollout ends before its new pods answer",
  remedy: "add a readinessProbe, or leave out ports on which nobody asks",
  answers: ["EKS-BP reliability: use readiness probes", "fault: a rollout of pods that never answer"],
  see: "https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/",
  checkPod: (pod) => pod.at("containers").items.flatMap(findings),
});

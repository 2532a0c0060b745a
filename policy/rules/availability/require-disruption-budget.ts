import type { StackFinding } from "../../finding.ts";
import { namespaceOf, objectsOf } from "../../namespaces.ts";
import type { Resource } from "../../resource.ts";
import type { StackRule } from "../../rule.ts";
import { inputsOf, REPLICATED, replicasOf, selects } from "../../workloads.ts";

const EXPECTED = "a PodDisruptionBudget that selects these pods";

function findings(resources: readonly Resource[]): readonly StackFinding[] {
  const budgets = objectsOf(resources, "kubernetes:policy/v1:PodDisruptionBudget");
  return REPLICATED.flatMap((type) => objectsOf(resources, type)).flatMap(
    (resource): readonly StackFinding[] => {
      const inputs = inputsOf(resource);
      const replicas = replicasOf(inputs);
      if (!replicas.isUnknown && Number(replicas.known) < 2) return [];
      // Pods that end at once only keep room for others: they may all go, and must not hold up a drain.
      if (inputs.at("spec", "template", "spec", "terminationGracePeriodSeconds").known === 0) return [];
      const place = namespaceOf(resource);
      const answers = budgets.map((budget) => {
        const other = namespaceOf(budget);
        if (!other.isUnknown && !place.isUnknown && other.text !== place.text) return false;
        const labels = inputs.at("spec", "template", "metadata", "labels");
        const answer = selects(inputsOf(budget).at("spec", "selector"), labels);
        return answer === true && (other.isUnknown || place.isUnknown) ? undefined : answer;
      });
      if (answers.includes(true)) return [];
      if (answers.includes(undefined) || replicas.isUnknown)
        return [{ resource, kind: "unknown", path: "spec.replicas", expected: EXPECTED }];
      const got = "none";
      return [{ resource, kind: "violation", path: "spec.replicas", expected: EXPECTED, got }];
    },
  );
}

export const requireDisruptionBudget: StackRule = {
  id: "require-disruption-budget",
  level: "mandatory",
  group: "availability",
  scope: "stack",
  what: "What runs in several pods, and does more than keep room, has a disruption budget",
  why: "a drain of nodes otherwise takes all of its pods at once",
  remedy: "add a PodDisruptionBudget with maxUnavailable: 1",
  answers: ["EKS-BP reliability: use pod disruption budgets", "fault: an upgrade drains two nodes together"],
  see: "https://kubernetes.io/docs/tasks/run-application/configure-pdb/",
  check: findings,
};

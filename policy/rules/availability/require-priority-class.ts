import { TENANT_LABEL } from "../../../fleet/tenant-vocabulary.ts";
import { must } from "../../finding.ts";
import { podRule } from "../../pod-specs.ts";
import type { ResourceRule } from "../../rule.ts";

const rule = podRule({
  id: "require-priority-class",
  level: "mandatory",
  group: "availability",
  what: "Pods of the platform have a priority class",
  why: "where room runs out, the platform is otherwise put out for any tenant's pod",
  remedy: "set priorityClassName",
  answers: ["threat: preempt others by a priority", "fault: nodes run out of room"],
  see: "https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/",
  checkPod: (pod) =>
    must(
      pod.at("priorityClassName"),
      "a priority class",
      (known) => typeof known === "string" && known !== "",
    ),
});

/** Tenants may not have any, which their quotas hold. */
export const requirePriorityClass: ResourceRule = {
  ...rule,
  check: (inputs, resource, facts) =>
    inputs.at("metadata", "labels").keys.includes(TENANT_LABEL) ? [] : rule.check(inputs, resource, facts),
};

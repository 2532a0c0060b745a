import { type Finding, unknown } from "./finding.ts";
import { oneOf, type ResourceRule } from "./rule.ts";
import type { Value } from "./value.ts";

const TEMPLATE = ["spec", "template", "spec"] as const;

/** Where each type has the pods it makes. */
const PLACES: Readonly<Record<string, readonly string[]>> = {
  "kubernetes:core/v1:Pod": ["spec"],
  "kubernetes:apps/v1:Deployment": TEMPLATE,
  "kubernetes:apps/v1:DaemonSet": TEMPLATE,
  "kubernetes:apps/v1:ReplicaSet": TEMPLATE,
  "kubernetes:apps/v1:StatefulSet": TEMPLATE,
  "kubernetes:batch/v1:Job": TEMPLATE,
  "kubernetes:batch/v1:CronJob": ["spec", "jobTemplate", "spec", "template", "spec"],
};

const LISTS = ["containers", "initContainers", "ephemeralContainers"] as const;

/** What a rule about pods says, and how it looks at the spec of one. */
type PodRule = Omit<ResourceRule, "scope" | "appliesTo" | "check"> & {
  readonly checkPod: (pod: Value) => readonly Finding[];
};

/** A rule about the pods of every type that makes some; what several containers share is found once. */
export function podRule({ checkPod, ...text }: PodRule): ResourceRule {
  return {
    ...text,
    scope: "resource",
    appliesTo: oneOf(PLACES),
    check: (inputs, { type }) => {
      const pod = inputs.at(...(PLACES[type] ?? []));
      return pod.isUnknown ? [unknown(pod, "pods that can be read")] : distinct(checkPod(pod));
    },
  };
}

/** Containers of every kind; a list that is not known yet stands for one of them. */
export function containersOf(pod: Value): readonly Value[] {
  return LISTS.flatMap((list) => pod.at(list).items);
}

/** A setting of a container's security context, or else of its pod's. */
export function securitySetting(pod: Value, container: Value, key: string): Value {
  const own = container.at("securityContext", key);
  const shared = pod.at("securityContext", key);
  return own.isAbsent && !shared.isAbsent ? shared : own;
}

function distinct(findings: readonly Finding[]): readonly Finding[] {
  return [...new Map(findings.map((one) => [`${one.path} ${one.expected}`, one])).values()];
}

import { TENANT_LABEL } from "../../../fleet/tenant-vocabulary.ts";
import { type Finding, must } from "../../finding.ts";
import type { ResourceRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

const ENFORCE = "pod-security.kubernetes.io/enforce";
const VERSION = "pod-security.kubernetes.io/enforce-version";
const LEVELS: ReadonlySet<unknown> = new Set(["privileged", "baseline", "restricted"]);

/** Namespaces that every cluster has before anything is installed. */
const SYSTEM = /^(default|kube-.*)$/;

function findings(inputs: Value): readonly Finding[] {
  if (SYSTEM.test(inputs.at("metadata", "name").text ?? "")) return [];
  const labels = inputs.at("metadata", "labels");
  if (!labels.isUnknown && !labels.keys.includes(TENANT_LABEL))
    return must(labels.at(ENFORCE), "a level of Pod Security", (known) => LEVELS.has(known));
  const level = must(labels.at(ENFORCE), '"restricted"', (known) => known === "restricted");
  if (labels.isUnknown) return level;
  return [
    ...level,
    ...must(labels.at(VERSION), "a minor", (known) => typeof known === "string" && /^v1\.\d+$/.test(known)),
  ];
}

export const requirePodSecurity: ResourceRule = {
  id: "require-pod-security",
  level: "mandatory",
  group: "tenancy",
  scope: "resource",
  what: "Every namespace enforces a level of Pod Security, and one of a tenant the strictest",
  why: "without the labels every pod is let in, privileged ones too",
  remedy: "set the label enforce; to restricted, with the minor of the cluster, for a tenant",
  answers: [
    "EKS-BP pod security: enforce the Pod Security Standards",
    "threat: privileged, host namespaces, hostPath, hostPort, capabilities, root, no seccomp",
  ],
  see: "https://kubernetes.io/docs/concepts/security/pod-security-admission/",
  appliesTo: (type) => type === "kubernetes:core/v1:Namespace",
  check: findings,
};

import { must } from "../../finding.ts";
import { containersOf, podRule } from "../../pod-specs.ts";

export const forbidPrivilegeEscalation = podRule({
  id: "forbid-privilege-escalation",
  level: "mandatory",
  group: "tenancy",
  what: "No process of a container gains more rights than its parent",
  why: "one setuid program in the image is otherwise enough to become root",
  remedy: "set allowPrivilegeEscalation: false",
  answers: [
    "PSS restricted: Privilege Escalation",
    "CIS-EKS 4.2.5: no escalation of privileges",
    "EKS-BP pod security: disallow privileged escalation",
  ],
  see: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  checkPod: (pod) =>
    containersOf(pod).flatMap((container) =>
      must(container.at("securityContext", "allowPrivilegeEscalation"), "false", (known) => known === false),
    ),
});

import { must } from "../../finding.ts";
import { containersOf, podRule, securitySetting } from "../../pod-specs.ts";

const CLOSED: ReadonlySet<unknown> = new Set(["RuntimeDefault", "Localhost"]);

export const requireSeccompProfile = podRule({
  id: "require-seccomp-profile",
  level: "mandatory",
  group: "tenancy",
  what: "Every container calls the kernel through a seccomp profile",
  why: "most ways out of a container lead through a call of the kernel that no service needs",
  remedy: "set seccompProfile: { type: RuntimeDefault } on the pod",
  answers: ["PSS restricted: Seccomp", "EKS-BP runtime security: use seccomp profiles"],
  see: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  checkPod: (pod) =>
    containersOf(pod).flatMap((container) =>
      must(securitySetting(pod, container, "seccompProfile").at("type"), '"RuntimeDefault"', (known) =>
        CLOSED.has(known),
      ),
    ),
});

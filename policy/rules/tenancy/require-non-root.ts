import { must } from "../../finding.ts";
import { containersOf, podRule, securitySetting } from "../../pod-specs.ts";

export const requireNonRoot = podRule({
  id: "require-non-root",
  level: "mandatory",
  group: "tenancy",
  what: "Every container runs as a user other than root",
  why: "root in a container is root on the node as soon as anything lets it out",
  remedy: "set runAsNonRoot: true, and a runAsUser above 0 where the image names none",
  answers: [
    "PSS restricted: Running as Non-root",
    "PSS restricted: Running as Non-root user",
    "EKS-BP pod security: do not run applications as root",
  ],
  see: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  checkPod: (pod) =>
    containersOf(pod).flatMap((container) => [
      ...must(securitySetting(pod, container, "runAsNonRoot"), "true", (known) => known === true),
      ...must(securitySetting(pod, container, "runAsUser"), "a user other than 0", (known) => known !== 0),
    ]),
});

import { must } from "../../finding.ts";
import { containersOf, podRule } from "../../pod-specs.ts";

export const forbidPrivilegedContainers = podRule({
  id: "forbid-privileged-containers",
  level: "mandatory",
  group: "tenancy",
  what: "No container is privileged",
  why: "a privileged container is root on its node, and so in every pod that runs there",
  remedy: "leave privileged out, and add the one capability that is needed",
  answers: ["PSS baseline: Privileged Containers", "CIS-EKS 4.2.1: no privileged containers"],
  see: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  checkPod: (pod) =>
    containersOf(pod).flatMap((container) =>
      must(container.at("securityContext", "privileged"), "false", (known) => known !== true),
    ),
});

import { eachMust, mustHold } from "../../list-findings.ts";
import { containersOf, podRule } from "../../pod-specs.ts";

export const requireDroppedCapabilities = podRule({
  id: "require-dropped-capabilities",
  level: "mandatory",
  group: "tenancy",
  what: "Every container drops all capabilities, and adds none but NET_BIND_SERVICE",
  why: "what a container may do by default is enough to forge packets and to make devices",
  remedy: 'set capabilities: { drop: ["ALL"] } and add nothing',
  answers: ["PSS restricted: Capabilities", "EKS-BP pod security: capabilities"],
  see: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  checkPod: (pod) =>
    containersOf(pod).flatMap((container) => {
      const capabilities = container.at("securityContext", "capabilities");
      return [
        ...mustHold(capabilities.at("drop"), '"ALL"', (known) => known === "ALL"),
        ...eachMust(
          capabilities.at("add"),
          "none but NET_BIND_SERVICE",
          (known) => known === "NET_BIND_SERVICE",
        ),
      ];
    }),
});

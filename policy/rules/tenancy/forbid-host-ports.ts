import { must } from "../../finding.ts";
import { containersOf, podRule } from "../../pod-specs.ts";

export const forbidHostPorts = podRule({
  id: "forbid-host-ports",
  level: "mandatory",
  group: "tenancy",
  what: "No container takes a port of its node",
  why: "the port is open to all that reach the node, and a second such pod finds no place there",
  remedy: "leave hostPort out and put a Service in front",
  answers: ["PSS baseline: Host Ports", "threat: ports of the node"],
  see: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  checkPod: (pod) =>
    containersOf(pod)
      .flatMap((container) => container.at("ports").items)
      .flatMap((port) =>
        must(port.at("hostPort"), "no hostPort", (known) => known === undefined || known === 0),
      ),
});

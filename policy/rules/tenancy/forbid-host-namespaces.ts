import { must } from "../../finding.ts";
import { podRule } from "../../pod-specs.ts";

const NAMESPACES = ["hostNetwork", "hostPID", "hostIPC"] as const;

export const forbidHostNamespaces = podRule({
  id: "forbid-host-namespaces",
  level: "mandatory",
  group: "tenancy",
  what: "No pod shares the network, the processes or the memory of its node",
  why: "such a pod reads what other pods send, reaches the node's metadata, and is bound by no network policy",
  remedy: "leave hostNetwork, hostPID and hostIPC out",
  answers: [
    "PSS baseline: Host Namespaces",
    "CIS-EKS 4.2.2: no processes of the host",
    "CIS-EKS 4.2.3: no memory of the host",
    "CIS-EKS 4.2.4: no network of the host",
  ],
  see: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  checkPod: (pod) => NAMESPACES.flatMap((key) => must(pod.at(key), "false", (known) => known !== true)),
});

import type { K3sTaint } from "./boot.ts";
import { isKubeletLabel } from "./boot-vocabulary.ts";
import type { K3sFlag } from "./k3s-flag.ts";
import { RELEASE_LABEL, releaseTag } from "./system-vocabulary.ts";

/** What a machine is as a node. */
export interface NodeFacts {
  /** Release of K3s that it starts with, such as v1.35.5+k3s1. */
  readonly version: string;
  /** Those that the kubelet may not set itself are left out. */
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly K3sTaint[];
  /** Largest number of pods. Range 1..250. @default - as Kubernetes has it: 110 */
  readonly maxPods?: number;
  /** What the machine keeps for itself, as the kubelet reads it. @default - nothing */
  readonly reserved?: string;
}

/** Ciphers of the hardening guide. @see https://docs.k3s.io/security/hardening-guide */
const CIPHERS = [
  "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
  "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
  "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
  "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
  "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305",
  "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305",
];

/** Processes of one pod: far more than any needs, far less than a machine has. */
const POD_PIDS = 4096;

/** Flags of every node, server or agent. @see https://docs.k3s.io/cli/agent */
export function nodeFlags({ version, labels, taints, maxPods, reserved }: NodeFacts): readonly K3sFlag[] {
  const kubelet = (value: string, why: string): K3sFlag => ({ key: "kubelet-arg", value, why });
  return [
    {
      key: "protect-kernel-defaults",
      value: true,
      why: "the kubelet refuses a kernel that is set otherwise than it expects (CIS 4.2.6)",
    },
    kubelet("streaming-connection-idle-timeout=5m", "a forgotten shell ends (CIS 4.2.5)"),
    kubelet(`tls-cipher-suites=${CIPHERS.join(",")}`, "only ciphers that hold (CIS 4.2.12)"),
    kubelet(`pod-max-pids=${POD_PIDS}`, "one pod cannot take all processes of its node (CIS 4.2.13)"),
    kubelet(
      "eviction-hard=memory.available<100Mi,nodefs.available<10%,imagefs.available<15%,nodefs.inodesFree<5%",
      "as Kubernetes has it: K3s leaves memory out",
    ),
    ...(reserved === undefined ? [] : [kubelet(`system-reserved=${reserved}`, "pods cannot starve etcd")]),
    ...(maxPods === undefined ? [] : [kubelet(`max-pods=${maxPods}`, "as many as the plan counts with")]),
    ...Object.entries(labels)
      .filter(([key]) => isKubeletLabel(key))
      .map(([key, value]) => ({
        key: "node-label",
        value: `${key}=${value}`,
        why: "workloads find the node",
      })),
    {
      key: "node-label",
      value: `${RELEASE_LABEL}=${releaseTag(version)}`,
      why: "upgrades pass over a node that has its release already",
    },
    ...taints.map(({ key, value, effect }) => ({
      key: "node-taint",
      value: `${key}=${value}:${effect}`,
      why: "only pods that are meant for the node run on it",
    })),
  ];
}

import { METADATA_ADDRESS } from "../../fleet/eks-vocabulary.ts";
import { DNS_POD_LABELS, POD_IDENTITY_AGENT_CIDR } from "../../fleet/tenant-vocabulary.ts";

/** Traffic of one controller of the cluster itself, in its namespace. */
export interface SystemTraffic {
  /** Name of the policy, and part of its logical name. */
  readonly key: string;
  /** Labels of its pods. */
  readonly pods: Readonly<Record<string, string>>;
  /** Ports on which anybody in the cluster may call it. */
  readonly ingress: readonly TrafficPort[];
}

export interface TrafficPort {
  readonly protocol: "TCP" | "UDP";
  /** Range 1..65535. */
  readonly port: number;
}

const DNS: readonly TrafficPort[] = [
  { protocol: "UDP", port: 53 },
  { protocol: "TCP", port: 53 },
];
const HTTPS: TrafficPort = { protocol: "TCP", port: 443 };

/**
 * With the CNI's strict mode a pod that no policy names reaches nothing and is reached by nobody, the cluster's DNS
 * included. Pods in the network of their node are exempt.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy-configure.html
 */
export const CORE_DNS_TRAFFIC: SystemTraffic = {
  key: "coredns",
  pods: DNS_POD_LABELS,
  ingress: [...DNS, { protocol: "TCP", port: 9153 }],
};
export const EBS_CSI_TRAFFIC: SystemTraffic = {
  key: "ebs-csi",
  pods: { "app.kubernetes.io/name": "aws-ebs-csi-driver" },
  ingress: [],
};
export const KARPENTER_TRAFFIC: SystemTraffic = {
  key: "karpenter",
  pods: { "app.kubernetes.io/name": "karpenter" },
  ingress: [{ protocol: "TCP", port: 8080 }],
};

/** One rule of a NetworkPolicy, in the words of Kubernetes. */
export interface PlannedRule {
  readonly to?: { readonly ipBlock: { readonly cidr: string; readonly except?: string[] } }[];
  readonly ports: TrafficPort[];
}

export interface PlannedTraffic {
  readonly podSelector: { readonly matchLabels: Readonly<Record<string, string>> };
  readonly policyTypes: string[];
  readonly ingress: PlannedRule[];
  readonly egress: PlannedRule[];
}

/** Out goes what a controller of the cluster needs: names, AWS and the API server, and its credentials. */
export function systemTrafficPlan({ pods, ingress }: SystemTraffic): PlannedTraffic {
  return {
    podSelector: { matchLabels: pods },
    policyTypes: ["Ingress", "Egress"],
    ingress: ingress.length === 0 ? [] : [{ ports: [...ingress] }],
    egress: [
      {
        to: [{ ipBlock: { cidr: "0.0.0.0/0", except: [METADATA_ADDRESS] } }],
        ports: [...DNS, HTTPS],
      },
      {
        to: [{ ipBlock: { cidr: POD_IDENTITY_AGENT_CIDR } }],
        ports: [{ protocol: "TCP", port: 80 }],
      },
    ],
  };
}

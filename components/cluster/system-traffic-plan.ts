import { AUTOSCALER_POD_NAME } from "../../fleet/nodes/autoscaler-vocabulary.ts";
import { METADATA_ADDRESS, METADATA_IPV6_ADDRESS } from "../../fleet/eks-vocabulary.ts";
import { USUAL_IP_FAMILY, type IpFamily } from "../../fleet/networks/ip-family.ts";
import {
  DNS_POD_LABELS,
  POD_IDENTITY_AGENT_CIDR,
  POD_IDENTITY_AGENT_IPV6_CIDR,
} from "../../fleet/tenant-vocabulary.ts";

/** Traffic of one controller of the cluster itself, in its namespace. */
export interface SystemTraffic {
  /** Name of the policy, and part of its logical name. */
  readonly key: string;
  /** Labels of its pods. */
  readonly pods: Readonly<Record<string, string>>;
  /** Ports on which anybody in the cluster may call it. */
  readonly ingress: readonly TrafficPort[];
  /** Port on which the API server answers behind its Service, which policies see instead. Range 1..65535. @default - that of HTTPS */
  readonly apiPort?: number;
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
export const AUTOSCALER_TRAFFIC: SystemTraffic = {
  key: "cluster-autoscaler",
  pods: { "app.kubernetes.io/name": AUTOSCALER_POD_NAME },
  ingress: [{ protocol: "TCP", port: 8085 }],
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

/** Everywhere, the node's metadata, and who hands out credentials, in the words of one family. */
const PLACES: Readonly<
  Record<IpFamily, { readonly all: string; readonly metadata: string; readonly agent: string }>
> = {
  ipv4: { all: "0.0.0.0/0", metadata: METADATA_ADDRESS, agent: POD_IDENTITY_AGENT_CIDR },
  ipv6: { all: "::/0", metadata: METADATA_IPV6_ADDRESS, agent: POD_IDENTITY_AGENT_IPV6_CIDR },
};

/** Out goes what a controller of the cluster needs: names, AWS and the API server, and its credentials. */
export function systemTrafficPlan(
  { pods, ingress, apiPort }: SystemTraffic,
  family: IpFamily = USUAL_IP_FAMILY,
): PlannedTraffic {
  const { all, metadata, agent } = PLACES[family];
  return {
    podSelector: { matchLabels: pods },
    policyTypes: ["Ingress", "Egress"],
    ingress: ingress.length === 0 ? [] : [{ ports: [...ingress] }],
    egress: [
      {
        to: [{ ipBlock: { cidr: all, except: [metadata] } }],
        ports: [
          ...DNS,
          HTTPS,
          ...(apiPort === undefined ? [] : [{ protocol: "TCP", port: apiPort } as const]),
        ],
      },
      {
        to: [{ ipBlock: { cidr: agent } }],
        ports: [{ protocol: "TCP", port: 80 }],
      },
    ],
  };
}

/** One Kubernetes minor version that EKS offers. */
export interface KubernetesMinor {
  /** Such as "1.35". */
  readonly minor: string;
  /** Last day of standard support; after it the control plane costs six times as much. */
  readonly standardUntil: string;
}

/**
 * Kubernetes minors a cluster may name, oldest first.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html
 */
export const KUBERNETES_MINORS: readonly KubernetesMinor[] = [
  { minor: "1.33", standardUntil: "2026-07-29" },
  { minor: "1.34", standardUntil: "2026-12-02" },
  { minor: "1.35", standardUntil: "2027-03-27" },
];

/**
 * Availability zones that cannot hold an EKS control plane.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
 */
export const ZONES_WITHOUT_EKS: readonly string[] = ["use1-az3", "usw1-az2", "cac1-az3"];

/**
 * Interface endpoints that nodes need when they have no way out: images, tokens, the EC2 API, logs, the cluster's API.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html
 */
export const PRIVATE_ONLY_ENDPOINTS: readonly string[] = [
  "ec2",
  "ecr.api",
  "ecr.dkr",
  "eks",
  "eks-auth",
  "logs",
  "sts",
];

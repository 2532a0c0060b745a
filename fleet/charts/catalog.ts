/** One Kubernetes minor version that EKS offers. */
export interface KubernetesMinor {
  /** Such as "1.35". */
  readonly minor: string;
  /** Last day of standard support, after which the control plane costs six times as much; absent until it is announced. */
  readonly standardUntil?: string;
}

/**
 * Kubernetes minors a cluster may name, oldest first. The days were found in public repositories that quote the page of
 * AWS, not read from an account.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html
 */
export const KUBERNETES_MINORS: readonly KubernetesMinor[] = [
  { minor: "1.33", standardUntil: "2026-07-29" },
  { minor: "1.34", standardUntil: "2026-12-02" },
  { minor: "1.35", standardUntil: "2027-03-27" },
  { minor: "1.36", standardUntil: "2027-08-02" },
];

/**
 * AWS regions an inventory may name: those of the commercial partition. GovCloud and China are left out, for their ARNs
 * begin otherwise and every ARN here begins with `arn:aws:`.
 *
 * @see https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
 */
export const AWS_REGIONS: readonly string[] = [
  ...["us-east-1", "us-east-2", "us-west-1", "us-west-2"],
  ...["ca-central-1", "ca-west-1", "mx-central-1", "sa-east-1"],
  ...[
    "eu-central-1",
    "eu-central-2",
    "eu-north-1",
    "eu-south-1",
    "eu-south-2",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
  ],
  ...["af-south-1", "il-central-1", "me-central-1", "me-south-1"],
  ...[
    "ap-east-1",
    "ap-east-2",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "ap-south-1",
    "ap-south-2",
  ],
  ...[
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-southeast-3",
    "ap-southeast-4",
    "ap-southeast-5",
    "ap-southeast-6",
  ],
  ...["ap-southeast-7"],
];

/**
 * Availability zones that cannot hold an EKS control plane.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
 */
export const ZONES_WITHOUT_EKS: readonly string[] = ["use1-az3", "usw1-az2", "cac1-az3"];

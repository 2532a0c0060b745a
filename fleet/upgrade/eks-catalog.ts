import type { EksAddOn } from "../eks-vocabulary.ts";

/** What a cluster of one Kubernetes minor runs that AWS publishes. */
export interface EksRelease {
  /** Version of each managed add-on. */
  readonly addOns: Readonly<Record<EksAddOn, string>>;
  /** Image of the managed node group: Kubernetes patch and day of the image. */
  readonly nodeRelease: string;
  /** Pages the versions are from. */
  readonly source: string;
  /** Day on which they were looked up. */
  readonly checked: string;
  /** False until `aws eks describe-addon-versions` of an account has shown each version. */
  readonly confirmed: boolean;
}

/**
 * Day of the images of all nodes, those of the node group and those Karpenter launches.
 *
 * @see https://github.com/awslabs/amazon-eks-ami/releases
 */
export const NODE_IMAGE_DAY = "20260930";

/** Family of those images, as Karpenter calls it. @see https://karpenter.sh/docs/concepts/nodeclasses/#specamifamily */
export const NODE_IMAGE_FAMILY = "AL2023";

/** How Karpenter finds one image. */
export interface ImageTerm {
  readonly name: string;
  readonly owner: string;
}

/**
 * The same images for one Kubernetes minor, as Karpenter finds them, one for each processor architecture. They have full
 * names and no alias: an alias means the image of the control plane's minor, so all nodes would be replaced as soon as
 * that one moves.
 *
 * @param variant Images with or without drivers for accelerators.
 * @see https://karpenter.sh/docs/concepts/nodeclasses/#specamiselectorterms
 */
export function nodeImageTerms(
  minor: string,
  variant: "standard" | "nvidia" = "standard",
): readonly ImageTerm[] {
  return ["x86_64", "arm64"].map((architecture) => ({
    name: `amazon-eks-node-al2023-${architecture}-${variant}-${minor}-v${NODE_IMAGE_DAY}`,
    owner: "amazon",
  }));
}

const SOURCE =
  "https://docs.aws.amazon.com/eks/latest/userguide/managing-kube-proxy.html, managing-coredns.html, managing-vpc-cni.html";
const CHECKED = "2026-11-27";

/**
 * The oldest VPC CNI whose network policy agent tells pods of namespaces with like names apart.
 *
 * @see https://nvd.nist.gov/vuln/detail/CVE-2026-86831
 */
const VPC_CNI = "v1.22.4-eksbuild.3";
const POD_IDENTITY_AGENT = "v1.3.10-eksbuild.3";
const EBS_CSI = "v1.63.1-eksbuild.1";

function release(patch: string, kubeProxy: string, coredns: string): EksRelease {
  return {
    addOns: {
      "vpc-cni": VPC_CNI,
      "kube-proxy": kubeProxy,
      "eks-pod-identity-agent": POD_IDENTITY_AGENT,
      coredns,
      "aws-ebs-csi-driver": EBS_CSI,
    },
    nodeRelease: `${patch}-${NODE_IMAGE_DAY}`,
    source: SOURCE,
    checked: CHECKED,
    confirmed: false,
  };
}

/**
 * Versions by Kubernetes minor. They were found in public repositories that quote the pages of AWS, not read from an
 * account: `confirmed` says so, and changes with the first account that shows them.
 */
export const EKS_RELEASES: Readonly<Record<string, EksRelease>> = {
  "1.33": release("1.33.13", "v1.33.10-eksbuild.13", "v1.12.4-eksbuild.18"),
  "1.34": release("1.34.11", "v1.34.6-eksbuild.13", "v1.13.2-eksbuild.11"),
  "1.35": release("1.35.8", "v1.35.3-eksbuild.13", "v1.14.3-eksbuild.3"),
  "1.36": release("1.36.4", "v1.36.0-eksbuild.14", "v1.14.3-eksbuild.3"),
};

/** What a cluster of this minor runs; the loader has checked that the catalog knows it. */
export function eksRelease(minor: string): EksRelease {
  const found = EKS_RELEASES[minor];
  if (found === undefined) throw new Error(`the catalog has no EKS release for Kubernetes ${minor}`);
  return found;
}

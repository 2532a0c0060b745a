/** What all nodes of an EKS cluster have in common, whoever launches them. */

/** Gibibytes of a node's disk. */
export const NODE_DISK_GIB = 50;

/** Pods on a node that gets its addresses as prefixes. @see https://docs.aws.amazon.com/eks/latest/best-practices/prefix-mode-linux.html */
export const MAX_PODS = 110;

/** Prefixes that the VPC CNI holds on a node beyond what its pods use; the network is sized with them. @see https://docs.aws.amazon.com/eks/latest/best-practices/prefix-mode-linux.html */
export const WARM_PREFIXES = 1;

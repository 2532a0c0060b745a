/** Strings of Cluster Autoscaler and of groups of nodes that only AWS or it interprets, each with the page that defines it. */

/** Version of Cluster Autoscaler by Kubernetes minor: it simulates the scheduler of one minor, so the two go together. @see https://github.com/kubernetes/autoscaler/tree/master/cluster-autoscaler#releases */
export const AUTOSCALER_VERSIONS: Readonly<Record<string, string>> = {
  "1.33": "1.33.5",
  "1.34": "1.34.4",
  "1.35": "1.35.0",
  "1.36": "1.36.1",
};

/** What a group's machines are before there is one, told by tags of its autoscaling group. @see https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/cloudprovider/aws/README.md */
const NODE_TEMPLATE = "k8s.io/cluster-autoscaler/node-template";
export const LABEL_TAG = `${NODE_TEMPLATE}/label/`;
export const TAINT_TAG = `${NODE_TEMPLATE}/taint/`;
export const RESOURCE_TAG = `${NODE_TEMPLATE}/resources/`;
export const OPTION_TAG = `${NODE_TEMPLATE}/autoscaling-options/`;

/** Tag that says whose autoscaling group one is; EKS puts it on those that it makes. @see https://docs.aws.amazon.com/eks/latest/best-practices/cas.html */
export function ownedByCluster(cluster: string): string {
  return `k8s.io/cluster-autoscaler/${cluster}`;
}

/** Our own label: the pool that a node's group belongs to, general included. */
export const GROUP_LABEL = "atoll/group";

/** Tells Cluster Autoscaler that a node without GPUs is not ready yet, rather than that one more is needed. @see https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/cloudprovider/aws/README.md#special-note-on-gpu-instances */
export const ACCELERATOR_LABEL = "k8s.amazonaws.com/accelerator";

/** ServiceAccount of the chart's release, and the name of its pods. @see https://github.com/kubernetes/autoscaler/blob/master/charts/cluster-autoscaler/templates/_helpers.tpl */
export const AUTOSCALER_SERVICE_ACCOUNT = "cluster-autoscaler";
export const AUTOSCALER_POD_NAME = "aws-cluster-autoscaler";

/** Images of nodes by drivers and processor. @see https://docs.aws.amazon.com/eks/latest/APIReference/API_Nodegroup.html */
export const NODE_IMAGE_TYPES = {
  standard: { amd64: "AL2023_x86_64_STANDARD", arm64: "AL2023_ARM_64_STANDARD" },
  nvidia: { amd64: "AL2023_x86_64_NVIDIA", arm64: "AL2023_ARM_64_NVIDIA" },
} as const;

/** Quotas L-6D54EA21 and L-BD136A63. @see https://docs.aws.amazon.com/eks/latest/userguide/service-quotas.html */
export const GROUPS_PER_CLUSTER = 30;
export const NODES_PER_GROUP = 450;

/** Groups of a K3s cluster. AWS would allow 500 autoscaling groups in a region (quota L-CDE20ADC); these leave a stack room for the rest of the cluster. */
export const GROUPS_PER_K3S_CLUSTER = 60;

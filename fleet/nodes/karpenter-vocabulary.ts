/** Strings of Karpenter that only AWS or Karpenter interprets, each with the page that defines it. */

/** What EventBridge calls one kind of event: misspelt, a rule never matches and nobody is told. */
export interface EventType {
  readonly source: string;
  readonly detailType: string;
}

/**
 * Events after which a node is about to go.
 *
 * @see https://karpenter.sh/docs/reference/cloudformation/#interruption-handling
 */
export const INTERRUPTION_EVENTS = {
  health: { source: "aws.health", detailType: "AWS Health Event" },
  "spot-interruption": { source: "aws.ec2", detailType: "EC2 Spot Instance Interruption Warning" },
  rebalance: { source: "aws.ec2", detailType: "EC2 Instance Rebalance Recommendation" },
  "state-change": { source: "aws.ec2", detailType: "EC2 Instance State-change Notification" },
  "capacity-reservation": {
    source: "aws.ec2",
    detailType: "EC2 Capacity Reservation Instance Interruption Warning",
  },
} as const satisfies Readonly<Record<string, EventType>>;

/** Who puts events into the queue. @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html */
export const EVENTS_SERVICE = "events.amazonaws.com";

/** @see https://karpenter.sh/docs/concepts/nodepools/ */
export const NODE_POOL = { apiVersion: "karpenter.sh/v1", kind: "NodePool" } as const;
/** @see https://karpenter.sh/docs/concepts/nodeclasses/ */
export const NODE_CLASS = {
  group: "karpenter.k8s.aws",
  apiVersion: "karpenter.k8s.aws/v1",
  kind: "EC2NodeClass",
} as const;

/** Taint with which a node registers whose user data is not Karpenter's: it takes it away when the node has its labels and taints. @see https://karpenter.sh/docs/concepts/nodeclasses/#custom */
export const UNREGISTERED_TAINT = {
  key: "karpenter.sh/unregistered",
  value: "",
  effect: "NoExecute",
} as const;

/** Family of images that Karpenter knows nothing of: it adds nothing to the user data. @see https://karpenter.sh/docs/concepts/nodeclasses/#custom */
export const CUSTOM_IMAGE_FAMILY = "Custom";

/** Labels by which a pool says which machines it may launch. @see https://karpenter.sh/docs/concepts/scheduling/#supported-labels */
export const CAPACITY_TYPE_LABEL = "karpenter.sh/capacity-type";
export const INSTANCE_CATEGORY_LABEL = "karpenter.k8s.aws/instance-category";
export const INSTANCE_GENERATION_LABEL = "karpenter.k8s.aws/instance-generation";
export const INSTANCE_CPU_LABEL = "karpenter.k8s.aws/instance-cpu";
export const INSTANCE_FAMILY_LABEL = "karpenter.k8s.aws/instance-family";
export const INSTANCE_SIZE_LABEL = "karpenter.k8s.aws/instance-size";
export const INSTANCE_HYPERVISOR_LABEL = "karpenter.k8s.aws/instance-hypervisor";
export const GPU_MANUFACTURER_LABEL = "karpenter.k8s.aws/instance-gpu-manufacturer";
export const ARCHITECTURE_LABEL = "kubernetes.io/arch";
export const OS_LABEL = "kubernetes.io/os";

/** Our own label: workloads that spread over its values get the share of spot machines that the cluster names. */
export const CAPACITY_SLOT_LABEL = "atoll/capacity-slot";

/** Our own label and taint: the pool that a node belongs to, whichever way its machine is paid for. */
export const POOL_LABEL = "atoll/pool";
export const POOL_TAINT = "atoll/pool";

/** Our own label: the floor that a placeholder belongs to. */
export const FLOOR_LABEL = "atoll/floor";

/** Label and taint of nodes of one tenant. A kubelet cannot give itself a label with this prefix. @see https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#node-isolation-restriction */
export const TENANT_NODE_LABEL = "node-restriction.kubernetes.io/atoll-tenant";
export const TENANT_NODE_TAINT = "atoll/tenant";

/** Taint of nodes with NVIDIA processors, which the API server lets pods pass that ask for one. @see https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#extendedresourcetoleration */
export const GPU_TAINT = "nvidia.com/gpu";

/** Label by which the device plugin finds its nodes. @see https://github.com/NVIDIA/k8s-device-plugin/blob/main/deployments/helm/nvidia-device-plugin/values.yaml */
export const GPU_PRESENT_LABEL = "nvidia.com/gpu.present";

/** ServiceAccount that the chart makes for its controller. @see https://karpenter.sh/docs/getting-started/getting-started-with-karpenter/ */
export const KARPENTER_SERVICE_ACCOUNT = "karpenter";

/** Tags that Karpenter puts on what it makes, and by which its rights are limited. @see https://karpenter.sh/docs/reference/cloudformation/#node-lifecycle-policy */
export const NODE_POOL_TAG = "karpenter.sh/nodepool";
export const NODE_CLAIM_TAG = "karpenter.sh/nodeclaim";
export const EKS_CLUSTER_NAME_TAG = "eks:eks-cluster-name";

/** One API version that Kubernetes stops serving. */
export interface ApiRemoval {
  readonly apiVersion: string;
  readonly kinds: readonly string[];
  /** First minor that does not serve it. */
  readonly removedIn: string;
  /** What serves the same objects instead. */
  readonly instead: string;
}

/** Page that the table is from. It was read on 2026-11-27, and named no removal after 1.32. */
export const REMOVALS_SOURCE = "https://kubernetes.io/docs/reference/using-api/deprecation-guide/";

/** API versions removed since 1.22; older ones are served by no minor that anybody runs. @see REMOVALS_SOURCE */
export const API_REMOVALS: readonly ApiRemoval[] = [
  removal("flowcontrol.apiserver.k8s.io/v1beta3", ["FlowSchema", "PriorityLevelConfiguration"], "1.32"),
  removal("flowcontrol.apiserver.k8s.io/v1beta2", ["FlowSchema", "PriorityLevelConfiguration"], "1.29"),
  removal("flowcontrol.apiserver.k8s.io/v1beta1", ["FlowSchema", "PriorityLevelConfiguration"], "1.26"),
  removal("storage.k8s.io/v1beta1", ["CSIStorageCapacity"], "1.27"),
  removal("autoscaling/v2beta2", ["HorizontalPodAutoscaler"], "1.26", "autoscaling/v2"),
  removal("autoscaling/v2beta1", ["HorizontalPodAutoscaler"], "1.25", "autoscaling/v2"),
  removal("batch/v1beta1", ["CronJob"], "1.25"),
  removal("discovery.k8s.io/v1beta1", ["EndpointSlice"], "1.25"),
  removal("events.k8s.io/v1beta1", ["Event"], "1.25"),
  removal("policy/v1beta1", ["PodDisruptionBudget"], "1.25"),
  removal("policy/v1beta1", ["PodSecurityPolicy"], "1.25", "Pod Security admission"),
  removal("node.k8s.io/v1beta1", ["RuntimeClass"], "1.25"),
  removal("networking.k8s.io/v1beta1", ["Ingress", "IngressClass"], "1.22"),
  removal("extensions/v1beta1", ["Ingress"], "1.22", "networking.k8s.io/v1"),
  removal(
    "rbac.authorization.k8s.io/v1beta1",
    ["Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding"],
    "1.22",
  ),
  removal(
    "admissionregistration.k8s.io/v1beta1",
    ["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"],
    "1.22",
  ),
  removal("apiextensions.k8s.io/v1beta1", ["CustomResourceDefinition"], "1.22"),
  removal("scheduling.k8s.io/v1beta1", ["PriorityClass"], "1.22"),
  removal("storage.k8s.io/v1beta1", ["CSIDriver", "CSINode", "StorageClass", "VolumeAttachment"], "1.22"),
];

function removal(
  apiVersion: string,
  kinds: readonly string[],
  removedIn: string,
  instead = `${apiVersion.split("/")[0] ?? ""}/v1`,
): ApiRemoval {
  return { apiVersion, kinds, removedIn, instead };
}

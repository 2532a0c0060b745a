/** Strings around admission that only Kubernetes or controllers interpret, each with the page that defines it. */

/** @see https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/ */
export const ADMISSION_API = "admissionregistration.k8s.io/v1";

/** @see https://kubernetes.io/docs/concepts/cluster-administration/flow-control/ */
export const FLOW_CONTROL_API = "flowcontrol.apiserver.k8s.io/v1";

/** Priority level that Kubernetes keeps for its own controllers. @see https://kubernetes.io/docs/concepts/cluster-administration/flow-control/#suggested-configuration-objects */
export const PLATFORM_PRIORITY_LEVEL = "workload-high";

/** Taints that the API server lets pods pass by itself, for a while. @see https://kubernetes.io/docs/reference/labels-annotations-taints/ */
export const NODE_CONDITION_TAINTS = [
  "node.kubernetes.io/not-ready",
  "node.kubernetes.io/unreachable",
  "node.kubernetes.io/memory-pressure",
] as const;

/** Annotations that keep a node from being emptied. @see https://karpenter.sh/docs/concepts/disruption/#pod-level-controls and https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/FAQ.md */
export const NO_EVICTION_ANNOTATIONS = [
  "karpenter.sh/do-not-disrupt",
  "cluster-autoscaler.kubernetes.io/safe-to-evict",
] as const;

/** Both prefixes by which ExternalDNS takes names from objects. @see https://kubernetes-sigs.github.io/external-dns/latest/docs/annotations/annotations/ */
export const DNS_ANNOTATION_PREFIXES = [
  "external-dns.alpha.kubernetes.io/",
  "external-dns.kubernetes.io/",
] as const;

/** Settings of load balancers of AWS, by Services and by Ingresses. @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/ */
export const BALANCER_ANNOTATION_PREFIXES = [
  "alb.ingress.kubernetes.io/",
  "service.beta.kubernetes.io/",
] as const;

/** Settings of Traefik; a value with an at sign names an object of another provider or namespace. @see https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/ingress/ */
export const TRAEFIK_ANNOTATION_PREFIX = "traefik.ingress.kubernetes.io/";

/** Label of pods of a pooler. @see https://cloudnative-pg.io/documentation/current/labels_annotations/ */
export const POOLER_LABEL = "cnpg.io/poolerName";

/** Labels of pods that operators run in tenants' namespaces. @see https://cloudnative-pg.io/documentation/current/labels_annotations/ and https://istio.io/latest/docs/ambient/usage/waypoint/ */
export const OPERATED_POD_LABELS = [
  "cnpg.io/cluster",
  POOLER_LABEL,
  "gateway.networking.k8s.io/gateway-name",
] as const;

/** Type of a Secret that Kubernetes fills with a token that never ends. @see https://kubernetes.io/docs/concepts/configuration/secret/#serviceaccount-token-secrets */
export const TOKEN_SECRET_TYPE = "kubernetes.io/service-account-token";

/** Finalizers that are put on tenants' objects in their own requests: by the API server, and by Argo CD on hooks. @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#storage-object-in-use-protection */
export const USUAL_FINALIZERS = [
  "kubernetes.io/pvc-protection",
  "argocd.argoproj.io/hook-finalizer",
] as const;

/** Our own: what guards read from a tenant's namespace, which no tenant can write. */
export const GUARD_PARAMETERS = {
  asleep: "atoll/asleep",
  databases: "atoll/databases",
  hosts: "atoll/hosts",
  leastReplicas: "atoll/least-replicas",
  nodes: "atoll/nodes",
  pods: "atoll/pods",
  registries: "atoll/registries",
  storageClass: "atoll/storage-class",
} as const;

/** Our own label of a Deployment: something else says how many pods it has. */
export const SCALED_LABEL = "atoll/scaling";

/** Our own right: who has it on `tenants` of this group writes what tenants cannot. Whoever has all rights on a cluster has it. */
export const MANAGE_RIGHT = { group: "atoll", resource: "tenants", verb: "manage" } as const;

/** Our own names of guards: of each policy and of its binding. Cells ask the cluster's stack for all of them. */
export const GUARD_NAMES = [
  "atoll-tenant-autoscalers",
  "atoll-tenant-budgets",
  "atoll-tenant-claims",
  "atoll-tenant-commands",
  "atoll-tenant-deployments",
  "atoll-tenant-finalizers",
  "atoll-tenant-hosts",
  "atoll-tenant-namespaces",
  "atoll-tenant-operated-pods",
  "atoll-tenant-platform-kinds",
  "atoll-tenant-platform-objects",
  "atoll-tenant-pod-images",
  "atoll-tenant-pod-placement",
  "atoll-tenant-pod-shape",
  "atoll-tenant-secrets",
  "atoll-tenant-services",
] as const;

/** What becomes of a request that a guard would refuse: it is, or its sender is warned and it stands in the audit log. */
export const GUARD_MODES = ["deny", "audit"] as const;
export type GuardMode = (typeof GUARD_MODES)[number];

/** Our own group of whoever deploys a cluster or looks after it: its requests do not wait in line with tenants. It gives no right. */
export const PLATFORM_GROUP = "atoll:platform";

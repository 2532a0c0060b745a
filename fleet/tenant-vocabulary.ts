import { LOCAL_PATH_CLASS } from "./k3s/system-vocabulary.ts";

/** Strings around tenants' namespaces that only Kubernetes, the mesh or AWS interpret, each with the page that defines it. */

/** Pod Security of a namespace: one label for each mode, and one for the version it is pinned to. @see https://kubernetes.io/docs/concepts/security/pod-security-admission/ */
export const POD_SECURITY_LABEL = "pod-security.kubernetes.io";
export const POD_SECURITY_MODES = ["enforce", "audit", "warn"] as const;

/** Who keeps an object. @see https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/ */
export const MANAGED_BY_LABEL = "app.kubernetes.io/managed-by";

/** Name of a namespace as a label, which the API server sets and nobody else can. @see https://kubernetes.io/docs/reference/labels-annotations-taints/#kubernetes-io-metadata-name */
export const NAMESPACE_NAME_LABEL = "kubernetes.io/metadata.name";

/** Where CoreDNS runs and how its pods are marked; its chart and EKS keep the older name. @see https://kubernetes.io/docs/tasks/administer-cluster/dns-custom-nameservers/ */
export const DNS_NAMESPACE = "kube-system";
export const DNS_POD_LABELS: Readonly<Record<string, string>> = { "k8s-app": "kube-dns" };

/** Address of the Pod Identity agent on each node: it gives a pod the rights of its own ServiceAccount only. @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html */
export const POD_IDENTITY_AGENT_CIDR = "169.254.170.23/32";
export const POD_IDENTITY_AGENT_IPV6_CIDR = "fd00:ec2::23/128";

/** Address that the probes of the kubelet come from when a pod is in the mesh. @see https://istio.io/latest/docs/ambient/usage/networkpolicy/ */
export const MESH_PROBE_CIDR = "169.254.7.127/32";
export const MESH_PROBE_IPV6_CIDR = "fd16:9254:7127:1337:ffff:ffff:ffff:ffff/128";

/** Storage classes that clusters bring along and that nobody is offered: unencrypted, or a directory of the node. @see https://docs.aws.amazon.com/eks/latest/userguide/storage-classes.html */
export const UNOFFERED_STORAGE_CLASSES: readonly string[] = ["gp2", LOCAL_PATH_CLASS];

/** Where the gateway and the collectors of metrics run. */
export const GATEWAY_NAMESPACE = "traefik";
export const GATEWAY_PODS: Readonly<Record<string, string>> = { "app.kubernetes.io/name": "traefik" };
export const MONITORING_NAMESPACE = "monitoring";

/** Where traces are sent. */
export const TELEMETRY_NAMESPACE = "opentelemetry";

/** Account by which External Secrets reads for one environment; no pod needs to run as it. */
export const SECRET_READER = "secret-reader";

/** API group of roles. @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/ */
export const RBAC_GROUP = "rbac.authorization.k8s.io";

/**
 * Roles of a tenant's people, the same in every namespace: one of each in a cluster. A binding cannot be led to another
 * role, so with another name here every binding would be made anew.
 */
export const TENANT_ROLES = { developer: "atoll-tenant-developer", viewer: "atoll-tenant-viewer" } as const;

/** Whose an object is. */
export const TENANT_LABEL = "atoll/tenant";
export const ENVIRONMENT_LABEL = "atoll/environment";
export const TIER_LABEL = "atoll/tier";
/** Who pays for what is in a namespace. */
export const COST_CENTRE_LABEL = "atoll/cost-centre";
export const APPLICATION_LABEL = "atoll/application";

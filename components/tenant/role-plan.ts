/** One rule of a role, as the API server takes it: lists are plain, for the SDK asks for that. */
export interface Rule {
  readonly apiGroups: string[];
  readonly resources: string[];
  readonly verbs: string[];
}

export interface PlannedRole {
  readonly name: "developer" | "viewer";
  readonly rules: Rule[];
}

const READ = ["get", "list", "watch"];
const WRITE = ["create", "delete", "patch", "update"];

/** What everybody of the tenant may see. Secrets are not among it. */
const VIEWS: Rule[] = [
  rule(
    "",
    [
      ...["configmaps", "endpoints", "events", "limitranges", "persistentvolumeclaims", "pods"],
      ...["resourcequotas", "serviceaccounts", "services"],
    ],
    READ,
  ),
  rule("", ["pods/log"], ["get"]),
  rule("apps", ["controllerrevisions", "deployments", "replicasets", "statefulsets"], READ),
  rule("autoscaling", ["horizontalpodautoscalers"], READ),
  rule("batch", ["cronjobs", "jobs"], READ),
  rule("discovery.k8s.io", ["endpointslices"], READ),
  rule("events.k8s.io", ["events"], READ),
  rule("external-secrets.io", ["externalsecrets", "secretstores"], READ),
  rule("metrics.k8s.io", ["pods"], ["get", "list"]),
  rule("networking.k8s.io", ["networkpolicies"], READ),
  rule("policy", ["poddisruptionbudgets"], READ),
  rule("postgresql.cnpg.io", ["backups", "clusters", "poolers", "scheduledbackups"], READ),
];

/** What developers may change besides. */
const CHANGES: Rule[] = [
  rule("", ["configmaps", "persistentvolumeclaims", "services"], WRITE),
  rule("", ["pods"], ["create", "delete"]),
  // A connection is opened with one verb or the other, depending on the protocol that kubectl speaks.
  rule("", ["pods/exec", "pods/portforward"], ["create", "get"]),
  rule("apps", ["deployments", "statefulsets"], WRITE),
  rule("apps", ["deployments/scale", "statefulsets/scale"], ["get", "patch", "update"]),
  rule("autoscaling", ["horizontalpodautoscalers"], WRITE),
  rule("batch", ["cronjobs", "jobs"], WRITE),
  // Orders of Secrets, by the store of the namespace: whoever wrote stores could read by any account of it.
  rule("external-secrets.io", ["externalsecrets"], WRITE),
  // A guard sees to it that none of them keeps a node from being emptied.
  rule("policy", ["poddisruptionbudgets"], WRITE),
];

/**
 * The closed roles of a tenant: each right is written here, and none comes from a role of Kubernetes or of a chart.
 * What is missing is missing on purpose: secrets and tokens, other people's rights, the walls (quotas, limits, network
 * policies), ingress, ephemeral containers, proxies.
 *
 * @see https://kubernetes.io/docs/concepts/security/rbac-good-practices/
 */
export function rolePlan(): readonly PlannedRole[] {
  return [
    { name: "developer", rules: [...VIEWS, ...CHANGES] },
    { name: "viewer", rules: VIEWS },
  ];
}

function rule(apiGroup: string, resources: string[], verbs: string[]): Rule {
  return { apiGroups: [apiGroup], resources, verbs };
}

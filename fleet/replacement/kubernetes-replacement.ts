/** Settings of a Kubernetes provider and fields of its objects, as far as they decide what a change replaces. */

/** Fields by group and kind; a change of anything inside replaces the object. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  "apps/DaemonSet": ["spec.selector"],
  "apps/Deployment": ["spec.selector"],
  "apps/StatefulSet": [
    "spec.podManagementPolicy",
    "spec.revisionHistoryLimit",
    "spec.selector",
    "spec.serviceName",
    "spec.volumeClaimTemplates",
  ],
  "batch/Job": ["spec.completions", "spec.parallelism", "spec.selector", "spec.template"],
  "rbac.authorization.k8s.io/ClusterRoleBinding": ["roleRef"],
  "rbac.authorization.k8s.io/RoleBinding": ["roleRef"],
  "storage.k8s.io/StorageClass": ["parameters", "provisioner"],
  "/PersistentVolumeClaim": ["spec"],
  "/Pod": ["spec"],
  "/ResourceQuota": ["spec.scopes"],
  "/Secret": ["type"],
  "/Service": ["spec.clusterIP"],
};

/** What holds of every kind. */
const EVERYWHERE = ["kind", "metadata.name", "metadata.namespace"];

/** Data that replaces its object unless the provider is told otherwise, or the object says that it never changes. */
const DATA: Readonly<Record<string, readonly string[]>> = {
  "/ConfigMap": ["data", "binaryData"],
  "/Secret": ["data", "stringData"],
};

/** Fields of a volume that may change; all else in its spec is the volume itself. */
const VOLUME_MAY_CHANGE = [
  "accessModes",
  "capacity",
  "claimRef",
  "mountOptions",
  "nodeAffinity",
  "persistentVolumeReclaimPolicy",
  "storageClassName",
  "volumeAttributesClassName",
  "volumeMode",
];

export interface ObjectFacts {
  /** `apps/v1`, or `v1` for the core group. */
  readonly apiVersion: string;
  readonly kind: string;
  /** The object says `immutable: true`. */
  readonly immutable: boolean;
  /** The provider's `enableConfigMapMutable` or `enableSecretMutable`, whichever is about this kind. */
  readonly dataMayChange: boolean;
}

function groupOf(apiVersion: string): string {
  return apiVersion.includes("/") ? (apiVersion.split("/")[0] ?? "") : "";
}

/**
 * Whether a change at `path` makes the provider replace the object.
 *
 * @param path keys from the root, such as `["spec", "selector", "matchLabels", "app"]`
 * @see https://github.com/pulumi/pulumi-kubernetes/blob/master/provider/pkg/provider/diff.go
 */
export function fieldReplaces(object: ObjectFacts, path: readonly (string | number)[]): boolean {
  const kind = `${groupOf(object.apiVersion)}/${object.kind}`;
  const fixed = [...EVERYWHERE, ...(FIELDS[kind] ?? [])];
  const data = DATA[kind];
  if (data !== undefined && object.immutable) fixed.push(...data, "immutable");
  else if (data !== undefined && !object.dataMayChange) fixed.push(...data);
  if (kind === "/PersistentVolume" && path[0] === "spec" && path.length > 1)
    return !VOLUME_MAY_CHANGE.includes(String(path[1]));
  return fixed.some((field) => field.split(".").every((key, depth) => path[depth] === key));
}

/** Another version of the same group is the same object; another group is another one. */
export function apiVersionReplaces(before: string, after: string): boolean {
  return groupOf(before) !== groupOf(after);
}

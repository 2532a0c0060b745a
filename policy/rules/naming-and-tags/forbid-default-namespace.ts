import { must } from "../../finding.ts";
import { oneOf, type ResourceRule } from "../../rule.ts";

/** What lives in a namespace, and is somebody's. */
const PLACED = oneOf({
  "kubernetes:apps/v1:DaemonSet": "pods",
  "kubernetes:apps/v1:Deployment": "pods",
  "kubernetes:apps/v1:StatefulSet": "pods",
  "kubernetes:batch/v1:CronJob": "pods",
  "kubernetes:batch/v1:Job": "pods",
  "kubernetes:core/v1:ConfigMap": "settings",
  "kubernetes:core/v1:PersistentVolumeClaim": "data",
  "kubernetes:core/v1:Pod": "pods",
  "kubernetes:core/v1:Secret": "settings",
  "kubernetes:core/v1:Service": "a way in",
  "kubernetes:core/v1:ServiceAccount": "rights",
  "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding": "rights",
});

export const forbidDefaultNamespace: ResourceRule = {
  id: "forbid-default-namespace",
  level: "mandatory",
  group: "naming-and-tags",
  scope: "resource",
  what: "Nothing is put into the namespace default",
  why: "it has no owner, no quota, no Pod Security and no network policy",
  remedy: "set metadata.namespace",
  answers: ["CIS-EKS 4.5.2: the default namespace is not used"],
  see: "https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/",
  appliesTo: PLACED,
  check: (inputs) =>
    must(
      inputs.at("metadata", "namespace"),
      "a namespace of its own",
      (known) => typeof known === "string" && known !== "default",
    ),
};

import { Deployment } from "@pulumi/kubernetes/apps/v1/deployment.js";
import { ServiceAccount } from "@pulumi/kubernetes/core/v1/serviceAccount.js";
import { PodDisruptionBudget } from "@pulumi/kubernetes/policy/v1/podDisruptionBudget.js";
import { ClusterRole } from "@pulumi/kubernetes/rbac/v1/clusterRole.js";
import { ClusterRoleBinding } from "@pulumi/kubernetes/rbac/v1/clusterRoleBinding.js";
import { Role } from "@pulumi/kubernetes/rbac/v1/role.js";
import { RoleBinding } from "@pulumi/kubernetes/rbac/v1/roleBinding.js";
import type * as pulumi from "@pulumi/pulumi";
import type { PlannedPod } from "./controller-pod.ts";
import type { ObjectPlace } from "./system-objects.ts";

/** One rule of a role inside the cluster, in the words of Kubernetes. */
export interface RoleRule {
  readonly apiGroups: string[];
  readonly resources: string[];
  /** @default all */
  readonly resourceNames?: string[];
  readonly verbs: string[];
}

/** Rights of one ServiceAccount inside the cluster. */
export interface AccountRights {
  readonly namespace: string;
  /** Name of the account, and of its roles. */
  readonly account: string;
  /** What the account is annotated with. @default nothing */
  readonly annotations?: Readonly<Record<string, pulumi.Input<string>>>;
  /** Everywhere. @default nothing */
  readonly everywhere?: readonly RoleRule[];
  /** In its own namespace. @default nothing */
  readonly inside?: readonly RoleRule[];
}

export interface ControllerArgs extends AccountRights {
  /** What each of its pods is. */
  readonly pod: PlannedPod;
  /** Pods, on as many nodes. Range 1..3. */
  readonly replicas: number;
}

/** A ServiceAccount with its roles. `name` begins their logical names. */
export function createAccount(place: ObjectPlace, rights: AccountRights): readonly pulumi.Resource[] {
  const { name, parent, provider, dependsOn } = place;
  const { namespace, account, annotations = {}, everywhere = [], inside = [] } = rights;
  const options = { parent, provider, dependsOn: [...dependsOn] };
  const subjects = [{ kind: "ServiceAccount", name: account, namespace }];
  const ref = (kind: string) => ({ apiGroup: "rbac.authorization.k8s.io", kind, name: account });
  const metadata = { name: account, namespace };
  const made: pulumi.Resource[] = [
    new ServiceAccount(`${name}-account`, { metadata: { ...metadata, annotations } }, options),
  ];
  if (everywhere.length > 0) {
    const role = { metadata: { name: account }, rules: [...everywhere] };
    const binding = { metadata: { name: account }, subjects, roleRef: ref("ClusterRole") };
    made.push(new ClusterRole(`${name}-cluster-role`, role, options));
    made.push(new ClusterRoleBinding(`${name}-cluster-role-binding`, binding, options));
  }
  if (inside.length > 0) {
    made.push(new Role(`${name}-role`, { metadata, rules: [...inside] }, options));
    made.push(new RoleBinding(`${name}-role-binding`, { metadata, subjects, roleRef: ref("Role") }, options));
  }
  return made;
}

/** A controller of the cluster's own: an account, its rights, and pods that are there or make the update fail. */
export function createController(place: ObjectPlace, args: ControllerArgs): Deployment {
  const { name, parent, provider, dependsOn } = place;
  const { namespace, account, pod, replicas } = args;
  const rights = createAccount(place, args);
  const metadata = { name: account, namespace };
  const selector = { matchLabels: pod.metadata.labels };
  const options = { parent, provider, dependsOn: [...dependsOn, ...rights] };
  if (replicas > 1)
    new PodDisruptionBudget(`${name}-budget`, { metadata, spec: { selector, maxUnavailable: 1 } }, options);
  const template = { metadata: pod.metadata, spec: pod.spec };
  return new Deployment(
    name,
    { metadata: { ...metadata, labels: pod.metadata.labels }, spec: { replicas, selector, template } },
    options,
  );
}

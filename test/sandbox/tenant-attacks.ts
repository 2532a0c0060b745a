import { TENANT_ROLES } from "../../fleet/tenant-vocabulary.ts";
import type { Ask, Principal } from "./api-client.ts";
import type { KubernetesObject } from "./tenant-world.ts";

/** Something that a tenant's developer tries, and what must come of it. */
export interface Attack {
  /** To be read after: a developer cannot. */
  readonly title: string;
  readonly ask: (namespace: string) => Ask;
  /** The whole answer of the API server. */
  readonly refusal: (who: Principal, namespace: string) => string;
  /** The slice without the one thing that stops this: the same attack then succeeds. */
  readonly without: (slice: readonly KubernetesObject[], namespace: string) => readonly KubernetesObject[];
}

type Objects = readonly KubernetesObject[];

/** The slice without some of its objects. */
export const less =
  (...names: readonly string[]) =>
  (slice: Objects): Objects =>
    slice.filter(({ kind, metadata }) => !names.includes(`${kind} ${metadata.name}`));

/** The slice without a label that its namespace must have. */
export function withoutPodSecurity(slice: Objects): Objects {
  return slice.map((object) =>
    object.kind === "Namespace" ? { ...object, metadata: { name: object.metadata.name } } : object,
  );
}

/** A right that a role of the slice must not give. */
export interface Right {
  readonly group: string;
  readonly resource: string;
  readonly verb: string;
}

/** The slice with one right more for developers. */
export const withRight =
  ({ group, resource, verb }: Right) =>
  (slice: Objects): Objects =>
    slice.flatMap((object) => {
      if (object.kind !== "RoleBinding" || object.metadata.name !== TENANT_ROLES.developer) return [object];
      const apiGroup = "rbac.authorization.k8s.io";
      const metadata = { ...object.metadata, name: "more" };
      const rules = [{ apiGroups: [group], resources: [resource], verbs: [verb] }];
      const roleRef = { apiGroup, kind: "Role", name: "more" };
      return [
        object,
        { apiVersion: object.apiVersion, kind: "Role", metadata, rules },
        { ...object, metadata, roleRef },
      ];
    });

/** What the API server says to whom it gives no right; `name` where the request names one object. */
export function forbidden(
  right: Right,
  who: Principal,
  { name, place }: { name?: string; place: string },
): string {
  const { group, verb } = right;
  const [resource = "", part] = right.resource.split("/");
  const qualified = group === "" ? resource : `${resource}.${group}`;
  const subject = name === undefined ? qualified : `${qualified} "${name}"`;
  const full = part === undefined ? resource : `${resource}/${part}`;
  return `${subject} is forbidden: User "${who.user}" cannot ${verb} resource "${full}" in API group "${group}" ${place}`;
}

export const inNamespace = (namespace: string): string => `in the namespace "${namespace}"`;

interface PodChanges {
  /** Fields of the pod's spec instead of the usual ones. */
  readonly spec?: Readonly<Record<string, unknown>>;
  /** Fields of its only container. */
  readonly container?: Readonly<Record<string, unknown>>;
}

/** Resources of one container, with these of its processors. */
export const resources = (request: string, limit: string): object => ({
  requests: { cpu: request, memory: "128Mi", "ephemeral-storage": "128Mi" },
  limits: { cpu: limit, memory: "256Mi", "ephemeral-storage": "1Gi" },
});

const CONTAINER = {
  name: "main",
  image: "registry.lagoon.cloud/web:1.4.2",
  imagePullPolicy: "Always",
  resources: resources("50m", "1"),
  securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
};

/** A pod that may run, with the given fields instead. */
export function podOf(namespace: string, { spec = {}, container = {} }: PodChanges = {}): KubernetesObject {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "try", namespace },
    spec: {
      securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
      containers: [{ ...CONTAINER, ...container }],
      ...spec,
    },
  };
}

/** Fields of a second container of the usual kind. */
export const another = (changes: object): object => ({ ...CONTAINER, name: "other", ...changes });

/** The request that creates a pod. */
export function createPod(changes: PodChanges): (namespace: string) => Ask {
  return (namespace) => ({
    method: "POST",
    path: `/api/v1/namespaces/${namespace}/pods`,
    body: podOf(namespace, changes),
  });
}

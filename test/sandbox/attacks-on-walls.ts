import { TENANT_ROLES } from "../../fleet/tenant-vocabulary.ts";
import type { Ask } from "./api-client.ts";
import { type Attack, forbidden, inNamespace, less, type Right, withRight } from "./tenant-attacks.ts";
import type { KubernetesObject } from "./tenant-world.ts";

const RBAC = "rbac.authorization.k8s.io";
const NETWORKING = "networking.k8s.io";

/** Where objects of a resource live in one namespace. */
function pathOf({ group, resource }: Right, namespace: string, name?: string): string {
  const root = group === "" ? "/api/v1" : `/apis/${group}/v1`;
  const [plural = "", part] = resource.split("/");
  return [`${root}/namespaces/${namespace}/${plural}`, name, part]
    .filter((one) => one !== undefined)
    .join("/");
}

interface Try {
  readonly title: string;
  readonly right: Right;
  /** The one object that the request names. */
  readonly name?: string;
  readonly method: Ask["method"];
  readonly body?: (namespace: string) => unknown;
  readonly contentType?: string;
}

/** Something that no role of a tenant lets its people do. */
function withoutRight({ title, right, name, method, body, contentType }: Try): Attack {
  return {
    title,
    ask: (namespace) => ({
      ...(method === undefined ? {} : { method }),
      path: pathOf(right, namespace, name),
      ...(body === undefined ? {} : { body: body(namespace) }),
      ...(contentType === undefined ? {} : { contentType }),
    }),
    refusal: (who, namespace) =>
      forbidden(right, who, { ...(name === undefined ? {} : { name }), place: inNamespace(namespace) }),
    without: withRight(right),
  };
}

const policies = (verb: string): Right => ({ group: NETWORKING, resource: "networkpolicies", verb });
const core = (resource: string, verb: string): Right => ({ group: "", resource, verb });

const open = (namespace: string): KubernetesObject => ({
  apiVersion: `${NETWORKING}/v1`,
  kind: "NetworkPolicy",
  metadata: { name: "try", namespace },
  spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"], ingress: [{}], egress: [{}] },
});

const WALLS: readonly Attack[] = [
  withoutRight({
    title: "delete the policy that denies",
    right: policies("delete"),
    name: "tier",
    method: "DELETE",
  }),
  withoutRight({
    title: "delete all policies at once",
    right: policies("deletecollection"),
    method: "DELETE",
  }),
  withoutRight({
    title: "add a policy that allows all",
    right: policies("create"),
    method: "POST",
    body: open,
  }),
  withoutRight({
    title: "open a policy",
    right: policies("patch"),
    name: "tier",
    method: "PATCH",
    body: () => ({ spec: { ingress: [{}] } }),
  }),
  withoutRight({
    title: "raise its quota",
    right: core("resourcequotas", "patch"),
    name: "tier",
    method: "PATCH",
    body: () => ({ spec: { hard: { "requests.cpu": "100" } } }),
  }),
  withoutRight({
    title: "delete its limits",
    right: core("limitranges", "delete"),
    name: "tier",
    method: "DELETE",
  }),
];

const TOKENS: readonly Attack[] = [
  withoutRight({
    title: "ask for a token of an account",
    right: core("serviceaccounts/token", "create"),
    name: "default",
    method: "POST",
    body: () => ({ apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest", spec: {} }),
  }),
  withoutRight({
    title: "make a token that never ends",
    right: core("secrets", "create"),
    method: "POST",
    body: (namespace) => ({
      apiVersion: "v1",
      kind: "Secret",
      type: "kubernetes.io/service-account-token",
      metadata: { name: "try", namespace, annotations: { "kubernetes.io/service-account.name": "default" } },
    }),
  }),
  withoutRight({ title: "read secrets", right: core("secrets", "list"), method: "GET" }),
  withoutRight({
    title: "give itself another account",
    right: core("serviceaccounts", "create"),
    method: "POST",
    body: (namespace) => ({ apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "try", namespace } }),
  }),
  withoutRight({
    title: "put a container into a running pod",
    right: core("pods/ephemeralcontainers", "patch"),
    name: "web",
    method: "PATCH",
    contentType: "application/strategic-merge-patch+json",
    body: () => ({ spec: { ephemeralContainers: [ephemeral()] } }),
  }),
];

function ephemeral(): object {
  const securityContext = { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } };
  return { name: "debug", image: "registry.lagoon.cloud/debug:1", securityContext };
}

const namespaced = (part: string, verb: string): Right => core(`namespaces${part}`, verb);

/** The namespace itself: its name is in the path, and so is that of the right. */
function onNamespace(title: string, part: string, ask: Pick<Ask, "method" | "body">): Attack {
  const right = namespaced(
    part,
    ask.method === "PUT" ? "update" : ask.method === "DELETE" ? "delete" : "patch",
  );
  return {
    title,
    ask: (namespace) => ({ ...ask, path: `/api/v1/namespaces/${namespace}${part}` }),
    refusal: (who, namespace) => forbidden(right, who, { name: namespace, place: inNamespace(namespace) }),
    without: withRight(right),
  };
}

const lowered = { metadata: { labels: { "pod-security.kubernetes.io/enforce": "privileged" } } };

const NAMESPACE: readonly Attack[] = [
  onNamespace("lower its Pod Security", "", { method: "PATCH", body: lowered }),
  onNamespace("lower it through the status", "/status", { method: "PATCH", body: lowered }),
  onNamespace("delete its namespace", "", { method: "DELETE" }),
];

const ROLES: readonly Attack[] = [
  withoutRight({
    title: "give itself a role",
    right: { group: RBAC, resource: "roles", verb: "create" },
    method: "POST",
    body: (namespace) => ({
      apiVersion: `${RBAC}/v1`,
      kind: "Role",
      metadata: { name: "try", namespace },
      rules: [{ apiGroups: [""], resources: ["configmaps"], verbs: ["get"] }],
    }),
  }),
  withoutRight({
    title: "let somebody else in",
    right: { group: RBAC, resource: "rolebindings", verb: "create" },
    method: "POST",
    body: (namespace) => ({
      apiVersion: `${RBAC}/v1`,
      kind: "RoleBinding",
      metadata: { name: "try", namespace },
      roleRef: { apiGroup: RBAC, kind: "ClusterRole", name: TENANT_ROLES.viewer },
      subjects: [{ apiGroup: RBAC, kind: "Group", name: "system:authenticated" }],
    }),
  }),
];

/** A Service of a type that leads past the gateway. */
function service(title: string, type: string, refused: string): Attack {
  return {
    title,
    ask: (namespace) => ({
      method: "POST",
      path: `/api/v1/namespaces/${namespace}/services`,
      body: {
        apiVersion: "v1",
        kind: "Service",
        metadata: { name: "try" },
        spec: { type, ports: [{ port: 80 }] },
      },
    }),
    refusal: () => `services "try" is forbidden: exceeded quota: tier, ${refused}`,
    without: less("ResourceQuota tier"),
  };
}

function volume(title: string, spec: object, refusal: string): Attack {
  return {
    title,
    ask: (namespace) => ({
      method: "POST",
      path: `/api/v1/namespaces/${namespace}/persistentvolumeclaims`,
      body: { apiVersion: "v1", kind: "PersistentVolumeClaim", metadata: { name: "try" }, spec },
    }),
    refusal: () => `persistentvolumeclaims "try" is forbidden: ${refusal}`,
    without: less("LimitRange tier", "ResourceQuota tier"),
  };
}

const claim = (storage: string, storageClassName: string) => ({
  accessModes: ["ReadWriteOnce"],
  storageClassName,
  resources: { requests: { storage } },
});

const COUNTS: readonly Attack[] = [
  service(
    "open a load balancer",
    "LoadBalancer",
    "requested: services.loadbalancers=1,services.nodeports=1, used: services.loadbalancers=0,services.nodeports=0, limited: services.loadbalancers=0,services.nodeports=0",
  ),
  service(
    "open a port on every node",
    "NodePort",
    "requested: services.nodeports=1, used: services.nodeports=0, limited: services.nodeports=0",
  ),
  volume(
    "claim a volume that is too large",
    claim("21Gi", "gp3"),
    "maximum storage usage per PersistentVolumeClaim is 20Gi, but request is 21Gi",
  ),
  volume(
    "claim a volume of a class that is not encrypted",
    claim("1Gi", "gp2"),
    "exceeded quota: tier, requested: gp2.storageclass.storage.k8s.io/persistentvolumeclaims=1,gp2.storageclass.storage.k8s.io/requests.storage=1Gi, used: gp2.storageclass.storage.k8s.io/persistentvolumeclaims=0,gp2.storageclass.storage.k8s.io/requests.storage=0, limited: gp2.storageclass.storage.k8s.io/persistentvolumeclaims=0,gp2.storageclass.storage.k8s.io/requests.storage=0",
  ),
];

/** What a developer may not touch. */
export const WALL_ATTACKS: readonly Attack[] = [...WALLS, ...TOKENS, ...NAMESPACE, ...ROLES, ...COUNTS];

import type { Ask } from "../api-client.ts";
import type { KubernetesObject } from "../tenant-world.ts";
import { called, creation, type GuardAttack, type Rest } from "./guard-attack.ts";

const RBAC = "rbac.authorization.k8s.io";

interface Try {
  readonly title: string;
  readonly rows: readonly number[];
  readonly apiVersion: string;
  readonly kind: string;
  readonly plural: string;
  readonly rest?: Rest;
  readonly annotations?: Readonly<Record<string, string>>;
}

function kind({ title, rows, apiVersion, kind: name, plural, rest = {}, annotations }: Try): GuardAttack {
  const group = apiVersion.includes("/") ? `.${apiVersion.split("/")[0] ?? ""}` : "";
  const described = { apiVersion, kind: name, ...(annotations === undefined ? {} : { annotations }) };
  const ask = creation(described, rest);
  return {
    title,
    rows,
    guard: "platform-kinds",
    check: "kept",
    ask,
    subject: called(`${plural}${group}`),
  };
}

/** Kinds of add-ons that an attack makes one of; the test's API server knows their names alone. */
export const FOREIGN_KINDS = [
  ["traefik.io/v1alpha1", "IngressRoute", "ingressroutes"],
  ["gateway.networking.k8s.io/v1", "Gateway", "gateways"],
  ["gateway.networking.k8s.io/v1", "HTTPRoute", "httproutes"],
  ["cert-manager.io/v1", "Certificate", "certificates"],
  ["cert-manager.io/v1", "CertificateRequest", "certificaterequests"],
  ["cert-manager.io/v1", "Issuer", "issuers"],
  ["acme.cert-manager.io/v1", "Challenge", "challenges"],
  ["networking.istio.io/v1", "ServiceEntry", "serviceentries"],
  ["external-secrets.io/v1", "SecretStore", "secretstores"],
  ["postgresql.cnpg.io/v1", "Cluster", "clusters"],
  ["velero.io/v1", "Restore", "restores"],
  ["keda.sh/v1alpha1", "TriggerAuthentication", "triggerauthentications"],
  ["keda.sh/v1alpha1", "ScaledObject", "scaledobjects"],
  ["monitoring.coreos.com/v1", "ServiceMonitor", "servicemonitors"],
  ["externaldns.k8s.io/v1alpha1", "DNSEndpoint", "dnsendpoints"],
] as const;

const TITLES: Readonly<Record<string, readonly [string, readonly number[]]>> = {
  IngressRoute: ["match any host with a route of Traefik", [40]],
  Gateway: ["open a gateway of its own", [41]],
  Certificate: ["have a certificate made for any name", [42]],
  CertificateRequest: ["ask for a signature past any certificate", [42]],
  Issuer: ["sign as an authority of its own", [42]],
  Challenge: ["have a name proven that is another's", [42]],
  ServiceEntry: ["answer for a host in everybody's mesh", [45]],
  SecretStore: ["read secrets from a store of its choice", [47, 48]],
  Cluster: ["begin a database as another tenant's", [49]],
  Restore: ["restore another tenant's backup", [53]],
  TriggerAuthentication: ["have KEDA ask with its own rights", [54]],
  ScaledObject: ["scale by another tenant's metrics", [54, 55]],
  ServiceMonitor: ["have other namespaces' metrics read", [56]],
  DNSEndpoint: ["write a record of DNS", [43]],
};

const ADD_ONS = FOREIGN_KINDS.flatMap(([apiVersion, name, plural]) => {
  const [title = "", rows = []] = TITLES[name] ?? [];
  return title === "" ? [] : [kind({ title, rows, apiVersion, kind: name, plural, rest: { spec: {} } })];
});

const open = { podSelector: {}, policyTypes: ["Ingress", "Egress"], ingress: [{}], egress: [{}] };
const everybody = { apiGroup: RBAC, kind: "Group", name: "system:authenticated" };

const BUILT_IN: readonly GuardAttack[] = [
  kind({
    title: "add a policy that allows all",
    rows: [32],
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    plural: "networkpolicies",
    rest: { spec: open },
  }),
  kind({
    title: "let everybody in",
    rows: [18, 19],
    apiVersion: `${RBAC}/v1`,
    kind: "RoleBinding",
    plural: "rolebindings",
    rest: { roleRef: { apiGroup: RBAC, kind: "Role", name: "owner" }, subjects: [everybody] },
  }),
  kind({
    title: "give itself a role of AWS",
    rows: [24],
    apiVersion: "v1",
    kind: "ServiceAccount",
    plural: "serviceaccounts",
    annotations: { "eks.amazonaws.com/role-arn": "arn:aws:iam::111122223333:role/zeta" },
  }),
  kind({
    title: "lead a Service to another's pods",
    rows: [36],
    apiVersion: "discovery.k8s.io/v1",
    kind: "EndpointSlice",
    plural: "endpointslices",
    rest: { addressType: "IPv4", endpoints: [{ addresses: ["10.0.0.9"] }], ports: [{ port: 80 }] },
  }),
  kind({
    title: "raise its quota",
    rows: [10, 60],
    apiVersion: "v1",
    kind: "ResourceQuota",
    plural: "resourcequotas",
    rest: { spec: { hard: { pods: "9" } } },
  }),
];

/** An object of the platform that is of a kind which tenants may write, so that its label alone keeps it. */
export function platformObject(namespace: string): KubernetesObject {
  const labels = { "app.kubernetes.io/managed-by": "atoll" };
  const metadata = { name: "kept", namespace, labels };
  return { apiVersion: "v1", kind: "ConfigMap", metadata };
}

function onKept(title: string, ask: Omit<Ask, "path">, name = "kept"): GuardAttack {
  return {
    title,
    rows: [31],
    guard: "platform-objects",
    check: "kept",
    ask: (namespace) => {
      const base = `/api/v1/namespaces/${namespace}/configmaps`;
      return {
        ...ask,
        path: name === "" ? `${base}?labelSelector=app.kubernetes.io/managed-by` : `${base}/${name}`,
      };
    },
    // One that names no object is refused before any is looked up.
    subject: called("configmaps", name === "" ? "Unknown" : name),
  };
}

const LABELLED: readonly GuardAttack[] = [
  onKept("delete what the platform made", { method: "DELETE" }),
  onKept("delete all that the platform made at once", { method: "DELETE" }, ""),
  onKept("change what the platform made", { method: "PATCH", body: { data: { open: "yes" } } }),
  onKept("take the platform's label off", {
    method: "PATCH",
    body: { metadata: { labels: { "app.kubernetes.io/managed-by": null } } },
  }),
];

const PSA = "pod-security.kubernetes.io/enforce";

function onNamespace(title: string, rows: readonly number[], ask: Omit<Ask, "path">, part = ""): GuardAttack {
  return {
    title,
    rows,
    guard: "namespaces",
    check: "kept",
    ask: (namespace) => ({ ...ask, path: `/api/v1/namespaces/${namespace}${part}` }),
    subject: (namespace) => `namespaces "${namespace}"`,
  };
}

const patch = (metadata: object): Omit<Ask, "path"> => ({ method: "PATCH", body: { metadata } });

const NAMESPACE: readonly GuardAttack[] = [
  onNamespace("lower its Pod Security", [2], patch({ labels: { [PSA]: "privileged" } })),
  onNamespace("lower it through the status", [2], patch({ labels: { [PSA]: "privileged" } }), "/status"),
  onNamespace("leave all guards by its label", [2, 57], patch({ labels: { "atoll/tenant": null } })),
  onNamespace("become another tenant", [2, 57], patch({ labels: { "atoll/tenant": "zeta" } })),
  onNamespace(
    "add hosts to its own",
    [37, 57],
    patch({ annotations: { "atoll/hosts": "login.lagoon.cloud" } }),
  ),
  onNamespace(
    "leave the mesh with all pods",
    [2, 44],
    patch({ labels: { "istio.io/dataplane-mode": null } }),
  ),
  onNamespace("hang its namespace on another object", [2], {
    method: "PATCH",
    body: {
      metadata: {
        ownerReferences: [
          { apiVersion: "v1", kind: "Node", name: "n", uid: "11111111-1111-4111-8111-111111111111" },
        ],
      },
    },
  }),
  onNamespace("keep its namespace by a finalizer", [2, 59], patch({ finalizers: ["example.test/never"] })),
  onNamespace("delete its namespace", [2], { method: "DELETE" }),
];

/** What is the platform's, whoever has which rights. */
export const KIND_ATTACKS: readonly GuardAttack[] = [...BUILT_IN, ...ADD_ONS, ...LABELLED, ...NAMESPACE];

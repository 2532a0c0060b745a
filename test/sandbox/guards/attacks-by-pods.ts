import { another } from "../tenant-attacks.ts";
import { called, creation, deploymentOf, type GuardAttack, podWith } from "./guard-attack.ts";

const pod = called("pods");

function placement(
  check: string,
  title: string,
  rows: readonly number[],
  changes: Parameters<typeof podWith>[0],
): GuardAttack {
  return { title, rows, guard: "pod-placement", check, ask: podWith(changes), subject: pod };
}

const affinity = (kind: "required" | "preferred"): object => {
  const term = {
    matchExpressions: [
      { key: "node-restriction.kubernetes.io/atoll-tenant", operator: "In", values: ["zeta"] },
    ],
  };
  return {
    nodeAffinity:
      kind === "required"
        ? { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [term] } }
        : { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: term }] },
  };
};

const tolerating = (toleration: object) => ({ spec: { tolerations: [toleration] } });

const PLACEMENT: readonly GuardAttack[] = [
  placement("node", "choose the node of a pod", [4], { spec: { nodeName: "node-of-another" } }),
  placement("tolerations", "tolerate every taint", [5], tolerating({ operator: "Exists" })),
  placement(
    "tolerations",
    "tolerate the taint of another tenant's nodes",
    [5],
    tolerating({ key: "atoll/tenant", operator: "Equal", value: "zeta" }),
  ),
  placement(
    "tolerations",
    "tolerate the taint of all tenants' nodes",
    [5],
    tolerating({ key: "atoll/tenant", operator: "Exists" }),
  ),
  placement(
    "tolerations",
    "tolerate the taint of the platform's nodes",
    [5],
    tolerating({ key: "CriticalAddonsOnly", operator: "Exists" }),
  ),
  placement("others-nodes", "select another tenant's nodes", [6], {
    spec: { nodeSelector: { "node-restriction.kubernetes.io/atoll-tenant": "zeta" } },
  }),
  placement("others-nodes", "demand another tenant's nodes", [6], {
    spec: { affinity: affinity("required") },
  }),
  placement("others-nodes", "prefer another tenant's nodes", [6], {
    spec: { affinity: affinity("preferred") },
  }),
  { ...placement("own-nodes", "leave the nodes it pays for", [6], {}), onOwnNodes: true },
  placement("scheduler", "have another scheduler", [8], { spec: { schedulerName: "mine" } }),
  placement("priority", "go before other pods", [9], { spec: { priorityClassName: "system-node-critical" } }),
  {
    ...placement("tolerations", "hide a toleration in a Deployment", [5], {}),
    ask: deploymentOf({ pod: { tolerations: [{ operator: "Exists" }] } }),
    subject: called("deployments.apps"),
  },
];

function images(check: string, title: string, changes: Parameters<typeof podWith>[0]): GuardAttack {
  return { title, rows: [14], guard: "pod-images", check, ask: podWith(changes), subject: pod };
}

const FOREIGN = { image: "registry.lagoon.cloud.example.test/web:1.4.2" };
const STORED = { imagePullPolicy: "IfNotPresent" };
const imageVolume = (image: object) => ({ volumes: [{ name: "data", image }] });
const REFERENCE = "registry.lagoon.cloud/data:1";

const IMAGES: readonly GuardAttack[] = [
  images("registry", "run an image from anywhere", { container: FOREIGN }),
  images("registry", "run one first", { spec: { initContainers: [another(FOREIGN)] } }),
  images("registry", "mount one", {
    spec: imageVolume({ reference: "example.test/data:1", pullPolicy: "Always" }),
  }),
  images("pull", "run what is in a node's store", { container: STORED }),
  images("pull", "run what must be in a node's store", { container: { imagePullPolicy: "Never" } }),
  images("pull", "run it first", { spec: { initContainers: [another(STORED)] } }),
  images("pull", "mount what is in a node's store", {
    spec: imageVolume({ reference: REFERENCE, pullPolicy: "IfNotPresent" }),
  }),
  ...(["registry", "pull"] as const).map((check): GuardAttack => ({
    ...images(check, `put a container into a running pod, by ${check}`, {}),
    rows: [3, 14],
    ask: (namespace) => ({
      method: "PATCH",
      path: `/api/v1/namespaces/${namespace}/pods/web/ephemeralcontainers`,
      contentType: "application/strategic-merge-patch+json",
      body: { spec: { ephemeralContainers: [debugging(check === "registry" ? FOREIGN : STORED)] } },
    }),
    subject: called("pods", "web"),
  })),
  {
    ...images("registry", "change the image of a running pod", {}),
    ask: (namespace) => ({
      method: "PATCH",
      path: `/api/v1/namespaces/${namespace}/pods/web`,
      contentType: "application/strategic-merge-patch+json",
      body: { spec: { containers: [{ name: "main", image: FOREIGN.image }] } },
    }),
    subject: called("pods", "web"),
  },
];

function debugging(changes: object): object {
  const securityContext = { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } };
  return { name: "debug", image: REFERENCE, imagePullPolicy: "Always", securityContext, ...changes };
}

function shape(
  check: string,
  title: string,
  rows: readonly number[],
  changes: Parameters<typeof podWith>[0],
): GuardAttack {
  return { title, rows, guard: "pod-shape", check, ask: podWith(changes), subject: pod };
}

const SHAPE: readonly GuardAttack[] = [
  { ...shape("asleep", "start a pod of a tenant that sleeps", [], {}), isAsleep: true },
  shape("empty-dir", "fill a node's memory with files", [11], {
    spec: { volumes: [{ name: "all", emptyDir: { medium: "Memory" } }] },
  }),
  shape("eviction", "keep a node for ever", [15], { annotations: { "karpenter.sh/do-not-disrupt": "true" } }),
  shape("mesh", "leave the mesh by a label", [44], { labels: { "istio.io/dataplane-mode": "none" } }),
  shape("mesh", "bring a sidecar of its own", [44], { labels: { "sidecar.istio.io/inject": "true" } }),
  shape("mesh", "let connections past the mesh", [44], {
    annotations: { "ambient.istio.io/bypass-inbound-capture": "true" },
  }),
  shape("names", "take a name by a pod", [43], {
    annotations: { "external-dns.alpha.kubernetes.io/hostname": "login.lagoon.cloud" },
  }),
  shape("account", "run as the account of a database", [22], { spec: { serviceAccountName: "main" } }),
];

const OPERATED: readonly GuardAttack[] = [
  {
    title: "pass a pod off as one of a database",
    rows: [22],
    guard: "operated-pods",
    check: "label",
    ask: podWith({ labels: { "cnpg.io/cluster": "main" } }),
    subject: pod,
  },
  {
    title: "pass a pod off as one of a pooler",
    rows: [22, 33],
    guard: "operated-pods",
    check: "label",
    ask: podWith({ labels: { "cnpg.io/poolerName": "postgres-main-pool" } }),
    subject: pod,
  },
  {
    title: "pass a Job's pods off as those of a gateway",
    rows: [22],
    guard: "operated-pods",
    check: "label",
    ask: (namespace) => {
      const { body } = podWith({ spec: { restartPolicy: "Never" } })(namespace);
      const { spec } = body as { readonly spec: unknown };
      const metadata = { labels: { "gateway.networking.k8s.io/gateway-name": "waypoint" } };
      return creation(
        { apiVersion: "batch/v1", kind: "Job" },
        { spec: { template: { metadata, spec } } },
      )(namespace);
    },
    subject: called("jobs.batch"),
  },
];

/** What a pod, or what describes one, may not be. */
export const POD_ATTACKS: readonly GuardAttack[] = [...PLACEMENT, ...IMAGES, ...SHAPE, ...OPERATED];

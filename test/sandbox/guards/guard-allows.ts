import type { Ask, Principal } from "../api-client.ts";
import { podOf } from "../tenant-attacks.ts";
import { creation, deploymentOf, podWith, type Rest } from "./guard-attack.ts";

/** Something that must pass all guards. */
export interface Allowed {
  readonly title: string;
  readonly ask: (namespace: string) => Ask;
}

const OWN_HOST = "web.live.acme.apps.lagoon.cloud";
const backend = { service: { name: "web", port: { number: 80 } } };

const template = (namespace: string, spec: Rest = {}) => ({
  metadata: { labels: { app: "try" } },
  spec: podOf(namespace, { spec })["spec"],
});

/** What a usual claim asks for. */
export const claim = {
  accessModes: ["ReadWriteOnce"],
  storageClassName: "gp3",
  resources: { requests: { storage: "1Gi" } },
};

/** What a tenant's people do every day. */
export const EVERYDAY: readonly Allowed[] = [
  { title: "a pod", ask: podWith({}) },
  {
    title: "a pod with files in memory, an image that is a volume, and a node of a shared pool",
    ask: podWith({
      spec: {
        volumes: [
          { name: "cache", emptyDir: { medium: "Memory", sizeLimit: "64Mi" } },
          { name: "data", image: { reference: "registry.lagoon.cloud/data:1", pullPolicy: "Always" } },
        ],
        tolerations: [{ key: "atoll/pool", operator: "Equal", value: "compute", effect: "NoSchedule" }],
        nodeSelector: { "atoll/pool": "compute" },
        serviceAccountName: "app",
      },
    }),
  },
  { title: "a Deployment of three", ask: deploymentOf({}) },
  { title: "a Deployment of none", ask: deploymentOf({ spec: { replicas: 0 } }) },
  {
    title: "a Deployment of one, of which something else has more made",
    ask: deploymentOf({ labels: { "atoll/scaling": "autoscaled" }, spec: { replicas: 1 } }),
  },
  {
    title: "a StatefulSet of one with a volume",
    ask: (namespace) =>
      creation(
        { apiVersion: "apps/v1", kind: "StatefulSet" },
        {
          spec: {
            replicas: 1,
            serviceName: "try",
            selector: { matchLabels: { app: "try" } },
            template: template(namespace),
            volumeClaimTemplates: [{ metadata: { name: "data" }, spec: claim }],
          },
        },
      )(namespace),
  },
  {
    title: "a CronJob",
    ask: (namespace) => {
      const jobTemplate = { spec: { template: template(namespace, { restartPolicy: "Never" }) } };
      return creation(
        { apiVersion: "batch/v1", kind: "CronJob" },
        { spec: { schedule: "0 3 * * *", jobTemplate } },
      )(namespace);
    },
  },
  {
    title: "a Service",
    ask: creation({ apiVersion: "v1", kind: "Service" }, { spec: { ports: [{ port: 80 }] } }),
  },
  {
    title: "an Ingress of its own host",
    ask: creation(
      { apiVersion: "networking.k8s.io/v1", kind: "Ingress" },
      {
        spec: {
          rules: [{ host: OWN_HOST, http: { paths: [{ path: "/", pathType: "Prefix", backend }] } }],
          tls: [{ hosts: [OWN_HOST] }],
        },
      },
    ),
  },
  {
    title: "a claim",
    ask: creation({ apiVersion: "v1", kind: "PersistentVolumeClaim" }, { spec: claim }),
  },
  {
    title: "an autoscaler",
    ask: creation(
      { apiVersion: "autoscaling/v2", kind: "HorizontalPodAutoscaler" },
      {
        spec: {
          scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "web" },
          minReplicas: 3,
          maxReplicas: 20,
        },
      },
    ),
  },
  {
    title: "a disruption budget",
    ask: creation(
      { apiVersion: "policy/v1", kind: "PodDisruptionBudget" },
      {
        spec: {
          minAvailable: 2,
          unhealthyPodEvictionPolicy: "AlwaysAllow",
          selector: { matchLabels: { app: "web" } },
        },
      },
    ),
  },
  { title: "a ConfigMap", ask: creation({ apiVersion: "v1", kind: "ConfigMap" }, { data: { a: "b" } }) },
];

const account = (namespace: string, name: string): Principal => ({
  user: `system:serviceaccount:${namespace}:${name}`,
  groups: [
    "system:serviceaccounts",
    `system:serviceaccounts:${namespace}`,
    "system:authenticated",
    // In this test alone, so that nothing but a guard could refuse.
    "system:masters",
  ],
});

/** What controllers of the platform do in tenants' namespaces. */
export const CONTROLLERS: readonly (Allowed & { readonly as: Principal })[] = [
  {
    title: "the mesh makes a gateway",
    as: account("istio-system", "istiod"),
    ask: deploymentOf({ spec: { replicas: 1 }, container: { imagePullPolicy: "IfNotPresent" } }),
  },
  {
    title: "Kubernetes makes its pods",
    as: account("kube-system", "replicaset-controller"),
    ask: podWith({
      labels: { "gateway.networking.k8s.io/gateway-name": "waypoint", "istio.io/dataplane-mode": "none" },
      container: { imagePullPolicy: "IfNotPresent", image: "docker.io/istio/proxyv2:1" },
      spec: { serviceAccountName: "main" },
    }),
  },
  {
    title: "the operator of databases makes a pod",
    as: account("cnpg-system", "cloudnative-pg"),
    ask: podWith({
      labels: { "cnpg.io/cluster": "postgres-main" },
      container: { imagePullPolicy: "IfNotPresent", image: "ghcr.io/cloudnative-pg/postgresql:17" },
      spec: { serviceAccountName: "main", volumes: [{ name: "scratch", emptyDir: {} }] },
    }),
  },
  {
    title: "the mesh marks a pod",
    as: account("istio-ambient", "istio-cni"),
    ask: (namespace) => ({
      method: "PATCH",
      path: `/api/v1/namespaces/${namespace}/pods/web`,
      body: { metadata: { annotations: { "ambient.istio.io/redirection": "enabled" } } },
    }),
  },
  {
    title: "EKS writes to such a pod",
    as: { user: "eks:vpc-resource-controller", groups: ["system:masters"] },
    ask: (namespace) => ({
      method: "PATCH",
      path: `/api/v1/namespaces/${namespace}/pods/web`,
      body: { metadata: { annotations: { "ambient.istio.io/redirection": "enabled" } } },
    }),
  },
  {
    title: "Kubernetes ends a pod's finalizer",
    as: account("kube-system", "job-controller"),
    ask: (namespace) => ({
      method: "PATCH",
      path: `/api/v1/namespaces/${namespace}/pods/web`,
      body: { metadata: { finalizers: ["batch.kubernetes.io/job-tracking"] } },
    }),
  },
  {
    title: "Kubernetes empties a namespace",
    as: account("kube-system", "namespace-controller"),
    ask: (namespace) => ({ method: "DELETE", path: `/api/v1/namespaces/${namespace}/configmaps/kept` }),
  },
  {
    title: "a database writes which of its pods is the primary",
    as: account("acme--live", "postgres-main"),
    ask: creation(
      { apiVersion: "coordination.k8s.io/v1", kind: "Lease" },
      { spec: { holderIdentity: "postgres-main-1" } },
    ),
  },
  {
    title: "External Secrets makes a Secret",
    as: account("external-secrets", "external-secrets"),
    ask: creation({ apiVersion: "v1", kind: "Secret" }, { stringData: { a: "b" } }),
  },
];

/** What must not pass even where a controller asks: it does what a tenant's object says. */
export const ON_BEHALF = {
  title: "a pod that a tenant's ReplicaSet describes",
  as: account("kube-system", "replicaset-controller"),
  ask: podWith({ spec: { nodeName: "node-of-another" } }),
} as const;

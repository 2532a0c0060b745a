import { PROMETHEUS_RULE_API } from "../../../fleet/charts/platform-vocabulary.ts";
import {
  MESH_NAMESPACE,
  MESH_NODE_NAMESPACE,
  MESH_SECURITY_API,
  WAYPOINT_CLASS,
} from "../../../fleet/mesh-vocabulary.ts";
import { GATEWAY_NAMESPACE } from "../../../fleet/tenant-vocabulary.ts";
import type { AddOn, AddOnContext, AddOnGround, AddOnObject, Values } from "../contract.ts";
import type { RuleGroup } from "../rules.ts";
import { PLATFORM_PRIORITY, resourcesOf, spread, type Workload } from "../workload.ts";
import { istioImage } from "./istio-image.ts";
import { WAYPOINT_VALUES, waypointShape } from "./waypoint-values.ts";

const PODS = { app: "istiod" };

/**
 * By itself Istio lets the call of its webhook fail until istiod answers, and then changes that in the cluster, which
 * every later installation takes for a change of somebody else.
 */
const FAIL_CLOSED = { validationFailurePolicy: "Fail" };

/** What is said of one namespace's services stays there: by itself Istio tells it to all. */
const OWN_NAMESPACE = ["."];

/**
 * The control plane of the mesh: who is who, and who may speak with whom. What holds for the whole mesh is said here, in
 * its root namespace: pods in it take mutual TLS alone, and nothing from anybody who is not named by a policy of their
 * own namespace.
 *
 * @see https://istio.io/latest/docs/ambient/overview/
 */
export const istio: AddOn<"istio"> = {
  contract: {
    name: "istio",
    purpose: "Control plane of the mesh: identities, mutual TLS and who may speak with whom.",
    chart: "istiod",
    crdChart: "istio-base",
    namespace: MESH_NAMESPACE,
    podSecurity: "restricted",
    requires: [],
    after: ["gateway-api"],
    conflicts: [],
    traffic: {
      dns: { to: "dns" },
      "api-server": { to: "api-server" },
      webhook: { from: "api-server", port: 15017 },
      nodes: { from: "namespace", namespace: MESH_NODE_NAMESPACE, ports: [15012] },
      waypoints: { from: "namespace", namespace: GATEWAY_NAMESPACE, ports: [15012], inMesh: true },
      metrics: { from: "metrics", port: 15014 },
    },
    webhook: {
      kind: "validating",
      configuration: "istiod-default-validator",
      probe: {
        apiVersion: MESH_SECURITY_API,
        kind: "PeerAuthentication",
        namespaced: true,
        body: { spec: { mtls: { mode: "STRICT" } } },
      },
    },
    ready: { kind: "release", what: "its pods are ready, and with them the webhook" },
    teardown: {
      first: ["policies of tenants", "istio-ambient"],
      stays: ["its kinds", "the Secret with the authority of the mesh, until its namespace goes"],
    },
    backup: "The authority of the mesh is made anew, and all certificates with it, which last a day.",
    notes: [
      "Nobody is in the mesh before istio-ambient is there.",
      "Mutual TLS is strict: a pod outside the mesh reaches no pod in it, whatever a NetworkPolicy says.",
      "A policy of the root namespace allows nothing; each tenant's namespace allows itself, the gateway and metrics.",
      "Services, routes and rules of traffic are told to their own namespace alone, whoever declares them.",
      "istiod reads Secrets of all namespaces, as its chart has it; the reader for other clusters is not installed.",
      "A waypoint is started for each environment of a tenant, in the namespace of the gateway; no tenant's role may declare one.",
      "Keys of tokens (JWKS) are not fetched, for istiod has no way to the internet.",
    ],
    metrics: [
      "citadel_server_root_cert_expiry_timestamp",
      "pilot_proxy_convergence_time_bucket",
      "pilot_total_xds_rejects",
      "pilot_xds",
      "pilot_xds_pushes",
    ],
    timeoutSeconds: 600,
  },
  values,
  otherValues: () => ({ base: FAIL_CLOSED, global: { enableReaderRBAC: false } }),
  objects: ({ has }) => [
    strictMtls(),
    allowNothing(),
    ...(has("prometheus-operator-crds") ? [monitor()] : []),
  ],
  workloads: (ground) => ({ istiod: istiod(ground) }),
  rules,
};

function istiod({ settings: { replicas } }: Pick<AddOnGround, "settings">): Workload {
  return { kind: "Deployment", replicas, cpuMillicores: 200, memoryMiB: 1024 };
}

function values(context: AddOnContext<"istio">): Values {
  const { settings, has, image } = context;
  const { replicas } = settings;
  return {
    profile: "ambient",
    base: FAIL_CLOSED,
    // Its autoscaler would begin at one pod, and knows nothing of how many the service level buys.
    autoscaleEnabled: false,
    replicaCount: replicas,
    pdb: { minAvailable: Math.max(1, replicas - 1) },
    topologySpreadConstraints: spread(PODS),
    resources: resourcesOf(istiod(context)),
    seccompProfile: { type: "RuntimeDefault" },
    // What it starts by itself is held to the same level.
    gateways: { seccompProfile: { type: "RuntimeDefault" } },
    gatewayClasses: { [WAYPOINT_CLASS]: waypointShape(replicas) },
    ...(has("istio-ambient") ? { trustedZtunnelNamespace: MESH_NODE_NAMESPACE } : {}),
    global: {
      ...istioImage(image("/pilot:")),
      logAsJson: true,
      priorityClassName: PLATFORM_PRIORITY,
      waypoint: WAYPOINT_VALUES,
      // Where there is one pod, a budget would only stop drains.
      defaultPodDisruptionBudget: { enabled: replicas > 1 },
    },
    meshConfig: {
      defaultServiceExportTo: OWN_NAMESPACE,
      defaultVirtualServiceExportTo: OWN_NAMESPACE,
      defaultDestinationRuleExportTo: OWN_NAMESPACE,
    },
  };
}

function strictMtls(): AddOnObject {
  return {
    role: "strict-mtls",
    apiVersion: MESH_SECURITY_API,
    kind: "PeerAuthentication",
    name: "default",
    namespaced: true,
    body: { spec: { mtls: { mode: "STRICT" } } },
  };
}

/** A policy without a rule allows nothing, and in the root namespace it is one for every pod of the mesh. */
function allowNothing(): AddOnObject {
  return {
    role: "allow-nothing",
    apiVersion: MESH_SECURITY_API,
    kind: "AuthorizationPolicy",
    name: "allow-nothing",
    namespaced: true,
    body: { spec: {} },
  };
}

/** The chart has no monitor of its own in this version. */
function monitor(): AddOnObject {
  return {
    role: "monitor",
    apiVersion: PROMETHEUS_RULE_API,
    kind: "ServiceMonitor",
    name: "istiod",
    namespaced: true,
    body: { spec: { selector: { matchLabels: PODS }, endpoints: [{ port: "http-monitoring" }] } },
  };
}

function rules(): readonly RuleGroup[] {
  return [
    {
      name: "istio",
      rules: [
        {
          alert: "MeshConfigurationRejected",
          expr: "sum by (type) (increase(pilot_total_xds_rejects[15m])) > 0",
          for: "15m",
          severity: "warning",
          summary: "Proxies of the mesh refuse {{ $labels.type }} that the control plane sends them.",
        },
        {
          alert: "MeshAuthorityNearExpiry",
          expr: "min(citadel_server_root_cert_expiry_timestamp) - time() < 30 * 86400",
          for: "1h",
          severity: "critical",
          summary: "The authority of the mesh runs out in {{ $value | humanizeDuration }}.",
        },
      ],
    },
  ];
}

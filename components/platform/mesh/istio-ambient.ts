import { APP_NAME_LABEL, PROMETHEUS_RULE_API } from "../../../fleet/charts/platform-vocabulary.ts";
import { MESH_NAMESPACE, MESH_NODE_NAMESPACE } from "../../../fleet/mesh-vocabulary.ts";
import type { AddOn, AddOnContext, AddOnGround, AddOnObject, Values } from "../contract.ts";
import type { RuleGroup } from "../rules.ts";
import { resourcesOf, type Workload } from "../workload.ts";
import { istioImage } from "./istio-image.ts";

/** One pod of each for every node. */
const WORKLOADS = {
  "istio-cni-node": { kind: "DaemonSet", replicas: 1, cpuMillicores: 50, memoryMiB: 128 },
  ztunnel: { kind: "DaemonSet", replicas: 1, cpuMillicores: 100, memoryMiB: 256 },
} as const satisfies Record<string, Workload>;

/**
 * The mesh on the nodes: a plugin of the network that leads traffic of pods in it through ztunnel, and ztunnel, which
 * speaks mutual TLS for them. Both reach into the networks of pods, so they have a namespace of their own: that of the
 * control plane stays restricted, and pods in the mesh need nothing.
 *
 * @see https://istio.io/latest/docs/ambient/architecture/
 */
export const istioAmbient: AddOn<"istio-ambient"> = {
  contract: {
    name: "istio-ambient",
    purpose: "The mesh on each node: traffic of pods in it goes through mutual TLS, without sidecars.",
    chart: "istio-cni",
    companions: ["ztunnel"],
    namespace: MESH_NODE_NAMESPACE,
    podSecurity: "privileged",
    requires: ["istio"],
    conflicts: [],
    // What pods in the mesh say and hear passes the policies of their own namespaces: ztunnel speaks from within them.
    traffic: {
      dns: { to: "dns" },
      "api-server": { to: "api-server" },
      "control-plane": { to: "namespace", namespace: MESH_NAMESPACE, ports: [15012] },
      "metrics-of-plugin": { from: "metrics", port: 15014 },
      "metrics-of-ztunnel": { from: "metrics", port: 15020 },
    },
    ready: { kind: "release", what: "a pod of each is ready on every node" },
    teardown: {
      first: ["pods of the mesh, which lose their connections when ztunnel goes"],
      stays: [],
    },
    backup: "It keeps nothing.",
    notes: [
      "Tenants' namespaces are in the mesh; of the platform, the gateway and the collector of metrics speak through it.",
      "Inside the mesh a connection is one to port 15008 of the same pod, and probes come from a link-local address: policies of tenants let both pass.",
      "An upgrade of ztunnel ends connections that last longer than half a minute on each node, one node after another.",
      "A pod leaves the mesh by a label of its own; strict mutual TLS then keeps it from all that stayed.",
      "With Cilium the agent must share the folder of plugins: cni.exclusive=false.",
      "An operator outside the mesh, such as one of databases, reaches no pod of a tenant; exceptions are port by port.",
    ],
    metrics: [
      "istio_cni_install_ready",
      "istio_request_duration_milliseconds_bucket",
      "istio_requests_total",
      "istio_tcp_connections_closed_total",
      "istio_tcp_connections_opened_total",
      "istio_tcp_received_bytes_total",
      "istio_tcp_sent_bytes_total",
      "ztunnel_connected",
    ],
    timeoutSeconds: 900,
  },
  values: pluginValues,
  otherValues: (_chart, context) => ztunnelValues(context),
  objects: ({ has }) => (has("prometheus-operator-crds") ? [monitor()] : []),
  workloads: () => WORKLOADS,
  rules,
};

/** K3s keeps plugins of the network in a folder of its own. */
function nodePaths({ own, facts }: Pick<AddOnGround<"istio-ambient">, "own" | "facts">): "k3s" | "standard" {
  return own.nodePaths ?? (facts.networkPolicyEngine === "kube-router" ? "k3s" : "standard");
}

function pluginValues(context: AddOnContext<"istio-ambient">): Values {
  return {
    profile: "ambient",
    global: {
      ...istioImage(context.image("/install-cni:")),
      logAsJson: true,
      ...(nodePaths(context) === "k3s" ? { platform: "k3s" } : {}),
    },
    // It mends pods with sidecars, of which there are none.
    repair: { enabled: false },
    resources: resourcesOf(WORKLOADS["istio-cni-node"]),
  };
}

function ztunnelValues({ image }: AddOnContext<"istio-ambient">): Values {
  return {
    ...istioImage(image("/ztunnel:")),
    profile: "ambient",
    istioNamespace: MESH_NAMESPACE,
    logAsJson: true,
    resources: resourcesOf(WORKLOADS.ztunnel),
  };
}

/** The charts have no monitors of their own in this version. A pod has one of the two ports. */
function monitor(): AddOnObject {
  const names = ["istio-cni", "ztunnel"];
  return {
    role: "monitor",
    apiVersion: PROMETHEUS_RULE_API,
    kind: "PodMonitor",
    name: "istio-ambient",
    namespaced: true,
    body: {
      spec: {
        selector: { matchExpressions: [{ key: APP_NAME_LABEL, operator: "In", values: names }] },
        podMetricsEndpoints: [{ port: "metrics" }, { port: "ztunnel-stats" }],
      },
    },
  };
}

function rules(): readonly RuleGroup[] {
  return [
    {
      name: "istio-ambient",
      rules: [
        {
          alert: "MeshNodeDisconnected",
          expr: "ztunnel_connected == 0",
          for: "10m",
          severity: "critical",
          summary: "Pods of the mesh that start on the node of {{ $labels.pod }} get no network.",
        },
      ],
    },
  ];
}

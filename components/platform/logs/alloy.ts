import { LOKI_PORTS } from "../../../fleet/charts/telemetry-vocabulary.ts";
import type { AddOn, AddOnContext, Values } from "../contract.ts";
import type { RuleGroup } from "../rules.ts";
import { HARDENED_CONTAINER } from "../hardened-container.ts";
import { PLATFORM_PRIORITY, resourcesOf, type Workload } from "../workload.ts";
import { alloyConfig } from "./alloy-config.ts";
import { LOGS_NAMESPACE, logsEndpoints } from "./loki-address.ts";

const PORT = 12345;

/** Where it remembers how far it has read: a directory of the node, so that a new pod goes on where the last one was. */
const DATA = "/var/lib/alloy";

const COLLECTOR: Workload = { kind: "DaemonSet", replicas: 1, cpuMillicores: 100, memoryMiB: 256 };

/** @see https://grafana.com/docs/alloy/latest/reference/components/loki/loki.write/#debug-metrics */
const METRICS = ["loki_write_dropped_entries_total", "loki_write_sent_entries_total"] as const;

/**
 * Reads what pods of its node write to their output, says whose it is, and hands it to Loki. It sees files of the node,
 * so it has a namespace of its own; it may read pods and namespaces of the cluster, and nothing else.
 *
 * @see https://grafana.com/docs/alloy/latest/set-up/install/kubernetes/
 */
export const alloy: AddOn<"alloy"> = {
  contract: {
    name: "alloy",
    purpose: "Collects the logs of all pods, each under the name of its tenant.",
    chart: "alloy",
    namespace: "alloy",
    podSecurity: "privileged",
    requires: ["loki"],
    after: ["prometheus-operator-crds"],
    conflicts: [],
    traffic: {
      dns: { to: "dns" },
      "api-server": { to: "api-server" },
      loki: { to: "namespace", namespace: LOGS_NAMESPACE, ports: [LOKI_PORTS.http] },
      metrics: { from: "metrics", port: PORT },
    },
    ready: { kind: "release", what: "its pods are ready on every node" },
    teardown: { first: [], stays: [`how far it has read, in ${DATA} of each node`] },
    backup: "It keeps nothing but how far it has read.",
    notes: [
      "The tenant of a line is that of the namespace's label, which no tenant may set; all else belongs to `platform`.",
      "The id of a trace that a line holds (`trace_id`, `traceId` and the like, 32 hexadecimal digits) lies beside the line, so that Grafana leads from one to the other.",
      "It runs as root without a single capability: the files of the kubelet are root's.",
      "What a tenant writes above its limit is dropped and counted, so that it holds up nobody else.",
    ],
    metrics: METRICS,
    timeoutSeconds: 600,
  },
  values,
  workloads: () => ({ alloy: COLLECTOR }),
  rules,
};

function values(context: AddOnContext<"alloy">): Values {
  const { settings, own, facts, has, image } = context;
  const { registry, path, tag } = image("grafana/alloy:");
  const config = alloyConfig({
    cluster: settings.labels.cluster,
    write: logsEndpoints(settings).write,
    excludedNamespaces: own.excludedNamespaces,
  });
  return {
    image: { registry, repository: path, tag },
    // Its one kind is for a way of collecting that is not used.
    crds: { create: false },
    alloy: {
      configMap: { content: config },
      listenAddr: facts.ipFamily === "ipv6" ? "[::]" : "0.0.0.0",
      storagePath: DATA,
      enableReporting: false,
      mounts: { varlog: true, extra: [mount("data", DATA), mount("tmp", "/tmp")] },
      securityContext: { ...HARDENED_CONTAINER, runAsUser: 0 },
      resources: resourcesOf(COLLECTOR),
      // None in the chart. It asks whether anybody answers, not whether all parts are well: a new pod mends no store.
      livenessProbe: { httpGet: { path: "/-/ready", port: PORT }, ...PATIENT },
    },
    // A change of the configuration renews the pods instead.
    configReloader: { enabled: false },
    controller: {
      type: "daemonset",
      priorityClassName: PLATFORM_PRIORITY,
      // Logs of every node are wanted, whatever it is kept free for.
      tolerations: [{ operator: "Exists" }],
      volumes: {
        extra: [
          { name: "data", hostPath: { path: DATA, type: "DirectoryOrCreate" } },
          { name: "tmp", emptyDir: {} },
        ],
      },
    },
    rbac: RIGHTS,
    serviceMonitor: { enabled: has("prometheus-operator-crds") },
  };
}

/** It reads its configuration first, and after a change all that lay there. */
const PATIENT: Values = {
  initialDelaySeconds: 60,
  periodSeconds: 30,
  timeoutSeconds: 5,
  failureThreshold: 5,
};

const mount = (name: string, mountPath: string): Values => ({ name, mountPath });

/** The chart's own would read all Secrets. It joins two lists, of which neither may be empty. */
const RIGHTS: Values = {
  rules: [{ apiGroups: [""], resources: ["pods"], verbs: ["get", "list", "watch"] }],
  clusterRules: [{ apiGroups: [""], resources: ["namespaces"], verbs: ["get", "list", "watch"] }],
};

function rules(): readonly RuleGroup[] {
  return [
    {
      name: "atoll-alloy",
      rules: [
        {
          alert: "LogsDropped",
          expr: "sum by (cluster, tenant, reason) (rate(loki_write_dropped_entries_total[10m])) > 0",
          for: "15m",
          severity: "warning",
          summary: "Logs of {{ $labels.tenant }} in {{ $labels.cluster }} are lost: {{ $labels.reason }}.",
        },
        {
          alert: "LogsNotCollected",
          expr: "sum by (cluster, pod) (rate(loki_write_sent_entries_total[30m])) == 0",
          for: "30m",
          severity: "warning",
          summary: "Collector {{ $labels.pod }} in {{ $labels.cluster }} has sent no line for half an hour.",
        },
      ],
    },
  ];
}

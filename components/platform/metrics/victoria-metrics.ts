import { VICTORIA_API, VICTORIA_PODS } from "../../../fleet/charts/metrics-vocabulary.ts";
import { APP_NAME_LABEL, KEPT_BY_HELM } from "../../../fleet/charts/platform-vocabulary.ts";
import { MONITORING_NAMESPACE } from "../../../fleet/tenant-vocabulary.ts";
import type { AddOn, AddOnObject, AddOnWish, Values } from "../contract.ts";
import { INTERNAL_ISSUER } from "../ingress/issuers.ts";
import { secretObjects, secretRights, type WantedSecret } from "../secrets/external-secret.ts";
import { disruptionBudget, PLATFORM_PRIORITY, resourcesOf, spread } from "../workload.ts";
import { alertmanager, alertSecrets, ruleEvaluator } from "./alerting.ts";
import { centralGate, receiverSecrets } from "./central-gate.ts";
import { METRICS_PORTS as PORTS } from "./endpoints.ts";
import { type MetricsContext, metricsWorkloads, workloadOf } from "./metric-parts.ts";
import { MAIL_PORT } from "./alert-settings.ts";
import { metricsAgent, senderSecrets } from "./metrics-agent.ts";
import { metricsRules } from "./metrics-rules.ts";
import { centralMetricsStore, metricsStore } from "./metrics-store.ts";
import { platformRules } from "./platform-rules/platform-rules.ts";

const OPERATOR = "victoria-metrics-operator";
const OPERATOR_PODS = { [APP_NAME_LABEL]: OPERATOR };

/** Where the webhook of the operator listens, and where the operator shows its metrics. */
const WEBHOOK_PORT = 9443;
const OPERATOR_METRICS_PORT = 8080;

/** Ports at which the parts reach each other and are scraped. */
const INNER_PORTS = Object.values(PORTS);

/** Ports at which queries are answered and metrics taken, of one store and of a cluster of stores. */
const STORE_PORTS = [PORTS.single, PORTS.insert, PORTS.select];

/**
 * Metrics and alerts: an agent scrapes, a store keeps, rules are evaluated, people are told. The operator turns monitors
 * and rules of Prometheus' kinds into its own, so charts need not know which of the two is there.
 *
 * @see https://docs.victoriametrics.com/operator/
 */
export const victoriaMetrics: AddOn<"victoria-metrics"> = {
  contract: {
    name: "victoria-metrics",
    purpose: "Scrapes and keeps metrics, evaluates rules, and tells people.",
    chart: OPERATOR,
    crdChart: "victoria-metrics-operator-crds",
    namespace: MONITORING_NAMESPACE,
    podSecurity: "restricted",
    requires: ["cert-manager", "prometheus-operator-crds"],
    after: ["external-secrets"],
    conflicts: [],
    traffic: {
      dns: { to: "dns" },
      "api-server": { to: "api-server" },
      "to-parts": { to: "same", ports: INNER_PORTS },
      "from-parts": { from: "same", ports: [...INNER_PORTS, OPERATOR_METRICS_PORT] },
      "to-gossip": { to: "same-udp", ports: [PORTS.gossip], pods: VICTORIA_PODS.vmalertmanager },
      "from-gossip": { from: "same-udp", ports: [PORTS.gossip], pods: VICTORIA_PODS.vmalertmanager },
      grafana: { from: "namespace", namespace: "grafana", ports: [...STORE_PORTS, PORTS.alertmanager] },
      keda: { from: "namespace", namespace: "keda", ports: STORE_PORTS },
      "argo-cd": { from: "namespace", namespace: "argocd", ports: [PORTS.alertmanager] },
      pyrra: { from: "namespace", namespace: "pyrra", ports: STORE_PORTS },
      opencost: { from: "namespace", namespace: "opencost", ports: STORE_PORTS },
      traces: { from: "namespace", namespace: "opentelemetry", ports: STORE_PORTS },
      webhook: { from: "api-server", port: WEBHOOK_PORT, pods: OPERATOR_PODS },
      kubelets: { to: "nodes", port: 10250, pods: VICTORIA_PODS.vmagent },
      "node-exporters": { to: "nodes", port: 9100, pods: VICTORIA_PODS.vmagent },
      "network-plugins": { to: "nodes", port: 61678, pods: VICTORIA_PODS.vmagent },
      scrapes: { to: "all-pods", why: "what is scraped, monitors say", pods: VICTORIA_PODS.vmagent },
      senders: { from: "anywhere", ports: [PORTS.auth], pods: VICTORIA_PODS.vmauth },
      people: {
        to: "internet",
        ports: [443, MAIL_PORT],
        why: "where alert routes lead, and mail",
        pods: VICTORIA_PODS.vmalertmanager,
      },
    },
    mesh: "outbound",
    webhook: {
      kind: "validating",
      configuration: `${OPERATOR}-admission`,
      probe: {
        apiVersion: VICTORIA_API,
        kind: "VMRule",
        namespaced: true,
        body: { spec: { groups: [{ name: "probe", rules: [{ record: "probe:up", expr: "up" }] }] } },
      },
    },
    ready: { kind: "release", what: "the operator is ready and its webhook has a certificate" },
    teardown: {
      first: ["store, agent, rules and alertmanager, while their operator still runs"],
      stays: ["its kinds"],
    },
    keepsVolumes: true,
    backup:
      "Metrics are not backed up: with two agents and, at the highest level, two copies of each sample, a loss costs history, not service.",
    notes: [
      "One store, or a cluster of stores, is decided by the service level; changing between them starts an empty store, and the volumes of the other stay until somebody deletes them.",
      "Monitors and rules are taken from namespaces of the platform and of tenants; a monitor reaches pods of its own namespace only, and may name no file of the agent.",
      "Every sample carries cluster, environment and region, and those of a tenant's namespace carry tenant.",
      "The operator may read and write all Secrets, for so its chart has it: its namespace is one that only the platform enters.",
      "Secrets of alert routes are one Secret, alert-routes, with a key for each route, smtp and heartbeat-<cluster>: filled from Secrets Manager by external-secrets, made by people where that is not there.",
      "Two Alertmanagers or more agree who sends over a mesh of their own, port 9094.",
    ],
    metrics: [
      "alertmanager_notifications_failed_total",
      "alertmanager_notifications_total",
      "operator_controller_objects_count",
      "up",
      "vm_free_disk_space_bytes",
      "vm_data_size_bytes",
      "vm_rows_inserted_total",
      "vmagent_remotewrite_packets_dropped_total",
      "vmagent_remotewrite_pending_data_bytes",
      "vmagent_remotewrite_retries_count_total",
      "vmalert_alerting_rules_errors_total",
      "vmauth_user_requests_total",
      "vmalert_recording_rules_errors_total",
    ],
    timeoutSeconds: 600,
  },
  values,
  otherValues: () => ({ crds: { annotations: KEPT_BY_HELM } }),
  objects,
  rights: (wish) => secretRights(wish, wantedSecrets(wish)),
  workloads: metricsWorkloads,
  rules: (ground) => [...metricsRules(ground), ...platformRules(ground)],
};

function wantedSecrets({ settings }: AddOnWish<"victoria-metrics">): readonly WantedSecret[] {
  return [...alertSecrets(settings.alerting), ...senderSecrets(settings), ...receiverSecrets(settings)];
}

function objects(context: MetricsContext): readonly AddOnObject[] {
  return [
    ...secretObjects(context, wantedSecrets(context)),
    metricsStore(context),
    ...centralMetricsStore(context),
    metricsAgent(context),
    alertmanager(context),
    ruleEvaluator(context),
    ...centralGate(context),
  ];
}

function values(context: MetricsContext): Values {
  const workload = workloadOf(context, "operator");
  const { registry, path, tag } = context.image("operator:v");
  const reloader = context.image("operator:config-reloader");
  return {
    fullnameOverride: OPERATOR,
    image: { registry, repository: path, tag },
    configReloader: {
      image: { registry: reloader.registry, repository: reloader.path, tag: reloader.tag },
    },
    // Both must be off where a release of their own brings the kinds, or the chart refuses.
    crds: { enabled: false, plain: false, cleanup: { enabled: false } },
    replicaCount: workload.replicas,
    podDisruptionBudget: disruptionBudget(workload.replicas),
    topologySpreadConstraints: spread(OPERATOR_PODS),
    priorityClassName: PLATFORM_PRIORITY,
    resources: resourcesOf(workload),
    podSecurityContext: { seccompProfile: { type: "RuntimeDefault" } },
    // Tenants' roles are closed: nothing may add rights on these kinds to them.
    rbac: { aggregatedClusterRoles: { enabled: false } },
    operator: { disable_prometheus_converter: false, enable_converter_ownership: true },
    env: [{ name: "VM_ENABLESTRICTSECURITY", value: "true" }],
    admissionWebhooks: {
      enabled: true,
      policy: "Fail",
      certManager: {
        enabled: true,
        issuer: { group: "cert-manager.io", kind: "ClusterIssuer", name: INTERNAL_ISSUER },
        cert: { commonName: OPERATOR },
      },
    },
    serviceMonitor: { enabled: true, vm: false },
  };
}

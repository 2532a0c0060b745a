import { LOKI_PORTS, TEMPO_PORTS } from "../../../fleet/charts/telemetry-vocabulary.ts";
import { GATEWAY_NAMESPACE } from "../../../fleet/tenant-vocabulary.ts";
import type { AddOn, AddOnContext, AddOnWish, Values } from "../contract.ts";
import { LOGS_NAMESPACE } from "../logs/loki-address.ts";
import { METRIC_QUERIES } from "../metrics/endpoints.ts";
import type { RuleGroup } from "../rules.ts";
import { secretObjects, secretRights } from "../secrets/external-secret.ts";
import { TRACES_NAMESPACE } from "../traces/tempo-address.ts";
import { mergedValues } from "../values.ts";
import { PLATFORM_PRIORITY, resourcesOf, type Workload } from "../workload.ts";
import { dashboardObjects, folderValues } from "./grafana-folders.ts";
import { dataSources } from "./grafana-sources.ts";
import { signInFaults, signInSecrets, signInValues } from "./grafana-sign-in.ts";

const PORT = 3000;

const POD: Workload = { kind: "Deployment", replicas: 1, cpuMillicores: 100, memoryMiB: 512 };

/**
 * Where people look at metrics, logs and traces. Everything that it shows is in the program: its dashboards are files,
 * its stores are values, and it keeps nothing of its own, so one pod on no volume is enough and there is no database to
 * lose. It never speaks to the API server, so no token and no sidecar is beside it.
 *
 * @see https://grafana.com/docs/grafana/latest/administration/provisioning/
 */
export const grafana: AddOn<"grafana"> = {
  contract: {
    name: "grafana",
    purpose: "Dashboards, and a way from metrics to logs to traces and back.",
    chart: "grafana",
    namespace: "grafana",
    podSecurity: "restricted",
    requires: [],
    after: ["external-secrets", "loki", "tempo", "traefik", "victoria-metrics"],
    conflicts: [],
    traffic: {
      dns: { to: "dns" },
      stores: METRIC_QUERIES,
      logs: { to: "namespace", namespace: LOGS_NAMESPACE, ports: [LOKI_PORTS.http] },
      traces: { to: "namespace", namespace: TRACES_NAMESPACE, ports: [TEMPO_PORTS.http] },
      people: { from: "namespace", namespace: GATEWAY_NAMESPACE, ports: [PORT] },
      "sign-in": { to: "internet", ports: [443], why: "the provider that says who people are" },
      metrics: { from: "metrics", port: PORT },
    },
    ready: { kind: "release", what: "its pod is ready: it has read its stores and dashboards" },
    teardown: { first: [], stays: [] },
    backup: "It keeps nothing: dashboards, folders and stores come from this program.",
    notes: [
      "One pod, whatever the service level: a second one would need a database that both share, and all there is in one is read from files.",
      "What people change in it is gone with the pod; dashboards are changed in the program.",
      "There is no administrator and no password: people sign in by the provider of fleet.yaml, or forward a port.",
      "Without signIn it has no name, and whoever may forward a port to it reads all metrics, logs and traces of the cluster.",
      "With signIn and certificates it is grafana.<zone of the cluster>; the client's secret comes from Secrets Manager, or people make the Secret grafana-sso.",
      "Each tenant has a folder with its own dashboard; a new tenant makes the pod start again.",
      "Dashboards show what the cluster has: one about an add-on that is off is not there.",
      "It fetches no plugins, no news and no versions.",
    ],
    metrics: ["grafana_http_request_duration_seconds_count"],
    timeoutSeconds: 600,
  },
  values,
  objects: (context) => [...secretObjects(context, signInSecrets(context)), ...dashboardObjects(context)],
  rights: (wish) => secretRights(wish, signInSecrets(wish)),
  faults: (wish: AddOnWish<"grafana">) => signInFaults(wish),
  workloads: () => ({ grafana: POD }),
  rules,
};

/** What it would tell, ask or fetch by itself. */
const OFFLINE: Values = {
  analytics: { check_for_updates: false, check_for_plugin_updates: false, reporting_enabled: false },
  news: { news_feed_enabled: false },
  plugins: { preinstall_disabled: true, public_key_retrieval_disabled: true },
  // Alerts are rules of the store; here they would be lost with the pod.
  unified_alerting: { enabled: false },
};

function values(context: AddOnContext<"grafana">): Values {
  const { registry, path, tag } = context.image("/grafana:");
  const base: Values = {
    image: { registry, repository: path, tag },
    replicas: POD.replicas,
    resources: resourcesOf(POD),
    priorityClassName: PLATFORM_PRIORITY,
    // The chart would make a new password, and with it a new pod, each time.
    env: { GF_SECURITY_DISABLE_INITIAL_ADMIN_CREATION: "true" },
    rbac: { create: false },
    automountServiceAccountToken: false,
    testFramework: { enabled: false },
    initChownData: { enabled: false },
    serviceMonitor: { enabled: context.has("prometheus-operator-crds") },
    datasources: { "datasources.yaml": { apiVersion: 1, prune: true, datasources: dataSources(context) } },
    "grafana.ini": OFFLINE,
    ...folderValues(context),
  };
  return mergedValues(base, signInValues(context));
}

function rules(): readonly RuleGroup[] {
  return [
    {
      name: "grafana",
      rules: [
        {
          alert: "GrafanaErrors",
          expr: 'sum(rate(grafana_http_request_duration_seconds_count{status_code=~"5.."}[10m])) / sum(rate(grafana_http_request_duration_seconds_count[10m])) > 0.1',
          for: "15m",
          severity: "warning",
          summary: "{{ $value | humanizePercentage }} of what people ask Grafana for ends in an error.",
        },
      ],
    },
  ];
}

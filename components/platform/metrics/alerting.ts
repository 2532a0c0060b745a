import { stringify } from "yaml";
import { VICTORIA_API } from "../../../fleet/charts/metrics-vocabulary.ts";
import { MANAGED_BY_LABEL, MONITORING_NAMESPACE } from "../../../fleet/tenant-vocabulary.ts";
import type { AddOnObject } from "../contract.ts";
import type { WantedSecret } from "../secrets/external-secret.ts";
import { alertmanagerConfig } from "./alert-routing.ts";
import { ALERT_SECRET, type AlertSettings, needsAlertSecret } from "./alert-settings.ts";
import { METRICS_NAME, METRICS_PORTS, metricsEndpoints } from "./endpoints.ts";
import { type MetricsContext, partBudget, podSpec, volumeTemplate, workloadOf } from "./metric-parts.ts";

/** Namespaces of the platform and of tenants. */
export const OUR_NAMESPACES = { matchLabels: { [MANAGED_BY_LABEL]: "atoll" } };

/** Silences and what was sent: small, but without them a restart would tell everything again. */
const ALERTMANAGER_GIB = 1;

const NOBODY_HEARS: AlertSettings = { routes: [], heartbeat: false };

/** Where the secrets of alert routes come from, if any route has one. */
export function alertSecrets(alerting: AlertSettings = NOBODY_HEARS): readonly WantedSecret[] {
  return needsAlertSecret(alerting) ? [{ name: ALERT_SECRET, from: ALERT_SECRET }] : [];
}

/** What evaluates rules: alerts go to every Alertmanager, for these agree among themselves who sends. */
export function ruleEvaluator(context: MetricsContext): AddOnObject {
  const { settings } = context;
  const { read, insert } = metricsEndpoints(settings);
  return {
    role: "alert",
    apiVersion: VICTORIA_API,
    kind: "VMAlert",
    name: METRICS_NAME,
    namespaced: true,
    body: {
      spec: {
        ...podSpec(context, "vmalert", "vmalert:"),
        ...partBudget(context, "vmalert"),
        port: String(METRICS_PORTS.alert),
        evaluationInterval: `${context.own.scrapeIntervalSeconds}s`,
        externalLabels: settings.labels,
        ruleNamespaceSelector: OUR_NAMESPACES,
        datasource: { url: read },
        remoteRead: { url: read },
        // It adds the path of remote write by itself.
        remoteWrite: { url: insert },
        notifiers: alertmanagers(context).map((url) => ({ url })),
      },
    },
  };
}

/** Each pod by its own name. */
function alertmanagers(context: MetricsContext): readonly string[] {
  const service = `vmalertmanager-${METRICS_NAME}`;
  const { replicas } = workloadOf(context, "vmalertmanager");
  return Array.from(
    { length: replicas },
    (_, index) =>
      `http://${service}-${index}.${service}.${MONITORING_NAMESPACE}.svc:${METRICS_PORTS.alertmanager}`,
  );
}

/** What tells people. Its configuration names files of secrets, and so holds none. */
export function alertmanager(context: MetricsContext): AddOnObject {
  const { alerting = NOBODY_HEARS, labels } = context.settings;
  return {
    role: "alertmanager",
    apiVersion: VICTORIA_API,
    kind: "VMAlertmanager",
    name: METRICS_NAME,
    namespaced: true,
    body: {
      spec: {
        ...podSpec(context, "vmalertmanager", "alertmanager:"),
        ...partBudget(context, "vmalertmanager"),
        port: String(METRICS_PORTS.alertmanager),
        storage: volumeTemplate(context, ALERTMANAGER_GIB),
        secrets: alertSecrets(alerting).map(({ name }) => name),
        configRawYaml: stringify(alertmanagerConfig(alerting, labels.cluster), {
          lineWidth: 0,
          aliasDuplicateObjects: false,
        }),
      },
    },
  };
}

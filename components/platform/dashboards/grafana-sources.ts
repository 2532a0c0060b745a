import type { AddOnContext, Values } from "../contract.ts";
import { logsEndpoints, PLATFORM_TENANT } from "../logs/loki-address.ts";
import { centralEndpoints, metricsEndpoints } from "../metrics/endpoints.ts";
import { TRACES_ENDPOINTS } from "../traces/tempo-address.ts";
import { LOG_TENANT_HEADER } from "../../../fleet/charts/telemetry-vocabulary.ts";
import { DATA_SOURCES } from "./data-sources.ts";

type Context = Pick<AddOnContext, "settings" | "has">;

/** What Grafana leaves for itself to fill in; two dollars, for one asks for a variable of its environment. */
const VALUE = "$${__value.raw}";

/**
 * Stores of the cluster that Grafana reads, each linked with the others: from a line of a log to its trace, from a trace
 * to its lines and to the rate of its service, from a sample to the trace that it is an example of.
 */
export function dataSources({ settings, has }: Context): readonly Values[] {
  return [
    ...(has("victoria-metrics") ? [metrics(metricsEndpoints(settings).read, has("tempo"))] : []),
    ...(settings.centralMetrics?.role === "receiver" ? [regionMetrics(centralEndpoints(settings).read)] : []),
    ...(has("loki") ? [logs(logsEndpoints(settings).read, settings.tenants ?? [], has("tempo"))] : []),
    ...(has("tempo") ? [traces({ loki: has("loki"), metrics: has("victoria-metrics") })] : []),
  ];
}

const source = (name: keyof typeof DATA_SOURCES, url: string, jsonData: Values): Values => ({
  ...DATA_SOURCES[name],
  access: "proxy",
  editable: false,
  url,
  jsonData,
});

function metrics(url: string, hasTraces: boolean): Values {
  return {
    ...source("metrics", url, {
      httpMethod: "POST",
      prometheusType: "Prometheus",
      ...(hasTraces
        ? { exemplarTraceIdDestinations: [{ name: "trace_id", datasourceUid: DATA_SOURCES.traces.uid }] }
        : {}),
    }),
    isDefault: true,
  };
}

/** What a management cluster keeps of all clusters of its region; dashboards let people choose it. */
function regionMetrics(url: string): Values {
  return {
    ...{ name: "Metrics of the region", uid: "region-metrics", type: "prometheus" },
    ...{ access: "proxy", editable: false, url },
    jsonData: { httpMethod: "POST", prometheusType: "Prometheus" },
  };
}

/** Loki keeps logs of each tenant apart; people of the platform read those of all. */
function logs(url: string, tenants: readonly string[], hasTraces: boolean): Values {
  const link = {
    name: "trace",
    matcherType: "label",
    matcherRegex: "trace_id",
    datasourceUid: DATA_SOURCES.traces.uid,
    url: VALUE,
    urlDisplayLabel: "Trace",
  };
  return {
    ...source("logs", url, {
      httpHeaderName1: LOG_TENANT_HEADER,
      ...(hasTraces ? { derivedFields: [link] } : {}),
    }),
    // No secret: the names of tenants, which Grafana takes for headers at this place alone.
    secureJsonData: { httpHeaderValue1: [PLATFORM_TENANT, ...tenants].join("|") },
  };
}

function traces(links: { readonly loki: boolean; readonly metrics: boolean }): Values {
  const tags = [{ key: "k8s.namespace.name", value: "namespace" }];
  return source("traces", TRACES_ENDPOINTS.read, {
    nodeGraph: { enabled: true },
    ...(links.loki
      ? {
          tracesToLogsV2: {
            datasourceUid: DATA_SOURCES.logs.uid,
            spanStartTimeShift: "-5m",
            spanEndTimeShift: "5m",
            filterByTraceID: true,
            tags,
          },
        }
      : {}),
    ...(links.metrics
      ? {
          serviceMap: { datasourceUid: DATA_SOURCES.metrics.uid },
          tracesToMetrics: { datasourceUid: DATA_SOURCES.metrics.uid, tags },
        }
      : {}),
  });
}

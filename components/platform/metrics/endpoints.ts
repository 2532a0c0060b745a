import { MONITORING_NAMESPACE } from "../../../fleet/tenant-vocabulary.ts";
import type { PlatformSettings } from "../settings.ts";

/** Name of everything that the VictoriaMetrics operator makes for the platform. */
export const METRICS_NAME = "platform";

/** Ports of its parts; those of a store are different in a cluster of stores. @see https://docs.victoriametrics.com/victoriametrics/cluster-victoriametrics/ */
export const METRICS_PORTS = {
  single: 8428,
  insert: 8480,
  select: 8481,
  storage: 8482,
  /** Where vmstorage listens to vminsert and vmselect. */
  storageInsert: 8400,
  storageSelect: 8401,
  agent: 8429,
  alert: 8080,
  alertmanager: 9093,
  /** Where Alertmanagers tell each other what they have sent. */
  gossip: 9094,
  reloader: 8435,
  auth: 8427,
} as const;

/** How add-ons of other namespaces reach the store to ask it, of one pod or of several. */
export const METRIC_QUERIES = {
  to: "namespace",
  namespace: MONITORING_NAMESPACE,
  ports: [METRICS_PORTS.single, METRICS_PORTS.select],
} as const;

/** Name of the store for metrics of a whole region, where it is one of its own. */
export const CENTRAL_NAME = "central";

/** Tenants of a cluster of stores: metrics of its own cluster, and those of the region. */
const STORE_TENANTS = { own: 0, central: 1 } as const;

export interface MetricsEndpoints {
  /** Where queries go, in the words of Prometheus: `/api/v1/query` is below it. */
  readonly read: string;
  /** Where metrics are written, for who adds the path of remote write by itself. */
  readonly insert: string;
  /** Where metrics are written by Prometheus' remote write. */
  readonly write: string;
  /** Where alerts and silences are. */
  readonly alertmanager: string;
}

/** Addresses of the metrics store of a cluster, for other add-ons of the same cluster. */
export function metricsEndpoints(settings: Pick<PlatformSettings, "level">): MetricsEndpoints {
  const alertmanager = host("vmalertmanager", METRICS_PORTS.alertmanager);
  return { ...storeEndpoints(settings, "own"), alertmanager };
}

/**
 * Addresses of what keeps the metrics of a region, in its management cluster: apart from the cluster's own, for rules
 * and scalers there ask for series without saying whose.
 */
export function centralEndpoints(
  settings: Pick<PlatformSettings, "level">,
): Omit<MetricsEndpoints, "alertmanager"> {
  return storeEndpoints(settings, "central");
}

function storeEndpoints(
  { level }: Pick<PlatformSettings, "level">,
  whose: keyof typeof STORE_TENANTS,
): Omit<MetricsEndpoints, "alertmanager"> {
  if (level.metrics === "single") {
    const name = whose === "own" ? METRICS_NAME : CENTRAL_NAME;
    const single = host("vmsingle", METRICS_PORTS.single, name);
    return { read: single, insert: single, write: `${single}/api/v1/write` };
  }
  const tenant = STORE_TENANTS[whose];
  const insert = `${host("vminsert", METRICS_PORTS.insert)}/insert/${tenant}/prometheus`;
  return {
    read: `${host("vmselect", METRICS_PORTS.select)}/select/${tenant}/prometheus`,
    insert,
    write: `${insert}/api/v1/write`,
  };
}

function host(kind: string, port: number, name = METRICS_NAME): string {
  return `http://${kind}-${name}.${MONITORING_NAMESPACE}.svc:${port}`;
}

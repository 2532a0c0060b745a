import { LOKI_PORTS } from "../../../fleet/charts/telemetry-vocabulary.ts";
import type { AddOn } from "../contract.ts";
import { storePermissions, storePrefix } from "../object-store.ts";
import { storeFaults } from "../store-faults.ts";
import { LOGS_NAMESPACE } from "./loki-address.ts";
import { LOKI_METRICS, lokiRules } from "./loki-rules.ts";
import { LOKI_ACCOUNT, LOKI_OWN_PORTS, lokiValues } from "./loki-values.ts";
import { lokiWorkloads } from "./loki-workloads.ts";

/**
 * Logs of the platform and of tenants, each under its own name: no query crosses tenants unless it names them. Objects lie
 * in the region's bucket below a prefix of the cluster, and the newest hours on volumes of the pods that write them.
 *
 * @see https://grafana.com/docs/loki/latest/get-started/deployment-modes/
 */
export const loki: AddOn<"loki"> = {
  contract: {
    name: "loki",
    purpose: "Keeps logs, and answers queries over them.",
    chart: "loki",
    namespace: LOGS_NAMESPACE,
    podSecurity: "restricted",
    requires: [],
    after: ["prometheus-operator-crds"],
    conflicts: [],
    traffic: {
      dns: { to: "dns" },
      parts: { to: "same", ports: LOKI_OWN_PORTS },
      "from parts": { from: "same", ports: LOKI_OWN_PORTS },
      collectors: { from: "namespace", namespace: "alloy", ports: [LOKI_PORTS.http] },
      dashboards: { from: "namespace", namespace: "grafana", ports: [LOKI_PORTS.http] },
      bucket: { to: "internet", ports: [443], why: "objects in S3, and STS where it gives credentials" },
      metrics: { from: "metrics", port: LOKI_PORTS.http },
    },
    ready: { kind: "release", what: "its pods are ready: each has found the others" },
    teardown: { first: [], stays: ["objects in the bucket, until its rule for old ones"] },
    keepsVolumes: true,
    backup:
      "Objects lie in the bucket, which keeps every version; what was written last lies on volumes and is lost with them.",
    notes: [
      "With a bucket and more than one replica there are three pods with three copies, for of two copies both must be written.",
      "With `storage: volume` it is one pod with one volume, whatever the service level: for clusters without a bucket.",
      "A change between bucket and volume leaves behind what was kept before: Loki reads from one of them only.",
      "Tenants don't reach Loki; people read their logs in Grafana.",
      "Caches of the chart are off: they ask for 9.8 GiB. Each pod keeps what it read in its own memory.",
      "The objects of all clusters of a region lie in one bucket; the rights of each end at its own prefix.",
    ],
    metrics: LOKI_METRICS,
    timeoutSeconds: 900,
  },
  values: lokiValues,
  rights: ({ settings, own }) => {
    const store = settings.stores?.logs;
    if (store === undefined || own.storage === "volume") return [];
    const prefix = storePrefix(settings.labels.cluster, "loki");
    return [{ serviceAccount: LOKI_ACCOUNT, permissions: storePermissions(store, prefix) }];
  },
  workloads: lokiWorkloads,
  faults: ({ settings, own }) =>
    storeFaults("loki", settings, own.retentionDays ?? settings.level.logsRetentionDays),
  rules: lokiRules,
};

import type { Chart } from "./chart.ts";
import { KEPT_BY_HELM } from "./platform-vocabulary.ts";

/** Day on which the entries were last held against their sources. */
const CHECKED = "2026-11-27";

/** Images that the operator puts into pods of tenants that ask for it, one for each language. */
const INSTRUMENTATION = "ghcr.io/open-telemetry/opentelemetry-operator/autoinstrumentation";

/** Charts of logs and traces. */
export const TELEMETRY_CHARTS = {
  loki: {
    chart: "loki",
    version: "18.11.0",
    appVersion: "3.7.6",
    origin: { kind: "oci", repository: "oci://ghcr.io/grafana-community/helm-charts/loki" },
    kubernetes: { from: "1.33", to: "1.36" },
    crds: { source: "none", keep: false },
    images: ["docker.io/grafana/loki:3.7.6"],
    next: [],
    ring: "stable",
    source: "https://github.com/grafana-community/helm-charts/releases/tag/loki-18.11.0",
    checked: CHECKED,
  },
  alloy: {
    chart: "alloy",
    version: "1.11.1",
    appVersion: "v1.18.1",
    origin: { kind: "https", repository: "https://grafana.github.io/helm-charts" },
    kubernetes: { from: "1.33", to: "1.36" },
    // It has one kind, which only a way of collecting uses that is not ours: it is left out.
    crds: { source: "none", keep: false },
    images: ["docker.io/grafana/alloy:v1.18.1"],
    next: [],
    ring: "stable",
    source: "https://github.com/grafana/alloy/releases/tag/helm-chart%2F1.11.1",
    checked: CHECKED,
  },
  tempo: {
    chart: "tempo",
    version: "2.2.4",
    appVersion: "2.10.8",
    origin: { kind: "oci", repository: "oci://ghcr.io/grafana-community/helm-charts/tempo" },
    kubernetes: { from: "1.33", to: "1.36" },
    crds: { source: "none", keep: false },
    images: ["docker.io/grafana/tempo:2.10.8"],
    next: [],
    ring: "stable",
    source: "https://github.com/grafana-community/helm-charts/releases/tag/tempo-2.2.4",
    checked: CHECKED,
  },
  "opentelemetry-operator": {
    chart: "opentelemetry-operator",
    version: "0.122.0",
    appVersion: "0.158.0",
    origin: {
      kind: "oci",
      repository: "oci://ghcr.io/open-telemetry/opentelemetry-helm-charts/opentelemetry-operator",
    },
    kubernetes: { from: "1.33", to: "1.36" },
    crds: { source: "templates", keep: true, keptBy: { crds: { annotations: KEPT_BY_HELM } } },
    images: [
      "ghcr.io/open-telemetry/opentelemetry-operator/opentelemetry-operator:0.158.0",
      "ghcr.io/open-telemetry/opentelemetry-collector-releases/opentelemetry-collector-k8s:0.158.0",
      `${INSTRUMENTATION}-java:2.30.0`,
      `${INSTRUMENTATION}-nodejs:0.78.0`,
      `${INSTRUMENTATION}-python:0.64b0`,
      `${INSTRUMENTATION}-dotnet:1.16.0`,
    ],
    next: [],
    ring: "stable",
    source:
      "https://github.com/open-telemetry/opentelemetry-helm-charts/releases/tag/opentelemetry-operator-0.122.0",
    checked: CHECKED,
  },
} as const satisfies Readonly<Record<string, Chart>>;

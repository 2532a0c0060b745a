import type { Chart } from "./chart.ts";
import { KEPT_BY_HELM } from "./platform-vocabulary.ts";

/** Day on which the entries were last held against their sources. */
const CHECKED = "2026-11-27";

const COMMUNITY = "https://prometheus-community.github.io/helm-charts";
const VICTORIA = "https://victoriametrics.github.io/helm-charts";

/** What the operator starts is of the version that it knows as its own default. */
const victoria = (name: string, suffix = ""): string => `docker.io/victoriametrics/${name}:v1.148.0${suffix}`;

/** Charts of metrics and alerts. */
export const METRICS_CHARTS = {
  "prometheus-operator-crds": {
    chart: "prometheus-operator-crds",
    version: "31.0.1",
    appVersion: "v0.93.1",
    origin: { kind: "https", repository: COMMUNITY },
    kubernetes: { from: "1.33", to: "1.36" },
    crds: { source: "own-chart", keep: true, keptBy: { crds: { annotations: KEPT_BY_HELM } } },
    images: [],
    next: [],
    ring: "stable",
    source:
      "https://github.com/prometheus-community/helm-charts/releases/tag/prometheus-operator-crds-31.0.1",
    checked: CHECKED,
  },
  "victoria-metrics-operator-crds": {
    chart: "victoria-metrics-operator-crds",
    version: "0.14.0",
    appVersion: "v0.74.0",
    origin: { kind: "https", repository: VICTORIA },
    kubernetes: { from: "1.33", to: "1.36" },
    crds: { source: "own-chart", keep: true, keptBy: { crds: { annotations: KEPT_BY_HELM } } },
    images: [],
    next: [],
    ring: "stable",
    source: "https://docs.victoriametrics.com/helm/victoria-metrics-operator-crds/changelog/",
    checked: CHECKED,
  },
  "victoria-metrics-operator": {
    chart: "victoria-metrics-operator",
    version: "0.67.2",
    appVersion: "v0.74.0",
    origin: { kind: "https", repository: VICTORIA },
    kubernetes: { from: "1.33", to: "1.36" },
    crds: { source: "elsewhere", keep: true },
    images: [
      "docker.io/victoriametrics/operator:v0.74.0",
      "docker.io/victoriametrics/operator:config-reloader-v0.74.0",
      victoria("victoria-metrics"),
      victoria("vmagent"),
      victoria("vmalert"),
      victoria("vmauth"),
      victoria("vminsert", "-cluster"),
      victoria("vmselect", "-cluster"),
      victoria("vmstorage", "-cluster"),
      "docker.io/prom/alertmanager:v0.31.0",
    ],
    next: [],
    ring: "stable",
    source: "https://docs.victoriametrics.com/helm/victoria-metrics-operator/changelog/",
    checked: CHECKED,
  },
  "kube-state-metrics": {
    chart: "kube-state-metrics",
    version: "8.4.0",
    appVersion: "2.20.0",
    origin: { kind: "https", repository: COMMUNITY },
    kubernetes: { from: "1.33", to: "1.36" },
    crds: { source: "none", keep: false },
    images: ["registry.k8s.io/kube-state-metrics/kube-state-metrics:v2.20.0"],
    next: [],
    ring: "stable",
    source: "https://github.com/prometheus-community/helm-charts/releases/tag/kube-state-metrics-8.4.0",
    checked: CHECKED,
  },
  "prometheus-node-exporter": {
    chart: "prometheus-node-exporter",
    version: "4.56.1",
    appVersion: "1.12.1",
    origin: { kind: "https", repository: COMMUNITY },
    kubernetes: { from: "1.33", to: "1.36" },
    crds: { source: "none", keep: false },
    images: ["quay.io/prometheus/node-exporter:v1.12.1"],
    next: [],
    ring: "stable",
    source:
      "https://github.com/prometheus-community/helm-charts/releases/tag/prometheus-node-exporter-4.56.1",
    checked: CHECKED,
  },
} as const satisfies Readonly<Record<string, Chart>>;

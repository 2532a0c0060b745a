import type { Chart } from "./chart.ts";
import { KEPT_BY_HELM } from "./platform-vocabulary.ts";

/** Day on which the entries were last held against their sources. */
const CHECKED = "2026-11-27";

const keda = (path: string): string => `ghcr.io/kedacore/${path}:2.20.2`;
const http = (part: string): string => `ghcr.io/kedacore/http-add-on-${part}:0.15.0`;

const KEDA_RELEASE = "https://github.com/kedacore/charts/releases/tag/v2.20.2";
const HTTP_RELEASES = "https://github.com/kedacore/http-add-on/releases";
const VPA_RELEASE =
  "https://github.com/kubernetes/autoscaler/releases/tag/vertical-pod-autoscaler-chart-0.11.0";

/** Charts by which workloads get more pods, or learn what their pods need. */
export const SCALING_CHARTS = {
  keda: {
    chart: "keda",
    version: "2.20.2",
    appVersion: "2.20.2",
    origin: { kind: "https", repository: "https://kedacore.github.io/charts" },
    // Upstream tests it with 1.33 to 1.35; it asks for nothing that 1.36 lacks.
    kubernetes: { from: "1.33", to: "1.36" },
    crds: { source: "templates", keep: true, keptBy: { crds: { additionalAnnotations: KEPT_BY_HELM } } },
    images: [keda("keda"), keda("keda-metrics-apiserver"), keda("keda-admission-webhooks")],
    next: [],
    ring: "stable",
    source: KEDA_RELEASE,
    checked: CHECKED,
  },
  "keda-add-ons-http-crds": {
    chart: "keda-add-ons-http-crds",
    version: "0.15.0",
    appVersion: "0.15.0",
    // The chart's own kinds would go with it, for its templates take no annotation.
    origin: {
      kind: "manifests",
      url: `${HTTP_RELEASES}/download/v0.15.0/keda-add-ons-http-0.15.0-crds.yaml`,
    },
    kubernetes: { from: "1.33", to: "1.36" },
    crds: { source: "packed", keep: true },
    images: [],
    next: [],
    ring: "stable",
    source: `${HTTP_RELEASES}/tag/v0.15.0`,
    checked: CHECKED,
  },
  "keda-add-ons-http": {
    chart: "keda-add-ons-http",
    version: "0.15.0",
    appVersion: "0.15.0",
    origin: { kind: "https", repository: "https://kedacore.github.io/charts" },
    kubernetes: { from: "1.33", to: "1.36" },
    crds: { source: "elsewhere", keep: true },
    images: [http("operator"), http("interceptor"), http("scaler")],
    next: [],
    ring: "stable",
    source: `${HTTP_RELEASES}/tag/v0.15.0`,
    checked: CHECKED,
  },
  "vertical-pod-autoscaler-crds": {
    chart: "vertical-pod-autoscaler-crds",
    version: "0.11.0",
    appVersion: "1.7.1",
    origin: { kind: "crds-folder", of: "vertical-pod-autoscaler", groups: ["autoscaling.k8s.io"] },
    kubernetes: { from: "1.33", to: "1.36" },
    crds: { source: "packed", keep: true },
    images: [],
    next: [],
    ring: "stable",
    source: VPA_RELEASE,
    checked: CHECKED,
  },
  "vertical-pod-autoscaler": {
    chart: "vertical-pod-autoscaler",
    version: "0.11.0",
    appVersion: "1.7.1",
    origin: { kind: "https", repository: "https://kubernetes.github.io/autoscaler" },
    kubernetes: { from: "1.33", to: "1.36" },
    crds: { source: "elsewhere", keep: true },
    images: ["registry.k8s.io/autoscaling/vpa-recommender:1.7.1"],
    next: [],
    ring: "stable",
    source: VPA_RELEASE,
    checked: CHECKED,
  },
} as const satisfies Readonly<Record<string, Chart>>;

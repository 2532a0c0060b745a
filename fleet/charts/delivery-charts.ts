import type { Chart } from "./chart.ts";

/** Day on which the entries were last held against their sources. */
const CHECKED = "2026-11-27";

/** Charts by which what tenants deploy comes into a cluster and stays current there. */
export const DELIVERY_CHARTS = {
  "argo-cd": {
    chart: "argo-cd",
    version: "10.1.1",
    appVersion: "v3.4.4",
    origin: { kind: "https", repository: "https://argoproj.github.io/argo-helm" },
    kubernetes: { from: "1.33", to: "1.36" },
    crds: { source: "templates", keep: true },
    // The chart names another host of the same registry, which no cache and no mirror knows.
    images: [
      "quay.io/argoproj/argocd:v3.4.4",
      "public.ecr.aws/docker/library/redis:8.2.3-alpine",
      "public.ecr.aws/docker/library/haproxy:3.3.10-alpine",
    ],
    next: [],
    ring: "stable",
    source: "https://github.com/argoproj/argo-helm/releases/tag/argo-cd-10.1.1",
    checked: CHECKED,
  },
  reloader: {
    chart: "reloader",
    version: "2.2.16",
    appVersion: "v1.4.21",
    origin: { kind: "https", repository: "https://stakater.github.io/stakater-charts" },
    kubernetes: { from: "1.33", to: "1.36" },
    crds: { source: "none", keep: false },
    images: ["ghcr.io/stakater/reloader:v1.4.21"],
    next: [],
    ring: "stable",
    source: "https://github.com/stakater/Reloader/releases/tag/chart-v2.2.16",
    checked: CHECKED,
  },
} as const satisfies Readonly<Record<string, Chart>>;

import type { Chart } from "./chart.ts";

/** Day on which the entries were last held against their sources. */
const CHECKED = "2026-11-27";

const PYRRA = "https://pyrra-dev.github.io/helm-charts";

/** Charts by which people see what happens, what was promised, and what it costs. */
export const INSIGHT_CHARTS = {
  grafana: {
    chart: "grafana",
    version: "12.11.1",
    appVersion: "13.2.0",
    origin: { kind: "https", repository: "https://grafana-community.github.io/helm-charts" },
    kubernetes: { from: "1.33", to: "1.36" },
    crds: { source: "none", keep: false },
    images: ["docker.io/grafana/grafana:13.2.0"],
    next: [],
    ring: "stable",
    source: "https://github.com/grafana-community/helm-charts/releases/tag/grafana-12.11.1",
    checked: CHECKED,
  },
  "pyrra-crds": {
    chart: "pyrra-crds",
    version: "0.1.0",
    appVersion: "v0.10.1",
    origin: { kind: "https", repository: PYRRA },
    kubernetes: { from: "1.33", to: "1.36" },
    crds: { source: "own-chart", keep: true },
    images: [],
    next: [],
    ring: "stable",
    source: "https://github.com/pyrra-dev/helm-charts/releases/tag/pyrra-crds-0.1.0",
    checked: CHECKED,
  },
  pyrra: {
    chart: "pyrra",
    version: "1.11.0",
    appVersion: "v0.10.1",
    origin: { kind: "https", repository: PYRRA },
    kubernetes: { from: "1.33", to: "1.36" },
    crds: { source: "elsewhere", keep: true },
    images: ["ghcr.io/pyrra-dev/pyrra:v0.10.1"],
    next: [],
    ring: "stable",
    source: "https://github.com/pyrra-dev/helm-charts/releases/tag/pyrra-1.11.0",
    checked: CHECKED,
  },
  // The index of its own repository ends three patches before.
  opencost: {
    chart: "opencost",
    version: "2.5.17",
    appVersion: "1.120.1",
    origin: { kind: "oci", repository: "oci://ghcr.io/opencost/charts/opencost" },
    kubernetes: { from: "1.33", to: "1.36" },
    crds: { source: "none", keep: false },
    images: ["ghcr.io/opencost/opencost:1.120.1"],
    next: [],
    ring: "stable",
    source: "https://github.com/opencost/opencost-helm-chart/releases/tag/opencost-2.5.17",
    checked: CHECKED,
  },
} as const satisfies Readonly<Record<string, Chart>>;

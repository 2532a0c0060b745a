import type { Chart } from "./chart.ts";

/** Day on which the entries were last held against their sources. */
const CHECKED = "2026-11-27";

/** Charts of databases and backups. */
export const DATA_CHARTS = {
  "cloudnative-pg": {
    chart: "cloudnative-pg",
    version: "0.29.0",
    appVersion: "1.30.0",
    origin: { kind: "https", repository: "https://cloudnative-pg.github.io/charts" },
    // Upstream tests the operator with three minors; 1.33 is not among them.
    kubernetes: { from: "1.34", to: "1.36" },
    crds: { source: "templates", keep: true },
    images: [
      "ghcr.io/cloudnative-pg/cloudnative-pg:1.30.0",
      "ghcr.io/cloudnative-pg/postgresql:16.14-system-trixie",
      "ghcr.io/cloudnative-pg/postgresql:17.10-system-trixie",
      "ghcr.io/cloudnative-pg/postgresql:18.4-system-trixie",
      "ghcr.io/cloudnative-pg/pgbouncer:1.25.1",
    ],
    next: [],
    ring: "stable",
    source: "https://github.com/cloudnative-pg/charts/releases/tag/cloudnative-pg-v0.29.0",
    checked: CHECKED,
  },
  "plugin-barman-cloud": {
    chart: "plugin-barman-cloud",
    version: "0.7.0",
    appVersion: "v0.13.0",
    origin: { kind: "https", repository: "https://cloudnative-pg.github.io/charts" },
    kubernetes: { from: "1.34", to: "1.36" },
    crds: { source: "templates", keep: true },
    images: [
      "ghcr.io/cloudnative-pg/plugin-barman-cloud:v0.13.0",
      "ghcr.io/cloudnative-pg/plugin-barman-cloud-sidecar:v0.13.0",
    ],
    next: [],
    ring: "stable",
    source: "https://github.com/cloudnative-pg/charts/releases/tag/plugin-barman-cloud-v0.7.0",
    checked: CHECKED,
  },
  "velero-crds": {
    chart: "velero-crds",
    version: "12.1.0",
    appVersion: "1.18.1",
    origin: { kind: "crds-folder", of: "velero", groups: ["velero.io"] },
    kubernetes: { from: "1.33", to: "1.36" },
    crds: { source: "packed", keep: true },
    images: [],
    next: [],
    ring: "stable",
    source: "https://github.com/vmware-tanzu/helm-charts/releases/tag/velero-12.1.0",
    checked: CHECKED,
  },
  velero: {
    chart: "velero",
    version: "12.1.0",
    appVersion: "1.18.1",
    origin: { kind: "https", repository: "https://vmware-tanzu.github.io/helm-charts" },
    // Upstream has tested up to 1.35; 1.36 took away nothing that Velero asks for.
    kubernetes: { from: "1.33", to: "1.36" },
    crds: { source: "elsewhere", keep: true },
    images: ["docker.io/velero/velero:v1.18.1", "docker.io/velero/velero-plugin-for-aws:v1.14.2"],
    next: [],
    ring: "stable",
    source: "https://github.com/vmware-tanzu/helm-charts/releases/tag/velero-12.1.0",
    checked: CHECKED,
  },
} as const satisfies Readonly<Record<string, Chart>>;

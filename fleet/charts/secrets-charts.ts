import type { Chart } from "./chart.ts";
import { KEPT_BY_HELM } from "./platform-vocabulary.ts";

/** Day on which the entries were last held against their sources. */
const CHECKED = "2026-11-27";

/** Charts of secrets and scans. */
export const SECRETS_CHARTS = {
  "external-secrets": {
    chart: "external-secrets",
    version: "2.9.0",
    appVersion: "v2.9.0",
    origin: { kind: "https", repository: "https://charts.external-secrets.io" },
    kubernetes: { from: "1.33", to: "1.36" },
    crds: { source: "templates", keep: true, keptBy: { crds: { annotations: KEPT_BY_HELM } } },
    images: ["ghcr.io/external-secrets/external-secrets:v2.9.0"],
    next: [],
    ring: "stable",
    source: "https://github.com/external-secrets/external-secrets/releases/tag/helm-chart-2.9.0",
    checked: CHECKED,
  },
  "trivy-operator-crds": {
    chart: "trivy-operator-crds",
    version: "0.34.0",
    appVersion: "0.32.0",
    origin: { kind: "crds-folder", of: "trivy-operator", groups: ["aquasecurity.github.io"] },
    kubernetes: { from: "1.33", to: "1.36" },
    crds: { source: "packed", keep: true },
    images: [],
    next: [],
    ring: "stable",
    source: "https://github.com/aquasecurity/trivy-operator/releases/tag/v0.32.0",
    checked: CHECKED,
  },
  "trivy-operator": {
    chart: "trivy-operator",
    version: "0.34.0",
    appVersion: "0.32.0",
    // Its index of charts has stopped at an older one.
    origin: { kind: "oci", repository: "oci://ghcr.io/aquasecurity/helm-charts/trivy-operator" },
    kubernetes: { from: "1.33", to: "1.36" },
    crds: { source: "elsewhere", keep: true },
    // The chart names another registry, which ECR cannot cache.
    images: [
      "public.ecr.aws/aquasecurity/trivy-operator:0.32.0",
      "public.ecr.aws/aquasecurity/trivy:0.72.0",
      "public.ecr.aws/aquasecurity/trivy-db:2",
      "public.ecr.aws/aquasecurity/trivy-java-db:1",
      "public.ecr.aws/aquasecurity/trivy-checks:1",
    ],
    next: [],
    ring: "stable",
    source: "https://github.com/aquasecurity/trivy-operator/releases/tag/v0.32.0",
    checked: CHECKED,
  },
} as const satisfies Readonly<Record<string, Chart>>;

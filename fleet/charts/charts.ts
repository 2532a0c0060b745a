import type { Chart } from "./chart.ts";
import { DATA_CHARTS } from "./data-charts.ts";
import { DELIVERY_CHARTS } from "./delivery-charts.ts";
import { INGRESS_CHARTS } from "./ingress-charts.ts";
import { INSIGHT_CHARTS } from "./insight-charts.ts";
import { K3S_CHARTS } from "./k3s-charts.ts";
import { MESH_CHARTS } from "./mesh-charts.ts";
import { METRICS_CHARTS } from "./metrics-charts.ts";
import { NODE_CHARTS } from "./node-charts.ts";
import { SCALING_CHARTS } from "./scaling-charts.ts";
import { SECRETS_CHARTS } from "./secrets-charts.ts";
import { TELEMETRY_CHARTS } from "./telemetry-charts.ts";
import digests from "../chart-digests.json" with { type: "json" };
import { KEPT_BY_HELM } from "./platform-vocabulary.ts";

/** Day on which the entries were last held against their sources. */
const CHECKED = "2026-11-27";

const autoscaler = (version: string): string => `registry.k8s.io/autoscaling/cluster-autoscaler:v${version}`;

/**
 * Every chart that atoll installs, in the one version it is tested with. Digests stand in `chart-digests.json`, which
 * `atoll catalog pull --record` writes for a chart that has none; kinds stand in
 * `chart-kinds.json`.
 */
export const CHARTS = {
  ...INGRESS_CHARTS,
  ...METRICS_CHARTS,
  ...NODE_CHARTS,
  ...TELEMETRY_CHARTS,
  ...DATA_CHARTS,
  ...DELIVERY_CHARTS,
  ...SCALING_CHARTS,
  ...SECRETS_CHARTS,
  ...INSIGHT_CHARTS,
  ...MESH_CHARTS,
  "karpenter-crd": {
    chart: "karpenter-crd",
    version: "1.14.1",
    appVersion: "1.14.1",
    origin: { kind: "oci", repository: "oci://public.ecr.aws/karpenter/karpenter-crd" },
    kubernetes: { from: "1.33", to: "1.36" },
    crds: { source: "own-chart", keep: true, keptBy: { additionalAnnotations: KEPT_BY_HELM } },
    images: [],
    next: [],
    ring: "stable",
    source: "https://karpenter.sh/docs/upgrading/compatibility/",
    checked: CHECKED,
  },
  karpenter: {
    chart: "karpenter",
    version: "1.14.1",
    appVersion: "1.14.1",
    origin: { kind: "oci", repository: "oci://public.ecr.aws/karpenter/karpenter" },
    kubernetes: { from: "1.33", to: "1.36" },
    crds: { source: "elsewhere", keep: true },
    images: ["public.ecr.aws/karpenter/controller:1.14.1"],
    next: [],
    ring: "stable",
    source: "https://karpenter.sh/docs/upgrading/compatibility/",
    checked: CHECKED,
  },
  "cluster-autoscaler": {
    chart: "cluster-autoscaler",
    version: "9.59.0",
    appVersion: "1.35.0",
    origin: { kind: "https", repository: "https://kubernetes.github.io/autoscaler" },
    kubernetes: { from: "1.33", to: "1.36" },
    crds: { source: "none", keep: false },
    // One for each minor, as AUTOSCALER_VERSIONS says; no chart brings 1.36 yet, and what this one allows is enough for it.
    images: [autoscaler("1.33.5"), autoscaler("1.34.4"), autoscaler("1.35.0"), autoscaler("1.36.1")],
    next: [],
    ring: "stable",
    source: "https://github.com/kubernetes/autoscaler/releases/tag/cluster-autoscaler-chart-9.59.0",
    checked: CHECKED,
  },
  ...K3S_CHARTS,
} as const satisfies Readonly<Record<string, Chart>>;

export type ChartName = keyof typeof CHARTS;

/** Names in the order in which charts are listed and pulled. */
export const CHART_NAMES = Object.keys(CHARTS) as readonly ChartName[];

/** `sha256:...` of what is downloaded, by chart; a chart has none until somebody has recorded it. */
export function pinnedDigests(): Readonly<Record<string, string | undefined>> {
  return digests;
}

export function chartDigest(name: string): string | undefined {
  return pinnedDigests()[name];
}

import type { Chart, ChartCrd } from "./chart.ts";
import { CHART_CRDS } from "./chart-crds.ts";
import { K3S_CHARTS } from "./k3s-charts.ts";
import digests from "../chart-digests.json" with { type: "json" };
import { KEPT_BY_HELM } from "./platform-vocabulary.ts";

/** Day on which the entries were last held against their sources. */
const CHECKED = "2026-11-27";

const cert = (part: string): string => `quay.io/jetstack/cert-manager-${part}:v1.21.1`;
const autoscaler = (version: string): string => `registry.k8s.io/autoscaling/cluster-autoscaler:v${version}`;

/**
 * Every chart that atoll installs, in the one version it is tested with. Digests stand in `chart-digests.json`, which
 * `atoll catalog pull --record` writes for a chart that has none; kinds stand in `chart-crds.ts`.
 */
export const CHARTS = {
  "gateway-api": {
    chart: "gateway-api",
    version: "1.6.1",
    appVersion: "v1.6.1",
    origin: {
      kind: "manifests",
      url: "https://github.com/kubernetes-sigs/gateway-api/releases/download/v1.6.1/standard-install.yaml",
    },
    kubernetes: { from: "1.33", to: "1.36" },
    crds: { source: "packed", keep: true },
    images: [],
    next: [{ version: "1.6.3", why: "a patch of the same minor; older bundles are refused by 1.6 itself" }],
    ring: "stable",
    source: "https://github.com/kubernetes-sigs/gateway-api/releases/tag/v1.6.1",
    checked: CHECKED,
  },
  "cert-manager": {
    chart: "cert-manager",
    version: "v1.21.1",
    appVersion: "v1.21.1",
    origin: { kind: "https", repository: "https://charts.jetstack.io" },
    kubernetes: { from: "1.33", to: "1.36" },
    crds: { source: "templates", keep: true },
    images: [
      cert("controller"),
      cert("webhook"),
      cert("cainjector"),
      cert("acmesolver"),
      cert("startupapicheck"),
    ],
    next: [],
    ring: "stable",
    source: "https://cert-manager.io/docs/releases/",
    checked: CHECKED,
  },
  "traefik-crds": {
    chart: "traefik-crds",
    version: "41.3.0",
    appVersion: "v3.7.11",
    origin: { kind: "crds-folder", of: "traefik", groups: ["traefik.io"] },
    kubernetes: { from: "1.33", to: "1.36" },
    crds: { source: "packed", keep: true },
    images: [],
    next: [],
    ring: "stable",
    source: "https://github.com/traefik/traefik-helm-chart/releases/tag/v41.3.0",
    checked: CHECKED,
  },
  traefik: {
    chart: "traefik",
    version: "41.3.0",
    appVersion: "v3.7.11",
    origin: { kind: "oci", repository: "oci://ghcr.io/traefik/helm/traefik" },
    kubernetes: { from: "1.33", to: "1.36" },
    crds: { source: "elsewhere", keep: true },
    images: ["docker.io/traefik:v3.7.11"],
    next: [],
    ring: "stable",
    source: "https://github.com/traefik/traefik-helm-chart/releases/tag/v41.3.0",
    checked: CHECKED,
  },
  "metrics-server": {
    chart: "metrics-server",
    version: "3.13.1",
    appVersion: "0.8.1",
    origin: { kind: "https", repository: "https://kubernetes-sigs.github.io/metrics-server/" },
    kubernetes: { from: "1.33", to: "1.36" },
    crds: { source: "none", keep: false },
    images: ["registry.k8s.io/metrics-server/metrics-server:v0.8.1"],
    next: [],
    ring: "stable",
    source: "https://github.com/kubernetes-sigs/metrics-server/releases/tag/metrics-server-helm-chart-3.13.1",
    checked: CHECKED,
  },
  "nvidia-device-plugin": {
    chart: "nvidia-device-plugin",
    version: "0.18.2",
    appVersion: "0.18.2",
    origin: { kind: "https", repository: "https://nvidia.github.io/k8s-device-plugin" },
    kubernetes: { from: "1.33", to: "1.36" },
    crds: { source: "none", keep: false },
    images: ["nvcr.io/nvidia/k8s-device-plugin:v0.18.2"],
    next: [],
    ring: "stable",
    source: "https://github.com/NVIDIA/k8s-device-plugin/releases/tag/v0.18.2",
    checked: CHECKED,
  },
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

/** Kinds whose definitions the chart brings; none where another chart brings them. */
export function chartCrds(name: string): readonly ChartCrd[] {
  return CHART_CRDS[name] ?? [];
}

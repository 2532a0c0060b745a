import type { Chart } from "./chart.ts";

/** Day on which the entries were last held against their sources. */
const CHECKED = "2026-11-27";

const cert = (part: string): string => `quay.io/jetstack/cert-manager-${part}:v1.21.1`;

/** Charts by which requests find their way, by name and with certificates. */
export const INGRESS_CHARTS = {
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
  "external-dns": {
    chart: "external-dns",
    version: "1.21.1",
    appVersion: "0.21.0",
    origin: { kind: "https", repository: "https://kubernetes-sigs.github.io/external-dns/" },
    kubernetes: { from: "1.33", to: "1.36" },
    // Its one kind is for a source that is not used, and Helm would never upgrade it.
    crds: { source: "none", keep: false },
    images: ["registry.k8s.io/external-dns/external-dns:v0.21.0"],
    next: [],
    ring: "stable",
    source: "https://github.com/kubernetes-sigs/external-dns/releases/tag/external-dns-helm-chart-1.21.1",
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
} as const satisfies Readonly<Record<string, Chart>>;

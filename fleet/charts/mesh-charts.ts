import type { Chart } from "./chart.ts";

/** Day on which the entries were last held against their sources. */
const CHECKED = "2026-11-27";

const REPOSITORY = "https://istio-release.storage.googleapis.com/charts";
const VERSION = "1.30.3";

/** Images without a shell: the variant that the ambient profile of the charts runs. */
const image = (name: string): string => `registry.istio.io/release/${name}:${VERSION}-distroless`;

/** All four are one release, and move together. */
const RELEASE = {
  version: VERSION,
  appVersion: VERSION,
  origin: { kind: "https", repository: REPOSITORY },
  kubernetes: { from: "1.33", to: "1.36" },
  next: [
    {
      version: "1.31.1",
      why: "closes a way round BackendTLSPolicy; nodes first see unhealthy endpoints there, and it wants Gateway API 1.6",
    },
  ],
  ring: "stable",
  source: "https://istio.io/latest/news/releases/1.30.x/announcing-1.30.3/",
  checked: CHECKED,
} as const;

/** Charts of the mesh. */
export const MESH_CHARTS = {
  "istio-base": { ...RELEASE, chart: "base", crds: { source: "own-chart", keep: true }, images: [] },
  istiod: {
    ...RELEASE,
    chart: "istiod",
    crds: { source: "elsewhere", keep: true },
    // The second is that of waypoints, which istiod starts for those who declare one.
    images: [image("pilot"), image("proxyv2")],
  },
  "istio-cni": {
    ...RELEASE,
    chart: "cni",
    crds: { source: "none", keep: false },
    images: [image("install-cni")],
  },
  ztunnel: {
    ...RELEASE,
    chart: "ztunnel",
    crds: { source: "none", keep: false },
    images: [image("ztunnel")],
  },
} as const satisfies Readonly<Record<string, Chart>>;

import type { Chart } from "./chart.ts";

/** Day on which the entries were last held against their sources. */
const CHECKED = "2026-11-27";

/** Definitions of snapshots, which upstream publishes one file each. */
const snapshotKind = (group: string, plural: string): string =>
  `https://raw.githubusercontent.com/kubernetes-csi/external-snapshotter/v8.6.0/client/config/crd/${group}.storage.k8s.io_${plural}.yaml`;

/** Charts about nodes and what runs on them. */
export const NODE_CHARTS = {
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
  "node-problem-detector": {
    chart: "node-problem-detector",
    version: "2.4.1",
    appVersion: "v1.35.1",
    origin: { kind: "oci", repository: "oci://ghcr.io/deliveryhero/helm-charts/node-problem-detector" },
    kubernetes: { from: "1.33", to: "1.36" },
    crds: { source: "none", keep: false },
    images: ["registry.k8s.io/node-problem-detector/node-problem-detector:v1.35.1"],
    next: [],
    ring: "stable",
    source: "https://github.com/deliveryhero/helm-charts/tree/master/stable/node-problem-detector",
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
  "external-snapshotter-crds": {
    chart: "external-snapshotter-crds",
    version: "8.6.0",
    appVersion: "v8.6.0",
    origin: {
      kind: "manifests",
      url: snapshotKind("snapshot", "volumesnapshotclasses"),
      further: [
        snapshotKind("snapshot", "volumesnapshotcontents"),
        snapshotKind("snapshot", "volumesnapshots"),
        snapshotKind("groupsnapshot", "volumegroupsnapshotclasses"),
        snapshotKind("groupsnapshot", "volumegroupsnapshotcontents"),
        snapshotKind("groupsnapshot", "volumegroupsnapshots"),
      ],
    },
    kubernetes: { from: "1.33", to: "1.36" },
    crds: { source: "packed", keep: true },
    images: [],
    next: [],
    ring: "stable",
    source: "https://github.com/kubernetes-csi/external-snapshotter/releases/tag/v8.6.0",
    checked: CHECKED,
  },
  "snapshot-controller": {
    chart: "snapshot-controller",
    version: "5.2.0",
    appVersion: "v8.6.0",
    origin: { kind: "https", repository: "https://piraeus.io/helm-charts/" },
    kubernetes: { from: "1.33", to: "1.36" },
    crds: { source: "elsewhere", keep: true },
    images: ["registry.k8s.io/sig-storage/snapshot-controller:v8.6.0"],
    next: [],
    ring: "stable",
    source: "https://github.com/piraeusdatastore/helm-charts/tree/main/charts/snapshot-controller",
    checked: CHECKED,
  },
} as const satisfies Readonly<Record<string, Chart>>;

import type { Chart } from "./chart.ts";

/** Day on which the entries were last held against their sources. */
const CHECKED = "2026-11-27";

const ebs = (path: string): string => `public.ecr.aws/ebs-csi-driver/${path}`;
const csi = (path: string): string => `public.ecr.aws/csi-components/${path}`;
const longhorn = (path: string): string => `docker.io/longhornio/${path}`;

const UPGRADES = "https://github.com/rancher/system-upgrade-controller/releases";
const LOAD_BALANCER = "https://github.com/kubernetes-sigs/aws-load-balancer-controller/releases/tag/v3.5.0";

/**
 * Charts of what runs inside a K3s cluster before its platform. No digest of them is recorded yet: the first
 * `atoll catalog pull --record` does that, for a review.
 */
export const K3S_CHARTS = {
  "aws-load-balancer-controller-crds": {
    chart: "aws-load-balancer-controller-crds",
    version: "3.5.0",
    appVersion: "v3.5.0",
    origin: {
      kind: "crds-folder",
      of: "aws-load-balancer-controller",
      groups: ["aga.k8s.aws", "elbv2.k8s.aws", "gateway.k8s.aws"],
    },
    kubernetes: { from: "1.33", to: "1.36" },
    crds: { source: "packed", keep: true },
    images: [],
    next: [],
    ring: "stable",
    source: LOAD_BALANCER,
    checked: CHECKED,
  },
  "aws-load-balancer-controller": {
    chart: "aws-load-balancer-controller",
    version: "3.5.0",
    appVersion: "v3.5.0",
    origin: { kind: "https", repository: "https://aws.github.io/eks-charts" },
    kubernetes: { from: "1.33", to: "1.36" },
    crds: { source: "elsewhere", keep: true },
    images: ["public.ecr.aws/eks/aws-load-balancer-controller:v3.5.0"],
    next: [],
    ring: "stable",
    source: LOAD_BALANCER,
    checked: CHECKED,
  },
  "aws-ebs-csi-driver": {
    chart: "aws-ebs-csi-driver",
    version: "2.64.0",
    appVersion: "1.64.0",
    origin: { kind: "https", repository: "https://kubernetes-sigs.github.io/aws-ebs-csi-driver" },
    kubernetes: { from: "1.33", to: "1.36" },
    crds: { source: "none", keep: false },
    images: [
      ebs("aws-ebs-csi-driver:v1.64.0"),
      csi("csi-provisioner:v6.3.0-eksbuild.4"),
      csi("csi-attacher:v4.12.0-eksbuild.5"),
      csi("csi-resizer:v2.2.1-eksbuild.3"),
      csi("csi-node-driver-registrar:v2.17.0-eksbuild.5"),
      csi("livenessprobe:v2.19.0-eksbuild.5"),
    ],
    next: [],
    ring: "stable",
    source:
      "https://github.com/kubernetes-sigs/aws-ebs-csi-driver/releases/tag/helm-chart-aws-ebs-csi-driver-2.64.0",
    checked: CHECKED,
  },
  longhorn: {
    chart: "longhorn",
    version: "1.12.1",
    appVersion: "v1.12.1",
    origin: { kind: "https", repository: "https://charts.longhorn.io" },
    kubernetes: { from: "1.33", to: "1.36" },
    // They go with the release, yet that does not go before somebody has said so in Longhorn itself.
    crds: { source: "templates", keep: false },
    images: [
      longhorn("longhorn-engine:v1.12.1"),
      longhorn("longhorn-manager:v1.12.1"),
      longhorn("longhorn-ui:v1.12.1"),
      longhorn("longhorn-instance-manager:v1.12.1"),
      longhorn("longhorn-share-manager:v1.12.1"),
      longhorn("backing-image-manager:v1.12.1"),
      longhorn("support-bundle-kit:v0.0.92"),
      longhorn("csi-attacher:v4.12.0"),
      longhorn("csi-provisioner:v5.3.0"),
      longhorn("csi-node-driver-registrar:v2.17.0"),
      longhorn("csi-resizer:v2.2.1"),
      longhorn("csi-snapshotter:v8.6.0"),
      longhorn("livenessprobe:v2.19.0"),
    ],
    next: [],
    ring: "stable",
    source: "https://github.com/longhorn/longhorn/releases/tag/v1.12.1",
    checked: CHECKED,
  },
  "system-upgrade-crds": {
    chart: "system-upgrade-crds",
    version: "0.20.1",
    appVersion: "v0.20.1",
    origin: { kind: "manifests", url: `${UPGRADES}/download/v0.20.1/crd.yaml` },
    kubernetes: { from: "1.33", to: "1.36" },
    crds: { source: "packed", keep: true },
    images: [],
    next: [],
    ring: "stable",
    source: `${UPGRADES}/tag/v0.20.1`,
    checked: CHECKED,
  },
} as const satisfies Readonly<Record<string, Chart>>;

import type { AddOnName } from "./add-ons.ts";
import { type ChartName, CHARTS } from "./charts.ts";

/** Add-ons of other charts than the one of their own name; their contracts say which is for what. */
const CHARTS_OF: Readonly<Partial<Record<AddOnName, readonly ChartName[]>>> = {
  "aws-load-balancer-controller": ["aws-load-balancer-controller-crds", "aws-load-balancer-controller"],
  "cloudnative-pg": ["cloudnative-pg", "plugin-barman-cloud"],
  istio: ["istio-base", "istiod"],
  "istio-ambient": ["istio-cni", "ztunnel"],
  "keda-http": ["keda-add-ons-http-crds", "keda-add-ons-http"],
  "node-exporter": ["prometheus-node-exporter"],
  opentelemetry: ["opentelemetry-operator"],
  pyrra: ["pyrra-crds", "pyrra"],
  traefik: ["traefik-crds", "traefik"],
  "trivy-operator": ["trivy-operator-crds", "trivy-operator"],
  velero: ["velero-crds", "velero"],
  "victoria-metrics": ["victoria-metrics-operator-crds", "victoria-metrics-operator"],
  "volume-snapshots": ["external-snapshotter-crds", "snapshot-controller"],
  vpa: ["vertical-pod-autoscaler-crds", "vertical-pod-autoscaler"],
};

const isChart = (name: string): name is ChartName => Object.hasOwn(CHARTS, name);

/** Charts of an add-on, in the order in which they are installed. */
export function addOnCharts(name: AddOnName): readonly ChartName[] {
  return CHARTS_OF[name] ?? (isChart(name) ? [name] : []);
}

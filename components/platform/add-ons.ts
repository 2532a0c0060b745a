import type { AddOnName } from "../../fleet/charts/add-ons.ts";
import { certManager } from "./ingress/cert-manager.ts";
import { cloudnativePg } from "./data/cloudnative-pg.ts";
import { velero } from "./data/velero.ts";
import { nodeProblemDetector } from "./nodes/node-problem-detector.ts";
import { trivyOperator } from "./secrets/trivy-operator.ts";
import type { AddOn } from "./contract.ts";
import { vpa } from "./scaling/vpa.ts";
import { kedaHttp } from "./scaling/keda-http.ts";
import { keda } from "./scaling/keda.ts";
import { reloader } from "./delivery/reloader.ts";
import { argoCd } from "./delivery/argo-cd.ts";
import { gatewayApi } from "./ingress/gateway-api.ts";
import { alloy } from "./logs/alloy.ts";
import { loki } from "./logs/loki.ts";
import { opentelemetry } from "./traces/opentelemetry.ts";
import { tempo } from "./traces/tempo.ts";
import { grafana } from "./dashboards/grafana.ts";
import { opencost } from "./cost/opencost.ts";
import { pyrra } from "./metrics/pyrra.ts";
import { istio } from "./mesh/istio.ts";
import { istioAmbient } from "./mesh/istio-ambient.ts";
import { kubeStateMetrics } from "./metrics/kube-state-metrics.ts";
import { nodeExporter } from "./metrics/node-exporter.ts";
import { victoriaMetrics } from "./metrics/victoria-metrics.ts";
import { metricsServer } from "./nodes/metrics-server.ts";
import { nvidiaDevicePlugin } from "./nodes/nvidia-device-plugin.ts";
import { prometheusOperatorCrds } from "./metrics/prometheus-operator-crds.ts";
import { externalSecrets } from "./secrets/external-secrets.ts";
import { awsLoadBalancerController } from "./ingress/aws-load-balancer-controller.ts";
import { externalDns } from "./ingress/external-dns.ts";
import { volumeSnapshots } from "./nodes/volume-snapshots.ts";
import { traefik } from "./ingress/traefik.ts";

/** Every add-on there is. */
export const ADD_ONS: Readonly<Record<AddOnName, AddOn>> = {
  alloy,
  "argo-cd": argoCd,
  "aws-load-balancer-controller": awsLoadBalancerController,
  "cert-manager": certManager,
  "cloudnative-pg": cloudnativePg,
  "external-dns": externalDns,
  "external-secrets": externalSecrets,
  "gateway-api": gatewayApi,
  grafana,
  istio,
  "istio-ambient": istioAmbient,
  keda,
  "keda-http": kedaHttp,
  "kube-state-metrics": kubeStateMetrics,
  loki,
  "metrics-server": metricsServer,
  "node-exporter": nodeExporter,
  "node-problem-detector": nodeProblemDetector,
  "nvidia-device-plugin": nvidiaDevicePlugin,
  opencost,
  opentelemetry,
  "prometheus-operator-crds": prometheusOperatorCrds,
  pyrra,
  reloader,
  tempo,
  traefik,
  "trivy-operator": trivyOperator,
  velero,
  "victoria-metrics": victoriaMetrics,
  "volume-snapshots": volumeSnapshots,
  vpa,
};

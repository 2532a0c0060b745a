import type { AlertCase } from "./rule-case.ts";

const errors = (object: string): string =>
  `keda_scaler_detail_errors_total{exported_namespace="acme--prod",scaledObject="${object}",scaler="prometheusScaler",triggerIndex="0"}`;

/** What scales workloads by time, queries and queues. */
export const SCALING_CASES: readonly AlertCase[] = [
  {
    alert: "ScalerFailing",
    series: { [errors("shop")]: "0+1x40", [errors("cart")]: "3x40" },
    at: "30m",
    fires: [
      {
        severity: "warning",
        labels: {
          tenant: "acme",
          exported_namespace: "acme--prod",
          scaledObject: "shop",
          scaler: "prometheusScaler",
        },
        summary: "acme--prod/shop cannot ask its trigger prometheusScaler, so it does not follow load.",
      },
    ],
    quiet: { [errors("shop")]: "0x5 1x40" },
  },
  {
    alert: "ScalingStopped",
    series: { up: "1x30" },
    at: "20m",
    fires: [
      {
        severity: "critical",
        summary:
          "KEDA does not run: no workload is scaled by time, queries or queues, and none starts from zero.",
      },
    ],
    quiet: { 'keda_build_info{version="2.20.2"}': "1x30" },
  },
];

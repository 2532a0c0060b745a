import type { AlertCase } from "./rule-case.ts";

const questions = (failed: number) => ({
  'grafana_http_request_duration_seconds_count{status_code="200"}': "0+100x60",
  'grafana_http_request_duration_seconds_count{status_code="502"}': `0+${failed}x60`,
});

const OBJECTIVE = 'controller_runtime_reconcile_errors_total{controller="servicelevelobjective"}';

/** Dashboards, costs and objectives. */
export const INSIGHT_CASES: readonly AlertCase[] = [
  {
    alert: "GrafanaErrors",
    series: questions(25),
    at: "40m",
    fires: [{ severity: "warning", summary: "20% of what people ask Grafana for ends in an error." }],
    quiet: questions(5),
  },
  {
    alert: "CostsUnknown",
    series: { up: "1x200" },
    at: "3h",
    fires: [{ severity: "warning", summary: "Nobody works out what this cluster costs." }],
    quiet: { 'node_total_hourly_cost{node="a"}': "0.1x200" },
  },
  {
    alert: "ObjectiveWithoutRules",
    series: { [OBJECTIVE]: "0+1x90" },
    at: "80m",
    fires: [
      {
        severity: "warning",
        summary: "Pyrra fails to make rules from an objective, so nobody hears when it is missed.",
      },
    ],
    quiet: { [OBJECTIVE]: "3x90" },
  },
];

import { CONTROL_PLANE_CASES } from "./control-plane.ts";
import { INGRESS_CASES } from "./ingress.ts";
import { COST_RECORDS } from "./costs.ts";
import { DATA_CASES } from "./data.ts";
import { DELIVERY_CASES } from "./delivery.ts";
import { INSIGHT_CASES } from "./insight.ts";
import { LOG_AND_TRACE_CASES } from "./logs-and-traces.ts";
import { METRICS_CASES } from "./metrics.ts";
import { MESH_CASES } from "./mesh.ts";
import { NODE_CASES } from "./nodes.ts";
import { PROMISE_CASES } from "./promises.ts";
import type { AlertCase, RecordCase } from "./rule-case.ts";
import { SCALING_CASES } from "./scaling.ts";
import { SLO_CASES, SLO_RECORDS } from "./slos.ts";
import { WORKLOAD_CASES } from "./workloads.ts";

/** When each alert of the platform fires, and when it does not. */
export const ALERT_CASES: readonly AlertCase[] = [
  ...NODE_CASES,
  ...WORKLOAD_CASES,
  ...CONTROL_PLANE_CASES,
  ...DELIVERY_CASES,
  ...DATA_CASES,
  ...SCALING_CASES,
  ...SLO_CASES,
  ...PROMISE_CASES,
  ...INGRESS_CASES,
  ...MESH_CASES,
  ...METRICS_CASES,
  ...INSIGHT_CASES,
  ...LOG_AND_TRACE_CASES,
];

/** What recorded series are worked out to. */
export const RECORD_CASES: readonly RecordCase[] = [...SLO_RECORDS, ...COST_RECORDS];

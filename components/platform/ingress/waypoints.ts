import { PROMETHEUS_RULE_API } from "../../../fleet/charts/platform-vocabulary.ts";
import {
  GATEWAY_CLASS_LABEL,
  HBONE_PORT,
  MESH_NAMESPACE,
  WAYPOINT_CLASS,
} from "../../../fleet/mesh-vocabulary.ts";
import type { AddOnContract, AddOnObject } from "../contract.ts";

/** Pods that istiod starts beside the gateway, one kind for each environment of a tenant. */
const PODS = { [GATEWAY_CLASS_LABEL]: WAYPOINT_CLASS };

/** Port of a waypoint's own metrics. */
const METRICS_PORT = 15020;

/**
 * Who speaks with waypoints. A tenant's wall lets its pods reach their own waypoint alone, so here all of them may come;
 * and each waypoint answers only those whom its policy in the mesh names.
 */
export const WAYPOINT_TRAFFIC: AddOnContract["traffic"] = {
  "waypoints-from-tenants": { from: "tenants", ports: [HBONE_PORT], pods: PODS, inMesh: true },
  "waypoints-from-gateway": { from: "same", ports: [HBONE_PORT], pods: PODS, inMesh: true },
  "waypoints-metrics": { from: "metrics", port: METRICS_PORT, pods: PODS, inMesh: true },
  "waypoints-to-mesh": {
    to: "namespace",
    namespace: MESH_NAMESPACE,
    ports: [15012],
    pods: PODS,
    inMesh: true,
  },
};

/** Requests between callers and tenants, as waypoints count them. */
export function waypointMonitor(): AddOnObject {
  return {
    role: "waypoint-monitor",
    apiVersion: PROMETHEUS_RULE_API,
    kind: "PodMonitor",
    name: "waypoints",
    namespaced: true,
    body: {
      spec: {
        selector: { matchLabels: PODS },
        podMetricsEndpoints: [{ port: "metrics", path: "/stats/prometheus" }],
      },
    },
  };
}

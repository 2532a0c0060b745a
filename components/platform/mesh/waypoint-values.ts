import { GATEWAY_CLASS_LABEL, GATEWAY_NAME_LABEL, WAYPOINT_CLASS } from "../../../fleet/mesh-vocabulary.ts";
import type { Values } from "../contract.ts";
import { SPREAD } from "../workload.ts";

const PODS = { [GATEWAY_CLASS_LABEL]: WAYPOINT_CLASS };

/** What each waypoint asks for, which carries the requests of one environment, and where its pods are: apart. */
export const WAYPOINT_VALUES: Values = {
  resources: {
    requests: { cpu: "50m", memory: "128Mi" },
    limits: { cpu: "1", memory: "512Mi" },
  },
  // Pods of one waypoint are counted, not those of all.
  topologySpreadConstraints: SPREAD.map((one) => ({
    ...one,
    labelSelector: { matchLabels: PODS },
    matchLabelKeys: [GATEWAY_NAME_LABEL],
  })),
};

/** Requests that no waypoint carries go nowhere, so there are two where the service level buys more than one of anything. */
export function waypointShape(replicas: number): Values {
  if (replicas < 2) return { deployment: { spec: { replicas: 1 } } };
  return {
    deployment: { spec: { replicas: 2 } },
    podDisruptionBudget: { spec: { minAvailable: 1 } },
  };
}

import { AS_TENANT } from "../cel.ts";
import type { Guard } from "../guard.ts";

const LEAST = "object.spec.minAvailable";
const MOST = "object.spec.maxUnavailable";

/** A disruption budget slows the emptying of nodes and never stops it. Two of three pods may be kept, or half of more. */
export const budgets: Guard = {
  name: "atoll-tenant-budgets",
  kinds: [{ apiGroups: ["policy"], resources: ["poddisruptionbudgets"], operations: ["CREATE", "UPDATE"] }],
  conditions: { "of-a-tenant": AS_TENANT },
  checks: {
    unavailable: {
      expression: `!has(${MOST}) || !string(${MOST}).matches("^0+%?$")`,
      message: "a budget lets one pod go at least: maxUnavailable is more than 0",
    },
    available: {
      expression: `!has(${LEAST}) || (type(${LEAST}) == int ? int(${LEAST}) <= 2 : string(${LEAST}).matches("^([0-9]|[1-4][0-9]|50)%$"))`,
      message: "a budget lets pods go: minAvailable is at most 2, or at most 50%",
    },
    unhealthy: {
      expression: 'object.spec.?unhealthyPodEvictionPolicy.orValue("") == "AlwaysAllow"',
      message: "pods that do not work may always go: unhealthyPodEvictionPolicy is AlwaysAllow",
    },
  },
};

import { GUARD_PARAMETERS } from "../../../../fleet/guard-vocabulary.ts";
import { AS_TENANT, NAMESPACE_VARIABLES, PLATFORM, quoted, told, untold } from "../cel.ts";
import type { Guard } from "../guard.ts";

const PODS = `variables.parameters[${quoted(GUARD_PARAMETERS.pods)}]`;

const LEAST = quoted(GUARD_PARAMETERS.leastReplicas);

/** How far a workload may grow and shrink by itself. */
export const autoscalers: Guard = {
  name: "atoll-tenant-autoscalers",
  kinds: [
    { apiGroups: ["autoscaling"], resources: ["horizontalpodautoscalers"], operations: ["CREATE", "UPDATE"] },
  ],
  conditions: { "of-a-tenant": AS_TENANT },
  variables: NAMESPACE_VARIABLES,
  checks: {
    told: told(GUARD_PARAMETERS.pods),
    most: {
      expression: `${untold(GUARD_PARAMETERS.pods)} || object.spec.maxReplicas <= int(${PODS}) || ${PLATFORM}`,
      message: "an autoscaler asks for no more pods than the tenant may have",
    },
    least: {
      expression: `!(${LEAST} in variables.parameters) || object.spec.?minReplicas.orValue(1) >= int(variables.parameters[${LEAST}]) || ${PLATFORM}`,
      message: "an autoscaler here keeps as many pods as the loss of a zone asks for: raise minReplicas",
    },
  },
};

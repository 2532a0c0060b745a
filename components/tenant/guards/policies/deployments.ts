import { GUARD_PARAMETERS, SCALED_LABEL } from "../../../../fleet/guard-vocabulary.ts";
import { AS_TENANT, NAMESPACE_VARIABLES, quoted } from "../cel.ts";
import type { Guard } from "../guard.ts";

const LEAST = quoted(GUARD_PARAMETERS.leastReplicas);

/**
 * What keeps a stateless workload up while a node, a zone or a version goes, where the cluster promises that. It does
 * not look at other kinds: one pod of a StatefulSet or of a Job is no mistake.
 */
export const deployments: Guard = {
  name: "atoll-tenant-deployments",
  kinds: [{ apiGroups: ["apps"], resources: ["deployments"], operations: ["CREATE", "UPDATE"] }],
  conditions: { "of-a-tenant": AS_TENANT },
  variables: {
    ...NAMESPACE_VARIABLES,
    // Conditions know no namespace, so this is asked in each check.
    least: `int(variables.parameters[?${LEAST}].orValue("0"))`,
    labels: "object.metadata.?labels.orValue({})",
    rollout: "object.spec.?strategy.?rollingUpdate.orValue({})",
    containers: "object.spec.template.spec.containers",
  },
  checks: {
    replicas: {
      // A new version of what an autoscaler has made smaller is not refused for that.
      expression: `variables.least == 0 || ${quoted(SCALED_LABEL)} in variables.labels || object.spec.replicas == 0 || object.spec.replicas >= variables.least || (oldObject != null && oldObject.spec.replicas == object.spec.replicas)`,
      message: `a Deployment here has as many pods as the loss of a zone asks for, or none; label it ${SCALED_LABEL}: autoscaled where something else counts them`,
    },
    rollout: {
      expression:
        'variables.least == 0 || (string(variables.rollout.?maxUnavailable.orValue("")) in ["0", "0%"] && string(variables.rollout.?maxSurge.orValue("")) == "1")',
      message: "a new version takes no pod away before another is ready: maxSurge is 1, maxUnavailable is 0",
    },
    readiness: {
      expression: "variables.least == 0 || variables.containers.all(one, has(one.readinessProbe))",
      message: "every container has a readinessProbe",
    },
    resources: {
      expression:
        'variables.least == 0 || variables.containers.all(one, ["cpu", "memory"].all(kind, kind in one.?resources.?requests.orValue({}) && kind in one.?resources.?limits.orValue({})))',
      message: "every container has requests and limits of cpu and memory",
    },
  },
};

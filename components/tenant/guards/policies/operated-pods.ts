import { AS_TENANT, OPERATED, PLATFORM } from "../cel.ts";
import type { Guard } from "../guard.ts";
import { WORKLOADS } from "./workloads.ts";

/**
 * Pods of operators are not looked at by other guards, so nobody else may say that a pod is one. What controllers of
 * Kubernetes make comes from a workload that was looked at here.
 */
export const operatedPods: Guard = {
  name: "atoll-tenant-operated-pods",
  kinds: [
    ...WORKLOADS,
    { apiGroups: ["apps"], resources: ["replicasets"], operations: ["CREATE", "UPDATE"] },
    { apiGroups: [""], resources: ["replicationcontrollers"], operations: ["CREATE", "UPDATE"] },
  ],
  conditions: { "of-a-tenant": AS_TENANT },
  checks: {
    label: {
      expression: `!(${OPERATED}) || ${PLATFORM}`,
      message: "labels of databases and gateways are for pods that their operators make",
    },
  },
};

import { GUARD_PARAMETERS, NODE_CONDITION_TAINTS } from "../../../../fleet/guard-vocabulary.ts";
import {
  GPU_TAINT,
  POOL_TAINT,
  TENANT_NODE_LABEL,
  TENANT_NODE_TAINT,
} from "../../../../fleet/nodes/karpenter-vocabulary.ts";
import {
  AS_TENANT,
  listed,
  NAMESPACE_VARIABLES,
  OPERATED,
  parameter,
  POD_VARIABLES,
  quoted,
} from "../cel.ts";
import type { Guard } from "../guard.ts";
import { WORKLOADS } from "./workloads.ts";

/** Taints that anybody may tolerate: of shared pools, and those that the API server adds itself. */
const SHARED = listed([...NODE_CONDITION_TAINTS, POOL_TAINT, GPU_TAINT]);

const OWN = `(one.?key.orValue("") == ${quoted(TENANT_NODE_TAINT)} && one.?operator.orValue("Equal") == "Equal" && one.?value.orValue("") == variables.tenant)`;

const CHOSEN = `variables.spec.?nodeSelector[?${quoted(TENANT_NODE_LABEL)}].orValue("")`;

const PREFERRED =
  "variables.spec.?affinity.?nodeAffinity.?preferredDuringSchedulingIgnoredDuringExecution.orValue([]).map(one, one.preference)";
const REQUIRED =
  "variables.spec.?affinity.?nodeAffinity.?requiredDuringSchedulingIgnoredDuringExecution.?nodeSelectorTerms.orValue([])";

/** On which nodes a tenant's pods may be, and which of them comes first. */
export const podPlacement: Guard = {
  name: "atoll-tenant-pod-placement",
  kinds: WORKLOADS,
  conditions: { "of-a-tenant": AS_TENANT, "not-of-an-operator": `!(${OPERATED})` },
  variables: {
    ...NAMESPACE_VARIABLES,
    ...POD_VARIABLES,
    terms: `${REQUIRED} + ${PREFERRED}`,
  },
  checks: {
    node: {
      // A pod that runs has one; the scheduler has chosen it.
      expression:
        '(object.kind == "Pod" && request.operation == "UPDATE") || variables.spec.?nodeName.orValue("") == ""',
      message: "a pod does not choose its node: leave out nodeName",
    },
    tolerations: {
      expression: `variables.spec.?tolerations.orValue([]).all(one, one.?key.orValue("") in ${SHARED} || ${OWN})`,
      message: `a pod tolerates shared pools and nodes of its own tenant alone: ${TENANT_NODE_TAINT} with the tenant's id`,
    },
    "own-nodes": {
      expression: `${parameter(GUARD_PARAMETERS.nodes)} != "own" || ${CHOSEN} == variables.tenant`,
      message: `this tenant has nodes of its own: pods need the node selector ${TENANT_NODE_LABEL} with its id, and the toleration ${TENANT_NODE_TAINT}`,
    },
    "others-nodes": {
      expression: `${CHOSEN} in ["", variables.tenant] && !variables.terms.exists(term, term.?matchExpressions.orValue([]).exists(one, one.key == ${quoted(TENANT_NODE_LABEL)}))`,
      message: `nodes of a tenant are chosen by the node selector ${TENANT_NODE_LABEL} with its own id`,
    },
    scheduler: {
      expression:
        'variables.spec.?schedulerName.orValue("default-scheduler") == "default-scheduler" && variables.spec.?runtimeClassName.orValue("") == ""',
      message: "pods have the usual scheduler and the usual runtime",
    },
    priority: {
      expression: 'variables.spec.?priorityClassName.orValue("") == ""',
      message: "pods of tenants have no priority class",
    },
  },
};

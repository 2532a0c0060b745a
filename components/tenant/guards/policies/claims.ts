import { GUARD_PARAMETERS } from "../../../../fleet/guard-vocabulary.ts";
import { AS_TENANT, NAMESPACE_VARIABLES, PLATFORM, quoted, told, untold } from "../cel.ts";
import type { Guard } from "../guard.ts";

const OFFERED = `variables.parameters[${quoted(GUARD_PARAMETERS.storageClass)}]`;

/** What volumes a tenant may claim: new ones of the class that is offered. */
export const claims: Guard = {
  name: "atoll-tenant-claims",
  kinds: [{ apiGroups: [""], resources: ["persistentvolumeclaims"], operations: ["CREATE", "UPDATE"] }],
  conditions: { "of-a-tenant": AS_TENANT },
  variables: NAMESPACE_VARIABLES,
  checks: {
    told: told(GUARD_PARAMETERS.storageClass),
    class: {
      expression: `${untold(GUARD_PARAMETERS.storageClass)} || object.spec.?storageClassName.orValue("") == ${OFFERED} || ${PLATFORM}`,
      message: "volumes are of the storage class that the platform offers",
    },
    volume: {
      // Once it is bound, its volume is named.
      expression:
        'request.operation == "UPDATE" || (object.spec.?volumeName.orValue("") == "" && !has(object.spec.selector))',
      message: "a claim gets a new volume: leave out volumeName and selector",
    },
    source: {
      expression:
        'object.spec.?dataSourceRef.?namespace.orValue("") == "" && object.spec.?volumeAttributesClassName.orValue("") == ""',
      message: "a volume has what its class gives, and begins as one of its own namespace if it is not empty",
    },
  },
};

import { GUARD_PARAMETERS } from "../../../../fleet/guard-vocabulary.ts";
import { NAMESPACE_VARIABLES, parameters, PLATFORM } from "../cel.ts";
import type { Guard } from "../guard.ts";

/**
 * Commands in pods of a database would be its superuser's, and some of their ports listen for their own pod alone. A
 * request for a connection shows the pod's name and nothing else of it; all that the operator makes for a database, its
 * poolers and jobs too, begin with the database's name and a hyphen.
 */
export const commands: Guard = {
  name: "atoll-tenant-commands",
  kinds: [
    {
      apiGroups: [""],
      resources: ["pods/exec", "pods/attach", "pods/portforward"],
      operations: ["CONNECT"],
    },
  ],
  variables: NAMESPACE_VARIABLES,
  checks: {
    database: {
      expression: `!${parameters(GUARD_PARAMETERS.databases)}.exists(one, one != "" && request.name.startsWith(one + "-")) || ${PLATFORM}`,
      message: "a database is spoken with through its Service, not from inside its pods",
    },
  },
};

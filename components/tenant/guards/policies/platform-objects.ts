import { MANAGED_BY_LABEL } from "../../../../fleet/tenant-vocabulary.ts";
import { PLATFORM } from "../cel.ts";
import type { Guard } from "../guard.ts";

/** What the platform puts into a tenant's namespace is the platform's, of whatever kind, and whoever has which rights. */
export const platformObjects: Guard = {
  name: "atoll-tenant-platform-objects",
  kinds: [{ apiGroups: ["*"], resources: ["*"], operations: ["CREATE", "UPDATE", "DELETE"] }],
  labelled: { [MANAGED_BY_LABEL]: "atoll" },
  checks: {
    kept: {
      expression: PLATFORM,
      message: `objects with the label ${MANAGED_BY_LABEL}: atoll are the platform's`,
    },
  },
};

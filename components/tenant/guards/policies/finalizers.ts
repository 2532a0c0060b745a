import { USUAL_FINALIZERS } from "../../../../fleet/guard-vocabulary.ts";
import { listed, PLATFORM, PLATFORM_ACCOUNT } from "../cel.ts";
import type { Guard } from "../guard.ts";

/** A finalizer that nobody takes away would keep an object, and with it the namespace, for ever. */
export const finalizers: Guard = {
  name: "atoll-tenant-finalizers",
  kinds: [{ apiGroups: ["*"], resources: ["*"], operations: ["CREATE", "UPDATE"] }],
  conditions: { "of-a-tenant": `!${PLATFORM_ACCOUNT}` },
  variables: {
    before: "oldObject == null ? [] : oldObject.?metadata.?finalizers.orValue([])",
  },
  checks: {
    known: {
      expression: `object.?metadata.?finalizers.orValue([]).all(one, one in ${listed(USUAL_FINALIZERS)} || one in variables.before) || ${PLATFORM}`,
      message: "finalizers are put on objects by controllers alone",
    },
  },
};

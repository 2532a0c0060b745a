import { TOKEN_SECRET_TYPE } from "../../../../fleet/guard-vocabulary.ts";
import { quoted } from "../cel.ts";
import type { Guard } from "../guard.ts";

/** A token that never ends is made for nobody, nor by a controller that a tenant tells what to make. */
export const secrets: Guard = {
  name: "atoll-tenant-secrets",
  kinds: [{ apiGroups: [""], resources: ["secrets"], operations: ["CREATE", "UPDATE"] }],
  checks: {
    token: {
      expression: `object.?type.orValue("") != ${quoted(TOKEN_SECRET_TYPE)}`,
      message: "no Secret holds a token of an account",
    },
  },
};

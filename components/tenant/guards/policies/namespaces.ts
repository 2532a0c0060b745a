import { TENANT_LABEL } from "../../../../fleet/tenant-vocabulary.ts";
import { PLATFORM, quoted } from "../cel.ts";
import type { Guard } from "../guard.ts";

const label = (object: string): string =>
  `${object} != null && ${quoted(TENANT_LABEL)} in ${object}.metadata.?labels.orValue({})`;

const same = (field: string, empty: string): string =>
  `object.metadata.?${field}.orValue(${empty}) == oldObject.metadata.?${field}.orValue(${empty})`;

const SAME = [
  same("labels", "{}"),
  same("annotations", "{}"),
  same("finalizers", "[]"),
  same("ownerReferences", "[]"),
].join(" && ");

/**
 * Labels and annotations of a tenant's namespace are its Pod Security, its place in the mesh and the parameters of all
 * other guards, so nobody but the platform changes any of them, in whichever way.
 */
export const namespaces: Guard = {
  name: "atoll-tenant-namespaces",
  ofNamespaces: true,
  kinds: [
    { apiGroups: [""], resources: ["namespaces"], operations: ["CREATE", "UPDATE", "DELETE"] },
    { apiGroups: [""], resources: ["namespaces/status", "namespaces/finalize"], operations: ["UPDATE"] },
  ],
  conditions: { "of-a-tenant": `(${label("object")}) || (${label("oldObject")})` },
  checks: {
    kept: {
      expression: `(request.operation == "UPDATE" && ${SAME}) || ${PLATFORM}`,
      message: "a tenant's namespace, its labels and its annotations are the platform's",
    },
  },
};

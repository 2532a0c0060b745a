import { GUARD_PARAMETERS } from "../../../../fleet/guard-vocabulary.ts";
import { AS_TENANT, NAMESPACE_VARIABLES, OPERATED, parameters, POD_VARIABLES, quoted } from "../cel.ts";
import type { Guard } from "../guard.ts";
import { WORKLOADS } from "./workloads.ts";

const ANY = `!(${quoted(GUARD_PARAMETERS.registries)} in variables.parameters)`;

/** Where images come from. Each is pulled anew, so that no pod starts with what another tenant's node has in store. */
export const podImages: Guard = {
  name: "atoll-tenant-pod-images",
  kinds: WORKLOADS,
  conditions: { "of-a-tenant": AS_TENANT, "not-of-an-operator": `!(${OPERATED})` },
  variables: {
    ...NAMESPACE_VARIABLES,
    ...POD_VARIABLES,
    mounted: "variables.volumes.filter(one, has(one.image))",
    references:
      'variables.containers.map(one, one.?image.orValue("")) + variables.mounted.map(one, one.image.?reference.orValue(""))',
    registries: parameters(GUARD_PARAMETERS.registries),
  },
  checks: {
    pull: {
      expression:
        'variables.containers.all(one, one.?imagePullPolicy.orValue("") == "Always") && variables.mounted.all(one, one.image.?pullPolicy.orValue("") == "Always")',
      message: "every image is pulled anew: imagePullPolicy is Always, for volumes too",
    },
    registry: {
      expression: `${ANY} || variables.references.all(image, variables.registries.exists(one, image.startsWith(one + "/")))`,
      message: "images come from the registries in the tenant's entry",
    },
  },
};

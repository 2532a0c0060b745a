import { Addon } from "@pulumi/aws/eks/addon.js";
import type { EksAddOn } from "../../fleet/eks-vocabulary.ts";
import { resourceTags } from "../../fleet/tags.ts";
import { addOnConfiguration } from "./add-on-plan.ts";
import { child, type ClusterPlace, type EksScope } from "./scope.ts";

/** One managed add-on in the version of the catalog. */
export function createAddOn(
  scope: EksScope,
  addOn: EksAddOn,
  { clusterName, dependsOn }: ClusterPlace,
): Addon {
  const name = `${scope.name}-addon-${addOn}`;
  const configurationValues = addOnConfiguration(addOn, scope.settings);
  return new Addon(
    name,
    {
      clusterName,
      addonName: addOn,
      addonVersion: scope.settings.addOns[addOn],
      ...(configurationValues === undefined ? {} : { configurationValues }),
      resolveConflictsOnCreate: "NONE",
      resolveConflictsOnUpdate: "OVERWRITE",
      tags: resourceTags(name),
    },
    child(scope, { dependsOn: [...dependsOn] }),
  );
}

import { Addon } from "@pulumi/aws/eks/addon.js";
import * as pulumi from "@pulumi/pulumi";
import type { EksAddOn } from "../../fleet/eks-vocabulary.ts";
import { resourceTags } from "../../fleet/tags.ts";
import { addOnConfiguration } from "./add-on-plan.ts";
import { child, type ClusterPlace, type EksScope } from "./scope.ts";

/** Where pods get their addresses, known once the network is there. */
export interface PodGround {
  /** Subnets of pods, in the order of their zones. */
  readonly podSubnetIds: readonly pulumi.Output<string>[];
  /** Group of all nodes, which is that of their pods, too: whatever reaches the ones reaches the others. */
  readonly securityGroupId: pulumi.Output<string>;
}

/** One managed add-on in the version of the catalog. */
export function createAddOn(
  scope: EksScope,
  addOn: EksAddOn,
  { clusterName, dependsOn }: ClusterPlace,
  ground?: PodGround,
): Addon {
  const name = `${scope.name}-addon-${addOn}`;
  const configurationValues = configuration(scope, addOn, ground);
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

function configuration(
  { settings }: EksScope,
  addOn: EksAddOn,
  ground: PodGround | undefined,
): pulumi.Input<string> | undefined {
  const { podZones } = settings;
  if (addOn !== "vpc-cni" || ground === undefined || podZones === undefined)
    return addOnConfiguration(addOn, settings);
  const { podSubnetIds, securityGroupId } = ground;
  return pulumi.all([pulumi.all([...podSubnetIds]), securityGroupId]).apply(([subnetIds, group]) => {
    const interfaces = subnetIds.map((subnetId, index) => ({
      zone: podZones[index] ?? "",
      subnetId,
      securityGroupId: group,
    }));
    return addOnConfiguration(addOn, settings, interfaces) ?? "";
  });
}

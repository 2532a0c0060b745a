import { Tag } from "@pulumi/aws/ec2/tag.js";
import * as pulumi from "@pulumi/pulumi";
import type { PlannedSubnet } from "../../fleet/networks/network-plan.ts";
import { type NetworkParts, subnetIdsByClass } from "./network-parts.ts";
import { resourceOptions, type Scope } from "./scope.ts";
import type { SubnetTags } from "./settings.ts";
import { subnetTagPlan } from "./subnet-tag-plan.ts";

/** A network that others made. */
export interface ExistingVpc {
  readonly vpcId: string;
  readonly subnets: readonly PlannedSubnet[];
  readonly tags: SubnetTags;
}

/** Its ids are passed on; nothing is registered but the tags of subnets that were asked for. */
export function existingNetwork(
  scope: Scope,
  name: string,
  { vpcId, subnets, tags }: ExistingVpc,
): NetworkParts {
  const wanted = tags === "none" ? [] : subnetTagPlan(name, subnets, tags === "all");
  for (const { name: tag, subnetId, key, value } of wanted)
    new Tag(tag, { resourceId: subnetId, key, value }, resourceOptions(scope, tag));
  return {
    vpcId: pulumi.output(vpcId),
    subnetIds: subnetIdsByClass(subnets, ({ key, id }) => {
      if (id === undefined) throw new Error(`subnet ${key} of ${vpcId} has no id`);
      return pulumi.output(id);
    }),
    privateRouteTableIds: {},
    ways: [],
    egressAddresses: [],
  };
}

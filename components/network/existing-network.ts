import * as pulumi from "@pulumi/pulumi";
import type { PlannedSubnet } from "../../fleet/network-plan.ts";
import { type NetworkParts, subnetIdsByClass } from "./network-parts.ts";

/** A network that others made: only its ids are passed on, and nothing is registered. */
export function existingNetwork(vpcId: string, subnets: readonly PlannedSubnet[]): NetworkParts {
  return {
    vpcId: pulumi.output(vpcId),
    subnetIds: subnetIdsByClass(subnets, ({ key, id }) => {
      if (id === undefined) throw new Error(`subnet ${key} of ${vpcId} has no id`);
      return pulumi.output(id);
    }),
    privateRouteTableIds: {},
    egressAddresses: [],
  };
}

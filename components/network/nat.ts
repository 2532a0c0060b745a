import { Eip } from "@pulumi/aws/ec2/eip.js";
import type { InternetGateway } from "@pulumi/aws/ec2/internetGateway.js";
import { NatGateway } from "@pulumi/aws/ec2/natGateway.js";
import type { Subnet } from "@pulumi/aws/ec2/subnet.js";
import { resourceTags } from "../../fleet/tags.ts";
import type { NetworkDecisions } from "./decisions.ts";
import { known } from "./known.ts";
import { resourceOptions, type Scope } from "./scope.ts";

interface NatHome {
  readonly subnets: ReadonlyMap<string, Subnet>;
  readonly internetGateway?: InternetGateway | undefined;
}

/** NAT gateways by logical name; each has a public address of its own. */
export function createNatGateways(
  scope: Scope,
  decided: NetworkDecisions,
  { subnets, internetGateway }: NatHome,
): ReadonlyMap<string, NatGateway> {
  return new Map(
    decided.natGateways.map(({ name, addressName, subnetKey }) => {
      const address = new Eip(
        addressName,
        { domain: "vpc", tags: resourceTags(addressName) },
        // Others put this address on their allow lists, and AWS never gives the same one again.
        resourceOptions(scope, addressName, { protect: decided.protect }),
      );
      const args = {
        allocationId: address.id,
        subnetId: known(subnets, subnetKey).id,
        tags: resourceTags(name),
      };
      // AWS refuses a public NAT gateway in a VPC without an attached internet gateway.
      const dependsOn = internetGateway === undefined ? [] : [internetGateway];
      return [name, new NatGateway(name, args, resourceOptions(scope, name, { dependsOn }))];
    }),
  );
}

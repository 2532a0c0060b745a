import { Subnet } from "@pulumi/aws/ec2/subnet.js";
import type { Vpc } from "@pulumi/aws/ec2/vpc.js";
import type { VpcIpv4CidrBlockAssociation } from "@pulumi/aws/ec2/vpcIpv4CidrBlockAssociation.js";
import type * as pulumi from "@pulumi/pulumi";
import { resourceTags } from "../../fleet/tags.ts";
import type { NetworkDecisions } from "./decisions.ts";
import { ipv6Subnet } from "./ipv6-subnet.ts";
import { resourceOptions, type Scope } from "./scope.ts";
import type { DecidedSubnet } from "./subnet-plan.ts";

interface SubnetHome {
  readonly vpc: Vpc;
  /** Secondary ranges by logical name. */
  readonly ranges: ReadonlyMap<string, VpcIpv4CidrBlockAssociation>;
}

/** Subnets by key. */
export function createSubnets(
  scope: Scope,
  decided: NetworkDecisions,
  { vpc, ranges }: SubnetHome,
): ReadonlyMap<string, Subnet> {
  return new Map(
    decided.subnets.map((subnet) => {
      const range = ranges.get(subnet.rangeName ?? "");
      const args = {
        vpcId: vpc.id,
        availabilityZone: subnet.availabilityZone,
        cidrBlock: subnet.cidr,
        // NAT gateways and load balancers bring public addresses of their own; nothing else may have one.
        mapPublicIpOnLaunch: false,
        ...ipv6Args(subnet, vpc.ipv6CidrBlock),
        tags: resourceTags(subnet.name, subnet.tags),
      };
      const dependsOn = range === undefined ? [] : [range];
      return [subnet.key, new Subnet(subnet.name, args, resourceOptions(scope, subnet.name, { dependsOn }))];
    }),
  );
}

/** IPv6 addresses are public wherever a route leads in, so public subnets give them only to what asks. */
function ipv6Args({ class: subnetClass, ipv6RangeNumber }: DecidedSubnet, vpcRange: pulumi.Output<string>) {
  if (ipv6RangeNumber === undefined) return {};
  return {
    ipv6CidrBlock: vpcRange.apply((range) => ipv6Subnet(range, ipv6RangeNumber)),
    assignIpv6AddressOnCreation: subnetClass !== "public",
  };
}

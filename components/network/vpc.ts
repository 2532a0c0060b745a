import { DefaultSecurityGroup } from "@pulumi/aws/ec2/defaultSecurityGroup.js";
import { EgressOnlyInternetGateway } from "@pulumi/aws/ec2/egressOnlyInternetGateway.js";
import { InternetGateway } from "@pulumi/aws/ec2/internetGateway.js";
import { Vpc } from "@pulumi/aws/ec2/vpc.js";
import { VpcIpv4CidrBlockAssociation } from "@pulumi/aws/ec2/vpcIpv4CidrBlockAssociation.js";
import { resourceTags } from "../../fleet/tags.ts";
import type { NetworkDecisions } from "./decisions.ts";
import { resourceOptions, type Scope } from "./scope.ts";

/** The VPC, and its default security group without a single rule: nothing may rely on that group. */
export function createVpc(scope: Scope, decided: NetworkDecisions): Vpc {
  const { name, cidr, dualStack, defaultSecurityGroupName } = decided.vpc;
  const vpc = new Vpc(
    name,
    {
      cidrBlock: cidr,
      // EKS and private endpoints both resolve names through the VPC.
      enableDnsSupport: true,
      enableDnsHostnames: true,
      assignGeneratedIpv6CidrBlock: dualStack,
      tags: resourceTags(name),
    },
    // Everything of the cluster stands in the VPC: replacing it is losing the cluster.
    resourceOptions(scope, name, { protect: decided.protect }),
  );
  new DefaultSecurityGroup(
    defaultSecurityGroupName,
    { vpcId: vpc.id, tags: resourceTags(defaultSecurityGroupName) },
    resourceOptions(scope, defaultSecurityGroupName),
  );
  return vpc;
}

/** Secondary ranges of the VPC, by logical name. */
export function createRanges(
  scope: Scope,
  decided: NetworkDecisions,
  vpc: Vpc,
): ReadonlyMap<string, VpcIpv4CidrBlockAssociation> {
  return new Map(
    decided.ranges.map(({ name, cidr }) => [
      name,
      new VpcIpv4CidrBlockAssociation(name, { vpcId: vpc.id, cidrBlock: cidr }, resourceOptions(scope, name)),
    ]),
  );
}

/** The gateways that belong to the VPC as a whole. */
export interface VpcGateways {
  readonly internet?: InternetGateway;
  /** The way out for IPv6, where addresses are public and nothing translates them. */
  readonly egressOnly?: EgressOnlyInternetGateway;
}

export function createVpcGateways(scope: Scope, decided: NetworkDecisions, vpc: Vpc): VpcGateways {
  const { internetGatewayName: internet, egressOnlyGatewayName: egressOnly } = decided;
  const args = (name: string) => ({ vpcId: vpc.id, tags: resourceTags(name) });
  return {
    ...(internet === undefined
      ? {}
      : { internet: new InternetGateway(internet, args(internet), resourceOptions(scope, internet)) }),
    ...(egressOnly === undefined
      ? {}
      : {
          egressOnly: new EgressOnlyInternetGateway(
            egressOnly,
            args(egressOnly),
            resourceOptions(scope, egressOnly),
          ),
        }),
  };
}

import type { RouteTable } from "@pulumi/aws/ec2/routeTable.js";
import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup.js";
import type { Subnet } from "@pulumi/aws/ec2/subnet.js";
import type { Vpc } from "@pulumi/aws/ec2/vpc.js";
import { VpcEndpoint } from "@pulumi/aws/ec2/vpcEndpoint.js";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule.js";
import type * as pulumi from "@pulumi/pulumi";
import { resourceTags } from "../../fleet/tags.ts";
import type { NetworkDecisions } from "./decisions.ts";
import type { PlannedInterfaceEndpoints } from "./endpoint-plan.ts";
import { known } from "./known.ts";
import { resourceOptions, type Scope } from "./scope.ts";

const HTTPS_PORT = 443;

/** S3 and DynamoDB from every private subnet, past the NAT gateways. */
export function createGatewayEndpoints(
  scope: Scope,
  decided: NetworkDecisions,
  { vpc, routeTables }: { readonly vpc: Vpc; readonly routeTables: ReadonlyMap<string, RouteTable> },
): readonly VpcEndpoint[] {
  const routeTableIds = decided.routeTables
    .filter(({ kind }) => kind === "private")
    .map(({ name }) => known(routeTables, name).id);
  return decided.gatewayEndpoints.map(({ name, serviceName }) => {
    const args = { vpcId: vpc.id, serviceName, vpcEndpointType: "Gateway", routeTableIds };
    return new VpcEndpoint(name, { ...args, tags: resourceTags(name) }, resourceOptions(scope, name));
  });
}

/** Endpoints with addresses in the node subnets, under the public names of their services. */
export function createInterfaceEndpoints(
  scope: Scope,
  decided: NetworkDecisions,
  { vpc, subnets }: { readonly vpc: Vpc; readonly subnets: ReadonlyMap<string, Subnet> },
): readonly VpcEndpoint[] {
  const { interfaceEndpoints: planned } = decided;
  if (planned === undefined) return [];
  const subnetIds = planned.subnetKeys.map((key) => known(subnets, key).id);
  const home = { vpcId: vpc.id, subnetIds, privateDnsEnabled: true };
  return [...createEndpoints(scope, planned, home).values()];
}

/** Where interface endpoints stand. */
export interface EndpointHome {
  readonly vpcId: pulumi.Output<string>;
  /** One in each zone. */
  readonly subnetIds: readonly pulumi.Output<string>[];
  /** Whether the network itself finds them under the public names of their services. */
  readonly privateDnsEnabled: boolean;
}

/** Interface endpoints by service. */
export function createEndpoints(
  scope: Scope,
  planned: PlannedInterfaceEndpoints,
  { vpcId, subnetIds, privateDnsEnabled }: EndpointHome,
): ReadonlyMap<string, VpcEndpoint> {
  const shared = {
    vpcId,
    vpcEndpointType: "Interface",
    privateDnsEnabled,
    subnetIds: [...subnetIds],
    securityGroupIds: [createEndpointSecurityGroup(scope, planned, vpcId).id],
  };
  return new Map(
    planned.endpoints.map(({ name, service, serviceName }) => {
      const args = { ...shared, serviceName, tags: resourceTags(name) };
      return [service, new VpcEndpoint(name, args, resourceOptions(scope, name))];
    }),
  );
}

/** Lets HTTPS in from the ranges that may ask and nothing out: endpoints only answer. */
function createEndpointSecurityGroup(
  scope: Scope,
  { securityGroupName: name, ingress }: PlannedInterfaceEndpoints,
  vpcId: pulumi.Output<string>,
): SecurityGroup {
  const args = { vpcId, description: "HTTPS from the VPC to its interface endpoints" };
  const group = new SecurityGroup(name, { ...args, tags: resourceTags(name) }, resourceOptions(scope, name));
  for (const { name: rule, cidr } of ingress) {
    const https = { ipProtocol: "tcp", fromPort: HTTPS_PORT, toPort: HTTPS_PORT };
    new SecurityGroupIngressRule(
      rule,
      {
        securityGroupId: group.id,
        description: `HTTPS from ${cidr} to the interface endpoints`,
        cidrIpv4: cidr,
        ...https,
        tags: resourceTags(rule),
      },
      resourceOptions(scope, rule),
    );
  }
  return group;
}

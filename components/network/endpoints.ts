import type { RouteTable } from "@pulumi/aws/ec2/routeTable.js";
import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup.js";
import type { Subnet } from "@pulumi/aws/ec2/subnet.js";
import type { Vpc } from "@pulumi/aws/ec2/vpc.js";
import { VpcEndpoint } from "@pulumi/aws/ec2/vpcEndpoint.js";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule.js";
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
): void {
  const routeTableIds = decided.routeTables
    .filter(({ kind }) => kind === "private")
    .map(({ name }) => known(routeTables, name).id);
  for (const { name, serviceName } of decided.gatewayEndpoints) {
    const args = { vpcId: vpc.id, serviceName, vpcEndpointType: "Gateway", routeTableIds };
    new VpcEndpoint(name, { ...args, tags: resourceTags(name) }, resourceOptions(scope, name));
  }
}

/** Endpoints with addresses in the node subnets, under the public names of their services. */
export function createInterfaceEndpoints(
  scope: Scope,
  decided: NetworkDecisions,
  { vpc, subnets }: { readonly vpc: Vpc; readonly subnets: ReadonlyMap<string, Subnet> },
): void {
  const { interfaceEndpoints: planned } = decided;
  if (planned === undefined) return;
  const shared = {
    vpcId: vpc.id,
    vpcEndpointType: "Interface",
    privateDnsEnabled: true,
    subnetIds: planned.subnetKeys.map((key) => known(subnets, key).id),
    securityGroupIds: [createEndpointSecurityGroup(scope, planned, vpc).id],
  };
  for (const { name, serviceName } of planned.endpoints) {
    const args = { ...shared, serviceName, tags: resourceTags(name) };
    new VpcEndpoint(name, args, resourceOptions(scope, name));
  }
}

/** Lets HTTPS in from the VPC and nothing out: endpoints only answer. */
function createEndpointSecurityGroup(
  scope: Scope,
  { securityGroupName: name, ingress }: PlannedInterfaceEndpoints,
  vpc: Vpc,
): SecurityGroup {
  const args = { vpcId: vpc.id, description: "HTTPS from the VPC to its interface endpoints" };
  const group = new SecurityGroup(name, { ...args, tags: resourceTags(name) }, resourceOptions(scope, name));
  for (const { name: rule, cidr } of ingress) {
    const https = { ipProtocol: "tcp", fromPort: HTTPS_PORT, toPort: HTTPS_PORT };
    new SecurityGroupIngressRule(
      rule,
      { securityGroupId: group.id, cidrIpv4: cidr, ...https, tags: resourceTags(rule) },
      resourceOptions(scope, rule),
    );
  }
  return group;
}

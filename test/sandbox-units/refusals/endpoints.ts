import * as tokens from "../../../sandbox/aws/tokens.ts";
import { REGION } from "../network.ts";
import type { Refusal } from "./refusal.ts";

export const ENDPOINT_REFUSALS: readonly Refusal[] = [
  [
    "an endpoint is for a service that exists",
    ({ make }, id) =>
      make(tokens.VPC_ENDPOINT, { vpcId: id(tokens.VPC), serviceName: `com.amazonaws.${REGION}.s4` }),
    "InvalidServiceName: The Vpc Endpoint Service 'com.amazonaws.eu-central-1.s4' does not exist",
  ],
  [
    "an endpoint is for a service of its own region",
    ({ make }, id) =>
      make(tokens.VPC_ENDPOINT, { vpcId: id(tokens.VPC), serviceName: "com.amazonaws.us-east-1.s3" }),
    "InvalidServiceName: The Vpc Endpoint Service 'com.amazonaws.us-east-1.s3' does not exist",
  ],
  [
    "an endpoint's policy is JSON",
    ({ engine }, _id, all) => {
      const { state, inputs } = all.get(tokens.VPC_ENDPOINT)!;
      return engine.update(state, { ...inputs, policy: "{" });
    },
    'policy: "policy" contains an invalid JSON policy: not a JSON document',
  ],
  [
    "an endpoint of the wrong type is refused",
    ({ make }, id) =>
      make(tokens.VPC_ENDPOINT, { vpcId: id(tokens.VPC), serviceName: `com.amazonaws.${REGION}.kms` }),
    "InvalidParameter: Endpoint type (Gateway) does not match available service types ([Interface]).",
  ],
  [
    "a service has one private name in a VPC",
    ({ make }, id) =>
      make(tokens.VPC_ENDPOINT, {
        ...{ vpcId: id(tokens.VPC), serviceName: `com.amazonaws.${REGION}.sts` },
        ...{ vpcEndpointType: "Interface", privateDnsEnabled: true },
      }),
    "InvalidParameter: private-dns-enabled cannot be set because there is already a conflicting DNS domain for sts.eu-central-1.amazonaws.com in the VPC vpc-0…",
  ],
  [
    "a name that a private zone has is no endpoint's",
    async ({ make }, id) => {
      const [vpcId, name] = [id(tokens.VPC), `dkr.ecr.${REGION}.amazonaws.com`];
      await make(tokens.ZONE, { name, vpcs: [{ vpcId, vpcRegion: REGION }] });
      return make(tokens.VPC_ENDPOINT, {
        ...{ vpcId, serviceName: `com.amazonaws.${REGION}.ecr.dkr` },
        ...{ vpcEndpointType: "Interface", privateDnsEnabled: true },
      });
    },
    "InvalidParameter: private-dns-enabled cannot be set because there is already a conflicting DNS domain for dkr.ecr.eu-central-1.amazonaws.com in the VPC vpc-0…",
  ],
  [
    "private names need DNS in the VPC",
    async ({ make, makeVpc }) => {
      const vpc = await makeVpc({ cidrBlock: "10.7.0.0/16" });
      const serviceName = `com.amazonaws.${REGION}.sts`;
      const type = { vpcEndpointType: "Interface", privateDnsEnabled: true };
      return make(tokens.VPC_ENDPOINT, { vpcId: vpc.id, serviceName, ...type });
    },
    "InvalidParameter: Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for vpc-0…",
  ],
  [
    "a node without a way out, and without endpoints, never joins",
    async ({ engine, make }, _id, all) => {
      await engine.delete(all.get(tokens.ROUTE)!.state);
      return make(tokens.NODE_GROUP, { ...all.get(tokens.NODE_GROUP)!.inputs, nodeGroupName: "other" });
    },
    "NodeCreationFailure: Instances failed to join the kubernetes cluster",
  ],
  [
    "an endpoint has one subnet per zone",
    async ({ make, makeSubnet }, id, specimens) => {
      const vpc = specimens.get(tokens.VPC)!.state;
      const [a, b] = [await makeSubnet(vpc, "10.0.1.0/24"), await makeSubnet(vpc, "10.0.2.0/24")];
      return make(tokens.VPC_ENDPOINT, {
        ...{ vpcId: id(tokens.VPC), serviceName: `com.amazonaws.${REGION}.kms` },
        ...{ vpcEndpointType: "Interface", subnetIds: [a.id, b.id] },
      });
    },
    "DuplicateSubnetsInSameZone: Found another VPC endpoint subnet in the availability zone of subnet-0…. VPC endpoint subnets should be in different availability zones supported by the VPC endpoint service.",
  ],
  [
    "a route table leads to a service once",
    async ({ make }, id) => {
      const routeTableIds = [id(tokens.ROUTE_TABLE)];
      const inputs = { vpcId: id(tokens.VPC), serviceName: `com.amazonaws.${REGION}.s3`, routeTableIds };
      await make(tokens.VPC_ENDPOINT, inputs);
      return make(tokens.VPC_ENDPOINT, inputs);
    },
    "RouteAlreadyExists: route table rtb-0… already has a route with destination-prefix-list-id pl-633749ba",
  ],
  [
    "an endpoint needs security groups that exist",
    ({ make }, id) =>
      make(tokens.VPC_ENDPOINT, {
        ...{ vpcId: id(tokens.VPC), serviceName: `com.amazonaws.${REGION}.kms` },
        ...{ vpcEndpointType: "Interface", securityGroupIds: ["sg-0no"] },
      }),
    "InvalidGroup.NotFound: The security group 'sg-0no' does not exist",
  ],
  [
    "a table is tied to an endpoint that exists",
    ({ make }, id) =>
      make(tokens.ENDPOINT_ROUTE_TABLE, { vpcEndpointId: "vpce-0no", routeTableId: id(tokens.ROUTE_TABLE) }),
    "InvalidVpcEndpointId.NotFound: The Vpc Endpoint Id 'vpce-0no' does not exist",
  ],
  [
    "a security group has a name of its own in a VPC",
    ({ make }, id) => make(tokens.SECURITY_GROUP, { name: "endpoints", vpcId: id(tokens.VPC) }),
    "InvalidGroup.Duplicate: The security group 'endpoints' already exists for VPC 'vpc-0…'",
  ],
  [
    "a security group is not called default",
    ({ make }, id) => make(tokens.SECURITY_GROUP, { name: "default", vpcId: id(tokens.VPC) }),
    "InvalidParameterValue: Cannot use reserved security group name: default",
  ],
  [
    "a security group's name does not start like an id",
    ({ make }, id) => make(tokens.SECURITY_GROUP, { name: "sg-nodes", vpcId: id(tokens.VPC) }),
    "InvalidParameterValue: Invalid value 'sg-nodes' for groupName. It must not start with sg-, has at most 255 characters, and only a-z, A-Z, 0-9, spaces and ._-:/()#,@[]+=&;{}!$*",
  ],
  [
    "a security group in use stays",
    ({ engine }, _id, specimens) => engine.delete(specimens.get(tokens.SECURITY_GROUP)!.state),
    "DependencyViolation: resource sg-0… has a dependent object",
  ],
  [
    "a rule is given once",
    ({ make }, id, specimens) =>
      make(tokens.INGRESS_RULE, {
        ...specimens.get(tokens.INGRESS_RULE)!.inputs,
        securityGroupId: id(tokens.SECURITY_GROUP),
      }),
    "InvalidPermission.Duplicate: the specified rule already exists",
  ],
  [
    "a rule refers to a group that exists",
    ({ make }, id) =>
      make(tokens.EGRESS_RULE, {
        securityGroupId: id(tokens.SECURITY_GROUP),
        referencedSecurityGroupId: "sg-0no",
        ipProtocol: "-1",
      }),
    "InvalidGroup.NotFound: The security group 'sg-0no' does not exist",
  ],
  [
    "a rule's ports are in order",
    ({ make }, id) =>
      make(tokens.INGRESS_RULE, {
        securityGroupId: id(tokens.SECURITY_GROUP),
        ...{ cidrIpv4: "0.0.0.0/0", ipProtocol: "tcp", fromPort: 443, toPort: 80 },
      }),
    "InvalidParameterValue: Invalid value for portRange. Invalid port range (443:80)",
  ],
  [
    "a rule has exactly one peer",
    ({ make }, id) =>
      make(tokens.INGRESS_RULE, { securityGroupId: id(tokens.SECURITY_GROUP), ipProtocol: "-1" }),
    ': exactly one of "cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId" is required',
  ],
];

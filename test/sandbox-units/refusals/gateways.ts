import * as tokens from "../../../sandbox/aws/tokens.ts";
import type { Refusal } from "./refusal.ts";

export const GATEWAY_REFUSALS: readonly Refusal[] = [
  [
    "a VPC has one internet gateway",
    ({ make }, id) => make(tokens.INTERNET_GATEWAY, { vpcId: id(tokens.VPC) }),
    "InvalidParameterValue: Network vpc-0… already has an internet gateway attached",
  ],
  [
    "an internet gateway stays while addresses are mapped",
    ({ engine }, _id, specimens) => engine.delete(specimens.get(tokens.INTERNET_GATEWAY)!.state),
    "DependencyViolation: Network vpc-0… has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.",
  ],
  [
    "an egress-only gateway needs a VPC that exists",
    ({ make }) => make(tokens.EGRESS_ONLY_GATEWAY, { vpcId: "vpc-0no" }),
    "InvalidVpcID.NotFound: The vpc ID 'vpc-0no' does not exist",
  ],
  [
    "a NAT gateway needs a subnet that exists",
    ({ make }, id) => make(tokens.NAT_GATEWAY, { subnetId: "subnet-0no", allocationId: id(tokens.EIP) }),
    "InvalidSubnetID.NotFound: The subnet ID 'subnet-0no' does not exist",
  ],
  [
    "a NAT gateway needs an address that exists",
    ({ make }, id) => make(tokens.NAT_GATEWAY, { subnetId: id(tokens.SUBNET), allocationId: "eipalloc-0no" }),
    "InvalidAllocationID.NotFound: The allocation ID 'eipalloc-0no' does not exist",
  ],
  [
    "an address serves one NAT gateway",
    ({ make }, id) => make(tokens.NAT_GATEWAY, { subnetId: id(tokens.SUBNET), allocationId: id(tokens.EIP) }),
    "Resource.AlreadyAssociated: Elastic IP address [eipalloc-0…] is already associated",
  ],
  [
    "a public NAT gateway needs an internet gateway",
    async ({ make, makeSubnet, makeVpc }) => {
      const subnet = await makeSubnet(await makeVpc({ cidrBlock: "10.7.0.0/16" }), "10.7.0.0/24");
      const address = await make(tokens.EIP, { domain: "vpc" });
      return make(tokens.NAT_GATEWAY, { subnetId: subnet.id, allocationId: address.id });
    },
    "Gateway.NotAttached: Network vpc-0… has no Internet gateway attached",
  ],
  [
    "a public NAT gateway needs an address",
    ({ make }, id) => make(tokens.NAT_GATEWAY, { subnetId: id(tokens.SUBNET) }),
    'allocationId: "allocationId" is required',
  ],
  [
    "an address in use stays",
    ({ engine }, _id, specimens) => engine.delete(specimens.get(tokens.EIP)!.state),
    "InvalidIPAddress.InUse: Address 198.18.0.1 is in use: it must be disassociated before it is released.",
  ],
  [
    "a route needs a table that exists",
    ({ make }, id) =>
      make(tokens.ROUTE, {
        routeTableId: "rtb-0no",
        destinationCidrBlock: "0.0.0.0/0",
        natGatewayId: id(tokens.NAT_GATEWAY),
      }),
    "InvalidRouteTableID.NotFound: The routeTable ID 'rtb-0no' does not exist",
  ],
  [
    "a route needs a NAT gateway that exists",
    ({ make }, id) =>
      make(tokens.ROUTE, {
        routeTableId: id(tokens.ROUTE_TABLE),
        destinationCidrBlock: "8.0.0.0/8",
        natGatewayId: "nat-0no",
      }),
    "InvalidNatGatewayID.NotFound: The natGateway ID 'nat-0no' does not exist",
  ],
  [
    "a destination has one route",
    ({ make }, id) =>
      make(tokens.ROUTE, {
        routeTableId: id(tokens.ROUTE_TABLE),
        destinationCidrBlock: "0.0.0.0/0",
        gatewayId: id(tokens.INTERNET_GATEWAY),
      }),
    "RouteAlreadyExists: The route identified by 0.0.0.0/0 already exists.",
  ],
  [
    "a route inside the VPC's own range could never win",
    ({ make }, id) =>
      make(tokens.ROUTE, {
        routeTableId: id(tokens.ROUTE_TABLE),
        destinationCidrBlock: "10.0.4.0/24",
        natGatewayId: id(tokens.NAT_GATEWAY),
      }),
    "InvalidParameterValue: The destination CIDR block 10.0.4.0/24 is equal to or more specific than one of this VPC's CIDR blocks. This route can target only an interface or an instance.",
  ],
  [
    "a route leads to a gateway of its own VPC",
    async ({ make, makeVpc }, id) => {
      const other = await makeVpc({ cidrBlock: "10.7.0.0/16" });
      const table = await make(tokens.ROUTE_TABLE, { vpcId: other.id });
      const gatewayId = id(tokens.INTERNET_GATEWAY);
      return make(tokens.ROUTE, { routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0", gatewayId });
    },
    "InvalidParameterValue: route table rtb-0… and network gateway igw-0… belong to different networks",
  ],
  [
    "a route has exactly one target",
    ({ make }, id) =>
      make(tokens.ROUTE, { routeTableId: id(tokens.ROUTE_TABLE), destinationCidrBlock: "8.0.0.0/8" }),
    ': exactly one of "natGatewayId", "gatewayId", "egressOnlyGatewayId", "transitGatewayId", "vpcPeeringConnectionId", "carrierGatewayId", "coreNetworkArn", "localGatewayId", "networkInterfaceId", "odbNetworkArn", "vpcEndpointId" is required',
  ],
  [
    "a route written inside its table is checked as well",
    ({ make }, id) =>
      make(tokens.ROUTE_TABLE, {
        vpcId: id(tokens.VPC),
        routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: "igw-0no" }],
      }),
    "InvalidInternetGatewayID.NotFound: The internetGateway ID 'igw-0no' does not exist",
  ],
  [
    "a subnet has one route table",
    ({ make }, id) =>
      make(tokens.ROUTE_TABLE_ASSOCIATION, {
        routeTableId: id(tokens.ROUTE_TABLE),
        subnetId: id(tokens.SUBNET),
      }),
    "Resource.AlreadyAssociated: the specified association for route table rtb-0… conflicts with an existing association",
  ],
  [
    "a subnet's route table is one of its own VPC",
    async ({ engine, make, makeVpc }, _id, specimens) => {
      const other = await makeVpc({ cidrBlock: "10.7.0.0/16" });
      const table = await make(tokens.ROUTE_TABLE, { vpcId: other.id });
      const { state, inputs } = specimens.get(tokens.ROUTE_TABLE_ASSOCIATION)!;
      return engine.update(state, { ...inputs, routeTableId: table.id });
    },
    "InvalidParameterValue: route table rtb-0… and subnet subnet-0… belong to different networks",
  ],
  [
    "a destination has one route inside its table, too",
    ({ make }, id) => {
      const route = { cidrBlock: "0.0.0.0/0" };
      const routes = [
        { ...route, gatewayId: id(tokens.INTERNET_GATEWAY) },
        { ...route, natGatewayId: id(tokens.NAT_GATEWAY) },
      ];
      return make(tokens.ROUTE_TABLE, { vpcId: id(tokens.VPC), routes });
    },
    "RouteAlreadyExists: The route identified by 0.0.0.0/0 already exists.",
  ],
  [
    "a route table with subnets stays",
    ({ engine }, _id, specimens) => engine.delete(specimens.get(tokens.ROUTE_TABLE)!.state),
    "DependencyViolation: The routeTable 'rtb-0…' has dependencies and cannot be deleted.",
  ],
];

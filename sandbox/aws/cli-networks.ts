import { type Command, type Invocation, regionOf, serviceError } from "./cli-call.ts";
import type { Thing } from "./cloud.ts";
import { text } from "./kind.ts";
import * as tokens from "./tokens.ts";

/** Calls that tell of VPCs, their subnets and their routes: of those that are named, or of all. */
export const NETWORK_CALLS: Readonly<Record<string, Command>> = {
  "ec2 describe-route-tables": { options: ["route-table-ids"], run: describedRouteTables },
  "ec2 describe-subnets": { options: ["subnet-ids"], run: describedSubnets },
  "ec2 describe-vpcs": { options: ["vpc-ids"], run: describedVpcs },
};

/** Addresses that AWS keeps in each subnet. */
const AWS_KEEPS = 5;

/** What a call is about, and what it says of what is not there. */
interface Asked {
  readonly type: string;
  readonly option: string;
  readonly missing: (id: string) => Error;
}

function things({ cloud, account, options }: Invocation, { type, option, missing }: Asked): readonly Thing[] {
  const place = { account, region: regionOf(options) };
  const ids = options[option];
  if (ids === undefined) return cloud.list({ ...place, type });
  return ids.map((id) => {
    const found = cloud.find({ ...place, type, id });
    if (found !== undefined) return found;
    throw missing(id);
  });
}

function describedVpcs(invocation: Invocation): unknown {
  const { cloud, account, options } = invocation;
  const vpcs = things(invocation, {
    type: tokens.VPC,
    option: "vpc-ids",
    missing: (id) =>
      serviceError("InvalidVpcID.NotFound", "DescribeVpcs", `The vpc ID '${id}' does not exist`),
  });
  const place = { account, region: regionOf(options) };
  return {
    Vpcs: vpcs.map(({ id, state, tags }) => ({
      VpcId: id,
      OwnerId: account,
      CidrBlock: state["cidrBlock"],
      CidrBlockAssociationSet: cloud
        .list({ ...place, type: tokens.VPC_CIDR, state: { vpcId: id } })
        .map((range) => ({
          AssociationId: range.id,
          CidrBlock: range.state["cidrBlock"],
          CidrBlockState: { State: "associated" },
        })),
      Tags: awsTags(tags),
    })),
  };
}

function describedSubnets(invocation: Invocation): unknown {
  const subnets = things(invocation, {
    type: tokens.SUBNET,
    option: "subnet-ids",
    missing: (id) =>
      serviceError("InvalidSubnetID.NotFound", "DescribeSubnets", `The subnet ID '${id}' does not exist`),
  });
  return {
    Subnets: subnets.map((subnet) => ({
      SubnetId: subnet.id,
      VpcId: text(subnet, "vpcId"),
      CidrBlock: text(subnet, "cidrBlock"),
      AvailabilityZone: text(subnet, "availabilityZone"),
      AvailabilityZoneId: text(subnet, "availabilityZoneId"),
      AvailableIpAddressCount: 2 ** (32 - Number(text(subnet, "cidrBlock").split("/")[1])) - AWS_KEEPS,
      Tags: awsTags(subnet.tags),
    })),
  };
}

/** Inputs of a route by the names under which it is told. */
const ROUTE_FIELDS: Readonly<Record<string, string>> = {
  destinationCidrBlock: "DestinationCidrBlock",
  destinationIpv6CidrBlock: "DestinationIpv6CidrBlock",
  egressOnlyGatewayId: "EgressOnlyInternetGatewayId",
  gatewayId: "GatewayId",
  natGatewayId: "NatGatewayId",
  transitGatewayId: "TransitGatewayId",
  vpcPeeringConnectionId: "VpcPeeringConnectionId",
};

/** Of each route table, its own routes and the subnets that use it. */
function describedRouteTables(invocation: Invocation): unknown {
  const { cloud, account, options } = invocation;
  const tables = things(invocation, {
    type: tokens.ROUTE_TABLE,
    option: "route-table-ids",
    missing: (id) => {
      const message = `The routeTable ID '${id}' does not exist`;
      return serviceError("InvalidRouteTableID.NotFound", "DescribeRouteTables", message);
    },
  });
  const place = { account, region: regionOf(options) };
  const inside = (type: string, routeTableId: string) =>
    cloud.list({ ...place, type, state: { routeTableId } });
  return {
    RouteTables: tables.map((table) => ({
      RouteTableId: table.id,
      VpcId: text(table, "vpcId"),
      Routes: inside(tokens.ROUTE, table.id).map((route) =>
        Object.fromEntries(
          Object.entries(ROUTE_FIELDS).flatMap(([input, name]) =>
            text(route, input) === "" ? [] : [[name, text(route, input)]],
          ),
        ),
      ),
      Associations: [
        ...(table.state["isDefault"] === true ? [{ Main: true, RouteTableId: table.id }] : []),
        ...inside(tokens.ROUTE_TABLE_ASSOCIATION, table.id).map(({ state }) => ({
          Main: false,
          RouteTableId: table.id,
          SubnetId: state["subnetId"],
        })),
      ],
    })),
  };
}

const awsTags = (tags: Thing["tags"]) => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

import { type Command, type Invocation, serviceError } from "./cli-call.ts";
import { option, values } from "./cli-inside.ts";
import type { Thing } from "./cloud.ts";
import { text } from "./kind.ts";
import * as tokens from "./tokens.ts";

const TABLE = "transit-gateway-route-table-id";

/** Things of a type in a transit gateway's table, which must exist. */
function inTable(invocation: Invocation, type: string, operation: string): readonly Thing[] {
  const id = option(invocation, TABLE);
  if (values(invocation, tokens.TGW_ROUTE_TABLE, {}).every((table) => table.id !== id)) {
    const message = `Transit Gateway Route Table ${id} was deleted or does not exist.`;
    throw serviceError("InvalidRouteTableID.NotFound", operation, message);
  }
  return values(invocation, type, { transitGatewayRouteTableId: id });
}

const attached = (thing: Thing) => ({
  TransitGatewayAttachmentId: text(thing, "transitGatewayAttachmentId"),
  ResourceId: text(thing, "resourceId"),
  ResourceType: text(thing, "resourceType"),
});

function associations(invocation: Invocation): unknown {
  const found = inTable(invocation, tokens.TGW_ASSOCIATION, "GetTransitGatewayRouteTableAssociations");
  return { Associations: found.map((one) => ({ ...attached(one), State: "associated" })) };
}

function propagations(invocation: Invocation): unknown {
  const found = inTable(invocation, tokens.TGW_PROPAGATION, "GetTransitGatewayRouteTablePropagations");
  const list = found.map((one) => ({ ...attached(one), State: "enabled" }));
  return { TransitGatewayRouteTablePropagations: list };
}

function routes(invocation: Invocation): unknown {
  const found = inTable(invocation, tokens.TGW_ROUTE, "SearchTransitGatewayRoutes");
  const list = found.map((one) => ({
    DestinationCidrBlock: text(one, "destinationCidrBlock"),
    Type: "static",
    State: one.state["blackhole"] === true ? "blackhole" : "active",
  }));
  return { Routes: list, AdditionalRoutesAvailable: false };
}

/** A connection has one id on both sides. */
function peerings(invocation: Invocation): unknown {
  const id = option(invocation, "vpc-peering-connection-ids");
  const found = invocation.cloud.find({ type: tokens.VPC_PEERING, id });
  if (found !== undefined) {
    const Status = { Code: text(found, "acceptStatus") };
    return { VpcPeeringConnections: [{ VpcPeeringConnectionId: id, Status }] };
  }
  const message = `The vpcPeeringConnection ID '${id}' does not exist`;
  throw serviceError("InvalidVpcPeeringConnectionID.NotFound", "DescribeVpcPeeringConnections", message);
}

function vpns(invocation: Invocation): unknown {
  const id = option(invocation, "vpn-connection-ids");
  if (values(invocation, tokens.VPN_CONNECTION, {}).every((one) => one.id !== id)) {
    const message = `The vpnConnection ID '${id}' does not exist`;
    throw serviceError("InvalidVpnConnectionID.NotFound", "DescribeVpnConnections", message);
  }
  const found = values(invocation, tokens.VPN_ROUTE, { vpnConnectionId: id });
  const Routes = found.map((one) => ({ DestinationCidrBlock: text(one, "destinationCidrBlock") }));
  return { VpnConnections: [{ VpnConnectionId: id, Routes }] };
}

/** Calls about what leads to other networks. */
export const TRANSIT_CALLS: Readonly<Record<string, Command>> = {
  "ec2 describe-vpc-peering-connections": { options: ["vpc-peering-connection-ids"], run: peerings },
  "ec2 describe-vpn-connections": { options: ["vpn-connection-ids"], run: vpns },
  "ec2 get-transit-gateway-route-table-associations": { options: [TABLE], run: associations },
  "ec2 get-transit-gateway-route-table-propagations": { options: [TABLE], run: propagations },
  "ec2 search-transit-gateway-routes": { options: [TABLE, "filters"], run: routes },
};

import type { Lookup } from "./single-lookup.ts";

interface Attached {
  readonly TransitGatewayAttachmentId: string;
}

const NO_TABLE = "InvalidRouteTableID.NotFound";

/** What a transit gateway's table lists under one key, each by its attachment. */
const inTable =
  (call: string, key: string): Lookup =>
  async (client, text) => {
    const [table, attachment] = [text("transitGatewayRouteTableId"), text("transitGatewayAttachmentId")];
    const words = ["ec2", call, "--transit-gateway-route-table-id", table];
    const answer = await client.ask<Readonly<Record<string, readonly Attached[]>>>(words, NO_TABLE);
    const found = answer?.[key]?.some((one) => one.TransitGatewayAttachmentId === attachment);
    return found === true ? `${table}_${attachment}` : undefined;
  };

/** What leads to other networks and has no tags, found in the table or connection that it belongs to. */
export const TRANSIT_LOOKUPS: Readonly<Record<string, Lookup>> = {
  "aws:ec2/peeringConnectionOptions:PeeringConnectionOptions": async (client, text) => {
    const id = text("vpcPeeringConnectionId");
    const call = ["ec2", "describe-vpc-peering-connections", "--vpc-peering-connection-ids", id];
    const answer = await client.ask<{
      readonly VpcPeeringConnections: readonly { readonly Status: { readonly Code: string } }[];
    }>(call, "InvalidVpcPeeringConnectionID.NotFound");
    return answer?.VpcPeeringConnections.some(({ Status }) => Status.Code === "active") === true
      ? id
      : undefined;
  },
  "aws:ec2/vpnConnectionRoute:VpnConnectionRoute": async (client, text) => {
    const [id, destination] = [text("vpnConnectionId"), text("destinationCidrBlock")];
    const call = ["ec2", "describe-vpn-connections", "--vpn-connection-ids", id];
    const answer = await client.ask<{
      readonly VpnConnections: readonly {
        readonly Routes: readonly { readonly DestinationCidrBlock: string }[];
      }[];
    }>(call, "InvalidVpnConnectionID.NotFound");
    const routes = answer?.VpnConnections.flatMap(({ Routes }) => Routes) ?? [];
    return routes.some((route) => route.DestinationCidrBlock === destination)
      ? `${destination}:${id}`
      : undefined;
  },
  "aws:ec2transitgateway/route:Route": async (client, text) => {
    const [table, destination] = [text("transitGatewayRouteTableId"), text("destinationCidrBlock")];
    const call = ["ec2", "search-transit-gateway-routes", "--transit-gateway-route-table-id", table];
    const answer = await client.ask<{
      readonly Routes: readonly { readonly DestinationCidrBlock: string }[];
    }>([...call, "--filters", "Name=type,Values=static"], NO_TABLE);
    const found = answer?.Routes.some((route) => route.DestinationCidrBlock === destination);
    return found === true ? `${table}_${destination}` : undefined;
  },
  "aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation": inTable(
    "get-transit-gateway-route-table-associations",
    "Associations",
  ),
  "aws:ec2transitgateway/routeTablePropagation:RouteTablePropagation": inTable(
    "get-transit-gateway-route-table-propagations",
    "TransitGatewayRouteTablePropagations",
  ),
};

import * as tokens from "../../sandbox/aws/tokens.ts";
import { OTHER_REGION } from "./bucket-recipes.ts";
import { OTHER_VPC } from "./dns-recipes.ts";
import { REGION } from "./network.ts";
import type { Companion, Recipe } from "./one-of-each.ts";

/** Keys of what asks to be a peer: a VPC in another region, and its request. */
const THIRD_VPC = "another VPC in another region";
const REQUEST = "request of the other VPC";
const STATIC_VPN = "VPN with static routes";

export function peeringCompanions(): Readonly<Record<string, readonly Companion[]>> {
  return {
    [tokens.VPC_PEERING_ACCEPTER]: [
      [THIRD_VPC, tokens.VPC, () => ({ cidrBlock: "10.2.0.0/16", region: OTHER_REGION })],
      [
        REQUEST,
        tokens.VPC_PEERING,
        (id) => ({
          vpcId: id(THIRD_VPC),
          peerVpcId: id(tokens.VPC),
          peerRegion: REGION,
          region: OTHER_REGION,
        }),
      ],
    ],
    [tokens.VPN_ROUTE]: [
      [
        STATIC_VPN,
        tokens.VPN_CONNECTION,
        (id) => ({
          ...{ customerGatewayId: id(tokens.CUSTOMER_GATEWAY), type: "ipsec.1", staticRoutesOnly: true },
          vpnGatewayId: id(tokens.VPN_GATEWAY),
        }),
      ],
    ],
  };
}

/** Inputs of one connection of every kind to a network elsewhere. */
export function peeringRecipes(): readonly Recipe[] {
  return [
    [
      tokens.VPC_PEERING,
      (id) => ({ vpcId: id(tokens.VPC), peerVpcId: id(OTHER_VPC), peerRegion: OTHER_REGION }),
    ],
    [tokens.VPC_PEERING_ACCEPTER, (id) => ({ vpcPeeringConnectionId: id(REQUEST), autoAccept: true })],
    [
      tokens.VPC_PEERING_OPTIONS,
      (id) => ({
        vpcPeeringConnectionId: id(REQUEST),
        accepter: { allowRemoteVpcDnsResolution: true },
      }),
    ],
    [tokens.CUSTOMER_GATEWAY, () => ({ bgpAsn: "65000", ipAddress: "198.51.100.7", type: "ipsec.1" })],
    [tokens.VPN_GATEWAY, (id) => ({ vpcId: id(tokens.VPC) })],
    [
      tokens.VPN_CONNECTION,
      (id) => ({
        ...{ customerGatewayId: id(tokens.CUSTOMER_GATEWAY), type: "ipsec.1" },
        transitGatewayId: id(tokens.TGW),
      }),
    ],
    [tokens.VPN_ROUTE, (id) => ({ destinationCidrBlock: "192.168.0.0/16", vpnConnectionId: id(STATIC_VPN) })],
  ];
}

import * as tokens from "../../../sandbox/aws/tokens.ts";
import type { Properties } from "../../../sandbox/provider/properties.ts";
import type { Attempt, Refusal } from "./refusal.ts";

const another =
  (type: string, inputs: Properties = {}): Attempt =>
  ({ make }, _id, all) =>
    make(type, { ...all.get(type)!.inputs, ...inputs });

const FAILED =
  "VpcPeeringConnectionFailed: Failed due to incorrect VPC-ID, Account ID, or overlapping CIDR range";
const INACTIVE =
  "OperationNotPermitted: Peering pcx-0… is not active. Peering options can be added only to active peerings.";

const TUNNEL_REFUSALS: readonly Refusal[] = [
  [
    "the keys of a VPN are kept in one of two places",
    another(tokens.VPN_CONNECTION, { presharedKeyStorage: "Nowhere" }),
    'presharedKeyStorage: expected presharedKeyStorage to be one of ["Standard" "SecretsManager"], got Nowhere',
  ],
  [
    "a tunnel exchanges keys by what there is",
    another(tokens.VPN_CONNECTION, { tunnel1IkeVersions: ["ikev2", "ikev3"] }),
    'tunnel1IkeVersions: expected tunnel1IkeVersions to be one of ["ikev1" "ikev2"], got ikev3',
  ],
  [
    "a tunnel has a group that there is",
    another(tokens.VPN_CONNECTION, { tunnel2Phase1DhGroupNumbers: [5] }),
    "tunnel2Phase1DhGroupNumbers: expected tunnel2Phase1DhGroupNumbers to be one of [2 14 15 16 17 18 19 20 21 22 23 24], got 5",
  ],
  [
    "a tunnel that fell silent is set up anew, or not",
    another(tokens.VPN_CONNECTION, { tunnel1DpdTimeoutAction: "wait" }),
    'tunnel1DpdTimeoutAction: expected tunnel1DpdTimeoutAction to be one of ["clear" "none" "restart"], got wait',
  ],
  [
    "a tunnel's key begins with no zero",
    another(tokens.VPN_CONNECTION, { tunnel1PresharedKey: "0123456789" }),
    "tunnel1PresharedKey: expected tunnel1PresharedKey to be 8 to 64 letters, digits, periods and underscores, and no zero at the start",
  ],
];

export const LINK_REFUSALS: readonly Refusal[] = [
  ["a peer is a VPC that exists", another(tokens.VPC_PEERING, { peerVpcId: "vpc-0no" }), FAILED],
  [
    "peers have no address in common",
    async ({ make, makeVpc }, id) => {
      const other = await makeVpc({ cidrBlock: "10.0.128.0/20" });
      return make(tokens.VPC_PEERING, { vpcId: id(tokens.VPC), peerVpcId: other.id });
    },
    FAILED,
  ],
  [
    "two VPCs are peers once",
    another(tokens.VPC_PEERING),
    "VpcPeeringConnectionAlreadyExists: A matching VPC peering connection already exists: pcx-0…",
  ],
  [
    "a request to another region is accepted there",
    another(tokens.VPC_PEERING, { autoAccept: true }),
    "autoAccept: `peer_region` cannot be set whilst `auto_accept` is `true` when creating an EC2 VPC Peering Connection",
  ],
  [
    "options are for a connection that is accepted",
    ({ engine }, _id, all) => {
      const { state, inputs } = all.get(tokens.VPC_PEERING)!;
      return engine.update(state, { ...inputs, requester: { allowRemoteVpcDnsResolution: true } });
    },
    INACTIVE,
  ],
  [
    "options of their own are for a connection that is accepted, too",
    ({ make }, id) => make(tokens.VPC_PEERING_OPTIONS, { vpcPeeringConnectionId: id(tokens.VPC_PEERING) }),
    INACTIVE,
  ],
  [
    "a request is accepted by its peer alone",
    ({ make }, id) =>
      make(tokens.VPC_PEERING_ACCEPTER, { vpcPeeringConnectionId: id(tokens.VPC_PEERING), autoAccept: true }),
    "InvalidVpcPeeringConnectionID.NotFound: The vpcPeeringConnection ID 'pcx-0…' does not exist",
  ],
  [
    "a VPC's route leads over a connection that exists",
    ({ make }, id) =>
      make(tokens.ROUTE, {
        routeTableId: id(tokens.ROUTE_TABLE),
        ...{ destinationCidrBlock: "10.9.0.0/16", vpcPeeringConnectionId: "pcx-0no" },
      }),
    "InvalidVpcPeeringConnectionID.NotFound: The vpcPeeringConnection ID 'pcx-0no' does not exist",
  ],
  [
    "a VPC's route leads over a connection of its own",
    async ({ make, makeVpc }, id) => {
      const table = await make(tokens.ROUTE_TABLE, {
        vpcId: (await makeVpc({ cidrBlock: "10.8.0.0/16" })).id,
      });
      return make(tokens.ROUTE, {
        routeTableId: table.id,
        ...{ destinationCidrBlock: "10.9.0.0/16", vpcPeeringConnectionId: id(tokens.VPC_PEERING) },
      });
    },
    "InvalidParameterValue: route table rtb-0… and peering connection pcx-0… belong to different networks",
  ],
  [
    "a customer's gateway has an address",
    ({ make }) => make(tokens.CUSTOMER_GATEWAY, { type: "ipsec.1", bgpAsn: "65000" }),
    "MissingParameter: The request must contain the parameter ipAddress",
  ],
  [
    "a customer's gateway has an address that is one",
    another(tokens.CUSTOMER_GATEWAY, { ipAddress: "198.51.100" }),
    "ipAddress: expected ipAddress to contain a valid IPv4 address, got: 198.51.100",
  ],
  [
    "a customer's gateway is of the one type",
    another(tokens.CUSTOMER_GATEWAY, { type: "ipsec.2" }),
    'type: expected type to be one of ["ipsec.1"], got ipsec.2',
  ],
  [
    "a customer's gateway in use stays",
    ({ engine }, _id, all) => engine.delete(all.get(tokens.CUSTOMER_GATEWAY)!.state),
    "IncorrectState: The customer gateway is in use",
  ],
  [
    "a VPC has one VPN gateway",
    another(tokens.VPN_GATEWAY),
    "AttachmentLimitExceeded: The maximum number of virtual private gateways attached to VPC vpc-0… has been reached.",
  ],
  [
    "a VPN gateway in use stays",
    ({ engine }, _id, all) => engine.delete(all.get(tokens.VPN_GATEWAY)!.state),
    "IncorrectState: The vpnGateway ID 'vgw-0…' is in use",
  ],
  [
    "a VPN ends at a customer's gateway that exists",
    another(tokens.VPN_CONNECTION, { customerGatewayId: "cgw-0no" }),
    "InvalidCustomerGatewayID.NotFound: The customerGateway ID 'cgw-0no' does not exist",
  ],
  [
    "a VPN begins at a gateway that exists",
    ({ make }, id) =>
      make(tokens.VPN_CONNECTION, {
        ...{ customerGatewayId: id(tokens.CUSTOMER_GATEWAY), type: "ipsec.1", vpnGatewayId: "vgw-0no" },
      }),
    "InvalidVpnGatewayID.NotFound: The vpnGateway ID 'vgw-0no' does not exist",
  ],
  [
    "a VPN begins at one gateway",
    another(tokens.VPN_CONNECTION, { vpnGatewayId: "vgw-0no" }),
    ': exactly one of "transitGatewayId", "vpnGatewayId", "vpnConcentratorId" is required',
  ],
  ...TUNNEL_REFUSALS,
  [
    "a VPC's route leads over a VPN gateway that exists",
    ({ make }, id) =>
      make(tokens.ROUTE, {
        routeTableId: id(tokens.ROUTE_TABLE),
        ...{ destinationCidrBlock: "10.9.0.0/16", gatewayId: "vgw-0no" },
      }),
    "InvalidVpnGatewayID.NotFound: The vpnGateway ID 'vgw-0no' does not exist",
  ],
  [
    "a VPC's route leads over a VPN gateway of its own",
    async ({ make, makeVpc }, id) => {
      const { id: vpcId } = await makeVpc({ cidrBlock: "10.8.0.0/16" });
      const table = await make(tokens.ROUTE_TABLE, { vpcId });
      return make(tokens.ROUTE, {
        routeTableId: table.id,
        ...{ destinationCidrBlock: "10.9.0.0/16", gatewayId: id(tokens.VPN_GATEWAY) },
      });
    },
    "InvalidParameterValue: route table rtb-0… and network gateway vgw-0… belong to different networks",
  ],
  [
    "a route of a VPN has a connection that exists",
    another(tokens.VPN_ROUTE, { vpnConnectionId: "vpn-0no" }),
    "InvalidVpnConnectionID.NotFound: The vpnConnection ID 'vpn-0no' does not exist",
  ],
  [
    "behind a transit gateway, its tables have the routes of a VPN",
    (sandbox, id, all) =>
      another(tokens.VPN_ROUTE, { vpnConnectionId: id(tokens.VPN_CONNECTION) })(sandbox, id, all),
    "InvalidParameterCombination: Static routes are for connections of a virtual private gateway with static routing; vpn-0… is none.",
  ],
];

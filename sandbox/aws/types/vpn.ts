import { isIPv4 } from "node:net";
import type { Properties } from "../../provider/properties.ts";
import { addressAt, block } from "../cidr.ts";
import { AwsError } from "../error.ts";
import { arn, hashNumber, newId } from "../ids.ts";
import {
  neighbours,
  putImplicit,
  referred,
  type Call,
  type Inputs,
  type Kind,
  type Refusals,
} from "../kind.ts";
import * as tokens from "../tokens.ts";
import { choiceRefusal, madeUp } from "./eks.ts";
import { findTransitGateway } from "./transit-gateway.ts";
import { tunnelRefusals } from "./vpn-tunnels.ts";
import { cidrRefusals, findVpc } from "./vpc.ts";

const TYPE = ["ipsec.1"];

/** Where AWS's ends of the tunnels are, here: the documentation's own range. */
const OUTSIDE = block("203.0.113.0/24");
const INSIDE = block("169.254.0.0/16");
const INSIDE_PREFIX = 30;

const SHARED_KEY_CHARACTERS = 32;

const KEY_STORAGES = ["Standard", "SecretsManager"];

/** Whether AWS keeps the keys in a secret, and shows them to nobody who asks for the connection. */
const hidesKeys = ({ inputs }: Call): boolean =>
  inputs.optionalText("presharedKeyStorage") === "SecretsManager";

/** What is shown in place of a key that is kept in a secret. */
const HIDDEN = "REDACTED";

export const customerGateway: Kind = {
  label: "EC2 Customer Gateway",
  service: "EC2",
  calls: { create: "CreateCustomerGateway", delete: "DeleteCustomerGateway" },
  refusals: (inputs) => {
    const address = inputs.optionalText("ipAddress");
    return [
      ...choiceRefusal(inputs, "type", TYPE),
      ...(address === undefined || isIPv4(address)
        ? []
        : [["ipAddress", `expected ipAddress to contain a valid IPv4 address, got: ${address}`] as const]),
    ];
  },
  create: (call) => {
    if (!call.inputs.has("ipAddress") && !call.inputs.has("certificateArn")) {
      throw new AwsError("MissingParameter", "The request must contain the parameter ipAddress");
    }
    const id = newId(call.cloud, "cgw");
    return { id, computed: { arn: arn("ec2", call, `customer-gateway/${id}`) } };
  },
  delete: (call, { id }) => {
    if (neighbours(call, tokens.VPN_CONNECTION, { customerGatewayId: id }).length === 0) return;
    throw new AwsError("IncorrectState", `The customer gateway is in use`);
  },
};

export const vpnGateway: Kind = {
  label: "EC2 VPN Gateway",
  service: "EC2",
  calls: { create: "CreateVpnGateway", update: "AttachVpnGateway", delete: "DeleteVpnGateway" },
  defaults: { amazonSideAsn: "64512" },
  create: (call) => {
    const vpcId = call.inputs.optionalText("vpcId");
    if (vpcId !== undefined) attach(call, vpcId);
    const id = newId(call.cloud, "vgw");
    return { id, computed: { arn: arn("ec2", call, `vpn-gateway/${id}`) } };
  },
  update: (call, before) => {
    const vpcId = call.inputs.optionalText("vpcId");
    if (vpcId !== undefined && before.state["vpcId"] !== vpcId) attach(call, vpcId);
    return {};
  },
  delete: (call, { id }) => {
    if (neighbours(call, tokens.VPN_CONNECTION, { vpnGatewayId: id }).length === 0) return;
    throw new AwsError("IncorrectState", `The vpnGateway ID '${id}' is in use`);
  },
};

function attach(call: Call, vpcId: string): void {
  findVpc(call, vpcId);
  if (neighbours(call, tokens.VPN_GATEWAY, { vpcId }).length === 0) return;
  throw new AwsError(
    "AttachmentLimitExceeded",
    `The maximum number of virtual private gateways attached to VPC ${vpcId} has been reached.`,
  );
}

function connectionRefusals(inputs: Inputs): Refusals {
  const ends = ["transitGatewayId", "vpnGatewayId", "vpnConcentratorId"];
  const isOne = ends.filter((name) => inputs.has(name)).length === 1;
  const list = ends.map((name) => `"${name}"`).join(", ");
  return [
    ...(isOne ? [] : [["", `exactly one of ${list} is required`] as const]),
    ...(inputs.has("vpnConcentratorId")
      ? [["vpnConcentratorId", "VPN concentrators are not simulated"] as const]
      : []),
    ...choiceRefusal(inputs, "type", TYPE),
    ...cidrRefusals(inputs, "tunnel1InsideCidr", "tunnel2InsideCidr"),
    ...choiceRefusal(inputs, "presharedKeyStorage", KEY_STORAGES),
    ...tunnelRefusals(inputs),
  ];
}

function checkEnds(call: Call): void {
  const { inputs } = call;
  const [customer, gateway] = [inputs.text("customerGatewayId"), inputs.optionalText("vpnGatewayId")];
  const what = `The customerGateway ID '${customer}' does not exist`;
  const missing = new AwsError("InvalidCustomerGatewayID.NotFound", what);
  referred(call, tokens.CUSTOMER_GATEWAY, customer, missing);
  const transit = inputs.optionalText("transitGatewayId");
  if (transit !== undefined) findTransitGateway(call, transit);
  if (gateway === undefined) return;
  const absent = new AwsError(
    "InvalidVpnGatewayID.NotFound",
    `The vpnGateway ID '${gateway}' does not exist`,
  );
  referred(call, tokens.VPN_GATEWAY, gateway, absent);
}

function sharedKey(call: Call, number: 1 | 2, id: string): string {
  if (hidesKeys(call)) return HIDDEN;
  const given = call.inputs.optionalText(`tunnel${number}PresharedKey`);
  return given ?? madeUp(`${id}/${number}`, SHARED_KEY_CHARACTERS);
}

/** What the owner of the device downloads: all of it, keys included where the service has them. */
function configuration(call: Call, id: string): string {
  const keys = ([1, 2] as const).map(
    (number) => `<pre_shared_key>${sharedKey(call, number, id)}</pre_shared_key>`,
  );
  return `<vpn_connection id="${id}">${keys.join("")}</vpn_connection>`;
}

/** A tunnel as AWS makes it up where nothing is said: addresses inside and outside, and a key that both sides know. */
function tunnel(call: Call, number: 1 | 2, id: string): Properties {
  const name = `tunnel${number}`;
  const place = (hashNumber(`${id}/${number}`) % 16_000) * 4;
  const inside =
    call.inputs.optionalText(`${name}InsideCidr`) ?? `${addressAt(INSIDE, place)}/${INSIDE_PREFIX}`;
  return {
    [`${name}InsideCidr`]: inside,
    [`${name}PresharedKey`]: sharedKey(call, number, id),
    [`${name}Address`]: addressAt(OUTSIDE, number),
    [`${name}BgpAsn`]: "64512",
    [`${name}BgpHoldtime`]: 30,
    [`${name}VgwInsideAddress`]: addressAt(block(inside), 1),
    [`${name}CgwInsideAddress`]: addressAt(block(inside), 2),
    [`${name}InsideIpv6Cidr`]: "",
    [`${name}LogOptions`]: { cloudwatchLogOptions: { logEnabled: false } },
  };
}

/** A transit gateway gets an attachment of the connection; tables refer to it as to that of a VPC. */
function attachment(call: Call, vpnConnectionId: string): string {
  const transitGatewayId = call.inputs.optionalText("transitGatewayId");
  if (transitGatewayId === undefined) return "";
  const id = newId(call.cloud, "tgw-attach");
  putImplicit(call, tokens.TGW_VPN_ATTACHMENT, id, { transitGatewayId, vpnConnectionId });
  return id;
}

export const vpnConnection: Kind = {
  label: "EC2 VPN Connection",
  service: "EC2",
  calls: {
    create: "CreateVpnConnection",
    update: "ModifyVpnConnection",
    delete: "DeleteVpnConnection",
  },
  defaults: {
    localIpv4NetworkCidr: "0.0.0.0/0",
    remoteIpv4NetworkCidr: "0.0.0.0/0",
    outsideIpAddressType: "PublicIpv4",
    tunnelInsideIpVersion: "ipv4",
    presharedKeyStorage: "Standard",
    tunnelBandwidth: "standard",
  },
  refusals: connectionRefusals,
  create: (call) => {
    checkEnds(call);
    const id = newId(call.cloud, "vpn");
    return {
      id,
      computed: {
        arn: arn("ec2", call, `vpn-connection/${id}`),
        ...{ coreNetworkArn: "", coreNetworkAttachmentArn: "" },
        presharedKeyArn: hidesKeys(call) ? arn("secretsmanager", call, `secret:s2svpn!${id}`) : "",
        customerGatewayConfiguration: configuration(call, id),
        transitGatewayAttachmentId: attachment(call, id),
        ...tunnel(call, 1, id),
        ...tunnel(call, 2, id),
        ...{ routes: [], vgwTelemetries: [] },
      },
    };
  },
  update: (call) => {
    checkEnds(call);
    return {};
  },
  delete: (call, { id: vpnConnectionId }) => {
    for (const type of [tokens.TGW_VPN_ATTACHMENT, tokens.VPN_ROUTE]) {
      call.cloud.delete({ type, state: { vpnConnectionId } });
    }
  },
};

/** Of a connection to a VPC alone: behind a transit gateway, its tables have the routes. */
export const vpnRoute: Kind = {
  label: "EC2 VPN Connection Route",
  service: "EC2",
  calls: { create: "CreateVpnConnectionRoute", delete: "DeleteVpnConnectionRoute" },
  refusals: (inputs) => cidrRefusals(inputs, "destinationCidrBlock"),
  create: (call) => {
    const id = call.inputs.text("vpnConnectionId");
    const missing = new AwsError(
      "InvalidVpnConnectionID.NotFound",
      `The vpnConnection ID '${id}' does not exist`,
    );
    const connection = referred(call, tokens.VPN_CONNECTION, id, missing);
    if (connection.state["staticRoutesOnly"] !== true || connection.state["vpnGatewayId"] === "") {
      throw new AwsError(
        "InvalidParameterCombination",
        `Static routes are for connections of a virtual private gateway with static routing; ${id} is none.`,
      );
    }
    return { id: `${call.inputs.text("destinationCidrBlock")}:${id}`, computed: {} };
  },
};

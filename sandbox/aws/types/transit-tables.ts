import type { Query, Thing } from "../cloud.ts";
import { AwsError } from "../error.ts";
import { arn, newId } from "../ids.ts";
import { neighbours, referred, text, type Call, type Inputs, type Kind, type Refusals } from "../kind.ts";
import { QUOTAS, withinQuota } from "../quotas.ts";
import * as tokens from "../tokens.ts";
import { attachmentsOf, findTransitGateway } from "./transit-gateway.ts";
import { cidrRefusals } from "./vpc.ts";

/** What an attachment leads to, as tables call it. */
const RESOURCES = {
  [tokens.TGW_VPC_ATTACHMENT]: ["vpc", "vpcId"],
  [tokens.TGW_PEERING]: ["peering", "peerTransitGatewayId"],
  [tokens.TGW_VPN_ATTACHMENT]: ["vpn", "vpnConnectionId"],
} as const satisfies Record<string, readonly [type: string, attribute: string]>;

export const transitRouteTable: Kind = {
  label: "EC2 Transit Gateway Route Table",
  service: "EC2",
  calls: { create: "CreateTransitGatewayRouteTable", delete: "DeleteTransitGatewayRouteTable" },
  quota: QUOTAS.tablesPerTransitGateway,
  create: (call) => {
    const transitGatewayId = call.inputs.text("transitGatewayId");
    const gateway = findTransitGateway(call, transitGatewayId);
    if (gateway.account !== call.account) {
      throw new AwsError(
        "UnauthorizedOperation",
        "You are not authorized to perform this operation. The transit gateway belongs to another account.",
      );
    }
    const existing = neighbours(call, tokens.TGW_ROUTE_TABLE, { transitGatewayId }).length;
    withinQuota(call.cloud, QUOTAS.tablesPerTransitGateway, existing);
    const id = newId(call.cloud, "tgw-rtb");
    return {
      id,
      computed: {
        arn: arn("ec2", call, `transit-gateway-route-table/${id}`),
        defaultAssociationRouteTable: false,
        defaultPropagationRouteTable: false,
      },
    };
  },
  delete: (call, { id }) => {
    const { account, region } = call;
    const inside = { account, region, state: { transitGatewayRouteTableId: id } };
    if (call.cloud.count({ type: tokens.TGW_ASSOCIATION, ...inside }) > 0) {
      throw new AwsError("IncorrectState", `${id} has associated attachments and cannot be deleted.`);
    }
    for (const type of [tokens.TGW_PROPAGATION, tokens.TGW_ROUTE]) call.cloud.delete({ type, ...inside });
  },
};

/** The table and the attachment of a call; both must belong to one gateway, and the attachment be accepted. */
function pairOf(call: Call): { readonly table: Thing; readonly attachment: Thing; readonly gateway: Thing } {
  const [tableId, id] = [
    call.inputs.text("transitGatewayRouteTableId"),
    call.inputs.text("transitGatewayAttachmentId"),
  ];
  const missing = new AwsError(
    "InvalidRouteTableID.NotFound",
    `Transit Gateway Route Table ${tableId} was deleted or does not exist.`,
  );
  const table = referred(call, tokens.TGW_ROUTE_TABLE, tableId, missing);
  const gateway = findTransitGateway(call, text(table, "transitGatewayId"));
  const attachment = attachmentsOf(call, gateway.id).find((one) => one.id === id);
  if (attachment === undefined) {
    throw new AwsError(
      "InvalidTransitGatewayAttachmentID.NotFound",
      `Transit Gateway Attachment ${id} was deleted or does not exist.`,
    );
  }
  const isOpen = attachment.state["accepted"] === false || attachment.state["state"] === "pendingAcceptance";
  if (isOpen) throw new AwsError("IncorrectState", `${id} is in invalid state`);
  return { table, attachment, gateway };
}

function resourceOf(attachment: Thing, gateway: Thing) {
  const [resourceType, attribute] = RESOURCES[attachment.type as keyof typeof RESOURCES];
  const peer = text(attachment, attribute);
  const resourceId = peer === gateway.id ? text(attachment, "transitGatewayId") : peer;
  return { resourceType, resourceId };
}

const pairId = (inputs: Inputs) =>
  `${inputs.text("transitGatewayRouteTableId")}_${inputs.text("transitGatewayAttachmentId")}`;

/** Whether the gateway put an attachment into its default table, unasked. */
function isInDefaultTable(attachment: Thing, gateway: Thing): boolean {
  return (
    gateway.state["defaultRouteTableAssociation"] === "enable" &&
    attachment.state["transitGatewayDefaultRouteTableAssociation"] !== false
  );
}

function refuseAssociated(call: Call, attachment: Thing, gateway: Thing): void {
  if (call.inputs.flag("replaceExistingAssociation")) return;
  const others = neighbours(call, tokens.TGW_ASSOCIATION, { transitGatewayAttachmentId: attachment.id });
  if (others.length === 0 && !isInDefaultTable(attachment, gateway)) return;
  throw new AwsError(
    "Resource.AlreadyAssociated",
    `Transit Gateway Attachment ${attachment.id} is already associated to a route table.`,
  );
}

/** Import ids of what is in a table: the table, and what tells it apart there. */
const byPair = (id: string): Query => {
  const [transitGatewayRouteTableId = "", transitGatewayAttachmentId = ""] = id.split("_");
  return { state: { transitGatewayRouteTableId, transitGatewayAttachmentId } };
};

export const transitAssociation: Kind = {
  label: "EC2 Transit Gateway Route Table Association",
  service: "EC2",
  calls: {
    create: "AssociateTransitGatewayRouteTable",
    delete: "DisassociateTransitGatewayRouteTable",
  },
  importQuery: byPair,
  create: (call) => {
    const { attachment, gateway } = pairOf(call);
    refuseAssociated(call, attachment, gateway);
    return { id: pairId(call.inputs), computed: resourceOf(attachment, gateway) };
  },
};

export const transitPropagation: Kind = {
  label: "EC2 Transit Gateway Route Table Propagation",
  service: "EC2",
  calls: {
    create: "EnableTransitGatewayRouteTablePropagation",
    delete: "DisableTransitGatewayRouteTablePropagation",
  },
  importQuery: byPair,
  create: (call) => {
    const { attachment, gateway, table } = pairOf(call);
    const same = {
      transitGatewayRouteTableId: table.id,
      transitGatewayAttachmentId: attachment.id,
    };
    if (neighbours(call, tokens.TGW_PROPAGATION, same).length > 0) {
      throw new AwsError(
        "TransitGatewayRouteTablePropagation.Duplicate",
        `Propagation ${attachment.id} already exists in Transit Gateway Route Table ${table.id}.`,
      );
    }
    if (attachment.type === tokens.TGW_PEERING) {
      throw new AwsError(
        "InvalidParameterCombination",
        `Peering attachment ${attachment.id} takes static routes alone.`,
      );
    }
    return { id: pairId(call.inputs), computed: resourceOf(attachment, gateway) };
  },
};

function routeRefusals(inputs: Inputs): Refusals {
  const isOne = inputs.flag("blackhole") !== inputs.has("transitGatewayAttachmentId");
  const names = '"blackhole", "transitGatewayAttachmentId"';
  return [
    ...(isOne ? [] : [["", `exactly one of ${names} is required`] as const]),
    ...cidrRefusals(inputs, "destinationCidrBlock"),
  ];
}

export const transitRoute: Kind = {
  label: "EC2 Transit Gateway Route",
  service: "EC2",
  calls: { create: "CreateTransitGatewayRoute", delete: "DeleteTransitGatewayRoute" },
  refusals: routeRefusals,
  importQuery: (id) => {
    const [transitGatewayRouteTableId = "", destinationCidrBlock = ""] = id.split("_");
    return { state: { transitGatewayRouteTableId, destinationCidrBlock } };
  },
  create: (call) => {
    const tableId = call.inputs.text("transitGatewayRouteTableId");
    if (call.inputs.flag("blackhole")) {
      const missing = `Transit Gateway Route Table ${tableId} was deleted or does not exist.`;
      referred(call, tokens.TGW_ROUTE_TABLE, tableId, new AwsError("InvalidRouteTableID.NotFound", missing));
    } else {
      pairOf(call);
    }
    const destinationCidrBlock = call.inputs.text("destinationCidrBlock");
    const same = { transitGatewayRouteTableId: tableId, destinationCidrBlock };
    if (neighbours(call, tokens.TGW_ROUTE, same).length > 0) {
      throw new AwsError(
        "RouteAlreadyExists",
        `Route ${destinationCidrBlock} already exists in Transit Gateway Route Table ${tableId}.`,
      );
    }
    return { id: `${tableId}_${destinationCidrBlock}`, computed: {} };
  },
};

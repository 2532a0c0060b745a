import type { Properties } from "../../provider/properties.ts";
import type { Thing } from "../cloud.ts";
import { AwsError } from "../error.ts";
import { arn, newId } from "../ids.ts";
import { neighbours, text, type Call, type Inputs, type Kind, type Refusals } from "../kind.ts";
import { QUOTAS, withinQuota } from "../quotas.ts";
import * as tokens from "../tokens.ts";
import { choiceRefusal } from "./eks.ts";
import { findSubnet } from "./subnet.ts";
import { attachmentsOf, findTransitGateway, SWITCH } from "./transit-gateway.ts";
import { findVpc } from "./vpc.ts";

const SWITCHES = ["applianceModeSupport", "dnsSupport", "ipv6Support", "securityGroupReferencingSupport"];

/** A gateway has one network interface in a zone. */
function checkSubnets(call: Call, vpcId: string): void {
  const subnets = call.inputs.texts("subnetIds").map((id) => findSubnet(call, id));
  const foreign = subnets.find((subnet) => subnet.state["vpcId"] !== vpcId);
  if (foreign !== undefined) {
    throw new AwsError("InvalidSubnetID.NotFound", `The subnet ID '${foreign.id}' does not exist`);
  }
  const zones = new Set(subnets.map(({ state }) => state["availabilityZone"]));
  if (zones.size === subnets.length) return;
  throw new AwsError("DuplicateSubnetsInSameZone", "Duplicate Subnets for same AZ");
}

function refuseSecond(call: Call, gateway: Thing, vpcId: string): void {
  if (neighbours(call, tokens.TGW_VPC_ATTACHMENT, { transitGatewayId: gateway.id, vpcId }).length === 0)
    return;
  throw new AwsError(
    "DuplicateTransitGatewayAttachment",
    `${gateway.id} has non-deleted Transit Gateway Attachments with same VPC ID.`,
  );
}

/** What goes with an attachment: AWS takes it out of every table. */
export function detach(call: Call, transitGatewayAttachmentId: string): void {
  for (const type of [tokens.TGW_ASSOCIATION, tokens.TGW_PROPAGATION, tokens.TGW_VPC_ACCEPTER]) {
    call.cloud.delete({ type, state: { transitGatewayAttachmentId } });
  }
}

function switchRefusals(inputs: Inputs): Refusals {
  return SWITCHES.flatMap((name) => choiceRefusal(inputs, name, SWITCH));
}

export const vpcAttachment: Kind = {
  label: "EC2 Transit Gateway VPC Attachment",
  service: "EC2",
  calls: {
    create: "CreateTransitGatewayVpcAttachment",
    update: "ModifyTransitGatewayVpcAttachment",
    delete: "DeleteTransitGatewayVpcAttachment",
  },
  defaults: {
    applianceModeSupport: "disable",
    dnsSupport: "enable",
    ipv6Support: "disable",
    securityGroupReferencingSupport: "enable",
    transitGatewayDefaultRouteTableAssociation: true,
    transitGatewayDefaultRouteTablePropagation: true,
  },
  quota: QUOTAS.attachmentsPerTransitGateway,
  refusals: switchRefusals,
  create: (call) => {
    const gateway = findTransitGateway(call, call.inputs.text("transitGatewayId"));
    const vpc = findVpc(call, call.inputs.text("vpcId"));
    checkSubnets(call, vpc.id);
    refuseSecond(call, gateway, vpc.id);
    const existing = attachmentsOf(call, gateway.id).length;
    withinQuota(call.cloud, QUOTAS.attachmentsPerTransitGateway, existing);
    const isAccepted =
      gateway.account === call.account || gateway.state["autoAcceptSharedAttachments"] === "enable";
    const id = newId(call.cloud, "tgw-attach");
    return {
      id,
      computed: {
        arn: arn("ec2", call, `transit-gateway-attachment/${id}`),
        vpcOwnerId: call.account,
        // `accepted` is not an output: tables take only what the gateway's owner has accepted.
        accepted: isAccepted,
      },
    };
  },
  update: (call) => {
    checkSubnets(call, call.inputs.text("vpcId"));
    return {};
  },
  delete: (call, { id }) => {
    detach(call, id);
  },
};

/** An attachment of a VPC to a gateway of this account and region, whoever made it. */
function offered(call: Call, id: string): Thing {
  const attachment = call.cloud.find({ type: tokens.TGW_VPC_ATTACHMENT, id, region: call.region });
  const gateway =
    attachment &&
    neighbours(call, tokens.TGW, {}).find((one) => one.id === text(attachment, "transitGatewayId"));
  if (attachment !== undefined && gateway !== undefined) return attachment;
  throw new AwsError(
    "InvalidTransitGatewayAttachmentID.NotFound",
    `Transit Gateway Attachment ${id} was deleted or does not exist.`,
  );
}

const SHOWN = ["applianceModeSupport", "dnsSupport", "ipv6Support", "securityGroupReferencingSupport"];

function shownOf({ state }: Thing): Properties {
  const names = [...SHOWN, "subnetIds", "transitGatewayId", "vpcId", "vpcOwnerId"];
  return Object.fromEntries(names.map((name) => [name, state[name] ?? ""]));
}

/** Accepts what another account attached. Its deletion takes the attachment away from both. */
export const vpcAttachmentAccepter: Kind = {
  label: "EC2 Transit Gateway VPC Attachment Accepter",
  service: "EC2",
  calls: { create: "AcceptTransitGatewayVpcAttachment", delete: "DeleteTransitGatewayVpcAttachment" },
  defaults: {
    transitGatewayDefaultRouteTableAssociation: true,
    transitGatewayDefaultRouteTablePropagation: true,
  },
  create: (call) => {
    const attachment = offered(call, call.inputs.text("transitGatewayAttachmentId"));
    if (attachment.state["accepted"] === true) {
      throw new AwsError("IncorrectState", `${attachment.id} is in invalid state`);
    }
    const associates = call.inputs.flag("transitGatewayDefaultRouteTableAssociation");
    call.cloud.put({
      ...attachment,
      state: {
        ...attachment.state,
        accepted: true,
        transitGatewayDefaultRouteTableAssociation: associates,
      },
    });
    return { id: attachment.id, computed: shownOf(attachment) };
  },
  delete: (call, { id }) => {
    call.cloud.delete({ type: tokens.TGW_VPC_ATTACHMENT, id });
    detach(call, id);
  },
  importQuery: (id) => ({ id }),
};

import type { Thing } from "../cloud.ts";
import { AwsError } from "../error.ts";
import { arn, newId } from "../ids.ts";
import { text, type Call, type Kind } from "../kind.ts";
import * as tokens from "../tokens.ts";
import { detach } from "./transit-attachments.ts";
import { findTransitGateway } from "./transit-gateway.ts";

/** The gateway on the other side: its account and region are said, and nothing is shared. */
function checkPeer(call: Call, account: string): void {
  const [id, region] = [call.inputs.text("peerTransitGatewayId"), call.inputs.text("peerRegion")];
  if (call.cloud.find({ type: tokens.TGW, id, account, region }) !== undefined) return;
  throw new AwsError(
    "InvalidTransitGatewayID.NotFound",
    `Transit Gateway ${id} was deleted or does not exist.`,
  );
}

/** Two gateways are peers once, whoever asked. @see https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-quotas.html */
function refuseSecond({ cloud, inputs }: Call): void {
  const [own, peer] = [inputs.text("transitGatewayId"), inputs.text("peerTransitGatewayId")];
  const others = [
    ...cloud.list({ type: tokens.TGW_PEERING, state: { transitGatewayId: own, peerTransitGatewayId: peer } }),
    ...cloud.list({ type: tokens.TGW_PEERING, state: { transitGatewayId: peer, peerTransitGatewayId: own } }),
  ];
  if (others.length === 0) return;
  throw new AwsError(
    "DuplicateTransitGatewayAttachment",
    `${own} has non-deleted Transit Gateway Attachments with same peer Transit Gateway ID.`,
  );
}

export const peeringAttachment: Kind = {
  label: "EC2 Transit Gateway Peering Attachment",
  service: "EC2",
  calls: {
    create: "CreateTransitGatewayPeeringAttachment",
    delete: "DeleteTransitGatewayPeeringAttachment",
  },
  create: (call) => {
    findTransitGateway(call, call.inputs.text("transitGatewayId"));
    const peerAccountId = call.inputs.optionalText("peerAccountId") ?? call.account;
    checkPeer(call, peerAccountId);
    refuseSecond(call);
    const id = newId(call.cloud, "tgw-attach");
    return {
      id,
      computed: {
        arn: arn("ec2", call, `transit-gateway-attachment/${id}`),
        peerAccountId,
        state: "pendingAcceptance",
      },
    };
  },
  delete: (call, { id }) => {
    detach(call, id);
    call.cloud.delete({ type: tokens.TGW_PEERING_ACCEPTER, id });
  },
};

/** A request to a gateway of this account and region. */
function requested(call: Call, id: string): Thing {
  const found = call.cloud.find({ type: tokens.TGW_PEERING, id });
  const isOurs =
    found !== undefined &&
    text(found, "peerAccountId") === call.account &&
    text(found, "peerRegion") === call.region;
  if (isOurs) return found;
  throw new AwsError(
    "InvalidTransitGatewayAttachmentID.NotFound",
    `Transit Gateway Attachment ${id} was deleted or does not exist.`,
  );
}

/** Accepts a request of another region or account. Its deletion takes the peering away from both. */
export const peeringAttachmentAccepter: Kind = {
  label: "EC2 Transit Gateway Peering Attachment Accepter",
  service: "EC2",
  calls: {
    create: "AcceptTransitGatewayPeeringAttachment",
    delete: "DeleteTransitGatewayPeeringAttachment",
  },
  create: (call) => {
    const request = requested(call, call.inputs.text("transitGatewayAttachmentId"));
    if (request.state["state"] !== "pendingAcceptance") {
      throw new AwsError("IncorrectState", `${request.id} is in invalid state`);
    }
    call.cloud.put({ ...request, state: { ...request.state, state: "available" } });
    return {
      id: request.id,
      computed: {
        peerAccountId: request.account,
        peerRegion: request.region,
        peerTransitGatewayId: text(request, "transitGatewayId"),
        transitGatewayId: text(request, "peerTransitGatewayId"),
      },
    };
  },
  delete: (call, { id }) => {
    call.cloud.delete({ type: tokens.TGW_PEERING, id });
    detach(call, id);
  },
};

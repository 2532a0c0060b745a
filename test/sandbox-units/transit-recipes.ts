import * as tokens from "../../sandbox/aws/tokens.ts";
import { OTHER_REGION } from "./bucket-recipes.ts";
import { REGION } from "./network.ts";
import type { Cloud } from "../../sandbox/aws/cloud.ts";
import type { Companion, Recipe } from "./one-of-each.ts";
import type { State } from "./engine.ts";

/** Keys of what there is in another region: a gateway, and its request to be a peer. */
export const OTHER_GATEWAY = "transit gateway in another region";
const THIRD_GATEWAY = "another transit gateway in another region";
const OTHER_REQUEST = "request of the other gateway";

/** A gateway that takes attachments only when they are accepted. */
const far = { region: OTHER_REGION };

/** Key of what another account attached, and nobody has accepted. */
const FOREIGN = "attachment of another account";

/** Attaches a VPC of another account: no provider here may act there. */
export function putForeign(cloud: Cloud, made: Map<string, State>): void {
  const own = made.get(tokens.TGW_VPC_ATTACHMENT)!;
  const id = `${own.id.slice(0, -4)}f00d`;
  const attachment = cloud.find({ id: own.id })!;
  const state = { ...attachment.state, accepted: false, vpcId: "vpc-0f00d", vpcOwnerId: "222222222222" };
  cloud.put({ ...attachment, id, account: "222222222222", state });
  made.set(FOREIGN, { ...own, id });
}

/** Import id of something in a table: `<table>_<what>`. */
const inTable = (name: string) => (state: State) =>
  `${state.outputs["transitGatewayRouteTableId"] as string}_${state.outputs[name] as string}`;

const pair = (id: (type: string) => string) => ({
  transitGatewayRouteTableId: id(tokens.TGW_ROUTE_TABLE),
  transitGatewayAttachmentId: id(tokens.TGW_VPC_ATTACHMENT),
});

export function transitCompanions(): Readonly<Record<string, readonly Companion[]>> {
  return {
    [tokens.TGW_PEERING]: [[OTHER_GATEWAY, tokens.TGW, () => ({ description: "other", ...far })]],
    [tokens.TGW_PEERING_ACCEPTER]: [
      [THIRD_GATEWAY, tokens.TGW, () => ({ description: "third", ...far })],
      [
        OTHER_REQUEST,
        tokens.TGW_PEERING,
        (id) => ({
          transitGatewayId: id(THIRD_GATEWAY),
          peerTransitGatewayId: id(tokens.TGW),
          peerRegion: REGION,
          ...far,
        }),
      ],
    ],
  };
}

/** Inputs of one transit gateway and of all that leads through it. */
export function transitRecipes(): readonly Recipe[] {
  return [
    [
      tokens.TGW,
      () => ({
        description: "shared",
        ...{ defaultRouteTableAssociation: "disable", defaultRouteTablePropagation: "disable" },
      }),
    ],
    [
      tokens.TGW_VPC_ATTACHMENT,
      (id) => ({
        transitGatewayId: id(tokens.TGW),
        vpcId: id(tokens.VPC),
        subnetIds: [id(tokens.SUBNET)],
      }),
    ],
    [tokens.TGW_ROUTE_TABLE, (id) => ({ transitGatewayId: id(tokens.TGW) })],
    [tokens.TGW_ASSOCIATION, pair, inTable("transitGatewayAttachmentId")],
    [tokens.TGW_PROPAGATION, pair, inTable("transitGatewayAttachmentId")],
    [
      tokens.TGW_ROUTE,
      (id) => ({ ...pair(id), destinationCidrBlock: "10.9.0.0/16" }),
      inTable("destinationCidrBlock"),
    ],
    [tokens.RAM_SHARE, () => ({ name: "transit" })],
    [tokens.RAM_PRINCIPAL, (id) => ({ resourceShareArn: id(tokens.RAM_SHARE), principal: "222222222222" })],
    [
      tokens.RAM_RESOURCE,
      (id, made) => ({
        resourceShareArn: id(tokens.RAM_SHARE),
        resourceArn: made.get(tokens.TGW)!.outputs["arn"]!,
      }),
    ],
    [tokens.TGW_VPC_ACCEPTER, (id) => ({ transitGatewayAttachmentId: id(FOREIGN) })],
    [
      tokens.TGW_PEERING,
      (id) => ({
        transitGatewayId: id(tokens.TGW),
        peerTransitGatewayId: id(OTHER_GATEWAY),
        peerRegion: OTHER_REGION,
      }),
    ],
    [tokens.TGW_PEERING_ACCEPTER, (id) => ({ transitGatewayAttachmentId: id(OTHER_REQUEST) })],
  ];
}

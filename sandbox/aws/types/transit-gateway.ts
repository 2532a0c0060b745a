import type { Thing } from "../cloud.ts";
import { AwsError } from "../error.ts";
import { arn, newId } from "../ids.ts";
import {
  neighbours,
  putImplicit,
  textIn,
  type Call,
  type Inputs,
  type Kind,
  type Refusals,
} from "../kind.ts";
import { countIn, QUOTAS, withinQuota } from "../quotas.ts";
import * as tokens from "../tokens.ts";
import { choiceRefusal } from "./eks.ts";

/** Private numbers of autonomous systems, 16 and 32 bits. */
const PRIVATE_NUMBERS = [
  [64_512, 65_534],
  [4_200_000_000, 4_294_967_294],
] as const;

export const SWITCH = ["enable", "disable"];

const SWITCHES = [
  ...["autoAcceptSharedAttachments", "defaultRouteTableAssociation", "defaultRouteTablePropagation"],
  ...["dnsSupport", "encryptionSupport", "multicastSupport", "securityGroupReferencingSupport"],
  "vpnEcmpSupport",
];

/** Kinds of attachments that hold a gateway, as its refusal calls them. */
const HOLDERS = {
  [tokens.TGW_VPC_ATTACHMENT]: "VPC Attachments",
  [tokens.TGW_PEERING]: "Transit Gateway Cross Region Peering Attachments",
  [tokens.TGW_VPN_ATTACHMENT]: "VPN Attachments",
} as const;

/** Whether the owner of a thing lets this account use it, by Resource Access Manager. */
function isShared({ cloud }: Call, resourceArn: unknown, account: string): boolean {
  const shares = cloud
    .list({ type: tokens.RAM_RESOURCE, state: { resourceArn: String(resourceArn) } })
    .map(({ state }) => textIn(state, "resourceShareArn"));
  return shares.some(
    (resourceShareArn) =>
      cloud.count({ type: tokens.RAM_PRINCIPAL, state: { resourceShareArn, principal: account } }) > 0,
  );
}

/** A gateway of the call's region: its own, or one that another account shares. */
export function findTransitGateway(call: Call, id: string): Thing {
  const found = call.cloud.find({ type: tokens.TGW, id, region: call.region });
  const isSeen =
    found !== undefined &&
    (found.account === call.account || isShared(call, found.state["arn"], call.account));
  if (isSeen) return found;
  throw new AwsError(
    "InvalidTransitGatewayID.NotFound",
    `Transit Gateway ${id} was deleted or does not exist.`,
  );
}

/** Every attachment of a gateway, those of other accounts and of peers among them. */
export function attachmentsOf({ cloud }: Call, gatewayId: string): readonly Thing[] {
  return Object.keys(HOLDERS).flatMap((type) => [
    ...cloud.list({ type, state: { transitGatewayId: gatewayId } }),
    ...cloud.list({ type, state: { peerTransitGatewayId: gatewayId } }),
  ]);
}

function refuseHeld(call: Call, id: string): void {
  for (const [type, what] of Object.entries(HOLDERS)) {
    const held = attachmentsOf(call, id).filter((one) => one.type === type);
    if (held.length === 0) continue;
    const ids = held.map((one) => one.id).join(", ");
    throw new AwsError("IncorrectState", `${id} has non-deleted ${what}: ${ids}.`);
  }
}

function putDefaultTable(call: Call, transitGatewayId: string): string {
  const id = newId(call.cloud, "tgw-rtb");
  putImplicit(call, tokens.TGW_ROUTE_TABLE, id, {
    arn: arn("ec2", call, `transit-gateway-route-table/${id}`),
    transitGatewayId,
    isDefault: true,
  });
  return id;
}

function refusals(inputs: Inputs): Refusals {
  const given = inputs.all["amazonSideAsn"];
  const isPrivate =
    typeof given !== "number" || PRIVATE_NUMBERS.some(([min, max]) => given >= min && given <= max);
  return [
    ...SWITCHES.flatMap((name) => choiceRefusal(inputs, name, SWITCH)),
    ...(isPrivate
      ? []
      : [
          [
            "amazonSideAsn",
            `expected a number in 64512..65534 or 4200000000..4294967294, got ${given}`,
          ] as const,
        ]),
  ];
}

/** Tables for associations and propagations that nobody asks for: one for both, when there is any. */
function defaultTables(call: Call, id: string) {
  const [associates, propagates] = ["defaultRouteTableAssociation", "defaultRouteTablePropagation"].map(
    (name) => call.inputs.text(name) === "enable",
  );
  const table = associates === true || propagates === true ? putDefaultTable(call, id) : "";
  return {
    associationDefaultRouteTableId: associates === true ? table : "",
    propagationDefaultRouteTableId: propagates === true ? table : "",
  };
}

export const transitGateway: Kind = {
  label: "EC2 Transit Gateway",
  service: "EC2",
  calls: {
    create: "CreateTransitGateway",
    update: "ModifyTransitGateway",
    delete: "DeleteTransitGateway",
  },
  defaults: {
    amazonSideAsn: 64_512,
    autoAcceptSharedAttachments: "disable",
    defaultRouteTableAssociation: "enable",
    defaultRouteTablePropagation: "enable",
    dnsSupport: "enable",
    encryptionSupport: "disable",
    multicastSupport: "disable",
    securityGroupReferencingSupport: "disable",
    vpnEcmpSupport: "enable",
  },
  quota: QUOTAS.transitGateways,
  refusals,
  create: (call) => {
    withinQuota(call.cloud, QUOTAS.transitGateways, countIn(call.cloud, call, tokens.TGW));
    const id = newId(call.cloud, "tgw");
    return {
      id,
      computed: {
        arn: arn("ec2", call, `transit-gateway/${id}`),
        ownerId: call.account,
        ...defaultTables(call, id),
      },
    };
  },
  delete: (call, { id }) => {
    refuseHeld(call, id);
    for (const table of neighbours(call, tokens.TGW_ROUTE_TABLE, { transitGatewayId: id })) {
      call.cloud.delete({ type: table.type, id: table.id });
    }
  },
};

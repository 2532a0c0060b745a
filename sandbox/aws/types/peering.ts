import type { Properties } from "../../provider/properties.ts";
import { overlaps } from "../cidr.ts";
import type { Cloud, Thing } from "../cloud.ts";
import { AwsError } from "../error.ts";
import { newId } from "../ids.ts";
import { text, type Call, type Inputs, type Kind, type Refusals } from "../kind.ts";
import * as tokens from "../tokens.ts";
import { findVpc, vpcBlocks } from "./vpc.ts";

const missing = (id: string) =>
  new AwsError(
    "InvalidVpcPeeringConnectionID.NotFound",
    `The vpcPeeringConnection ID '${id}' does not exist`,
  );

function findPeering({ cloud }: Call, id: string): Thing {
  const found = cloud.find({ type: tokens.VPC_PEERING, id });
  if (found === undefined) throw missing(id);
  return found;
}

const isActive = ({ state }: Thing) => state["acceptStatus"] === "active";

/** A request to what is not there, or has addresses of ours, is made and fails at once. */
function checkPeer(call: Call, peerOwnerId: string, peerRegion: string): Thing {
  const vpc = findVpc(call, call.inputs.text("vpcId"));
  const place = { account: peerOwnerId, region: peerRegion };
  const peer = call.cloud.find({ type: tokens.VPC, id: call.inputs.text("peerVpcId"), ...place });
  const meets =
    peer !== undefined &&
    vpcBlocks(call, vpc).some((one) =>
      vpcBlocks({ ...call, ...place }, peer).some((two) => overlaps(one, two)),
    );
  if (peer !== undefined && !meets && peer.id !== vpc.id) return peer;
  throw new AwsError(
    "VpcPeeringConnectionFailed",
    "Failed due to incorrect VPC-ID, Account ID, or overlapping CIDR range",
  );
}

function refuseSecond({ cloud, inputs }: Call): void {
  const [vpcId, peerVpcId] = [inputs.text("vpcId"), inputs.text("peerVpcId")];
  const [same] = [
    ...cloud.list({ type: tokens.VPC_PEERING, state: { vpcId, peerVpcId } }),
    ...cloud.list({ type: tokens.VPC_PEERING, state: { vpcId: peerVpcId, peerVpcId: vpcId } }),
  ];
  if (same === undefined) return;
  throw new AwsError(
    "VpcPeeringConnectionAlreadyExists",
    `A matching VPC peering connection already exists: ${same.id}`,
  );
}

/** Whether an input asks for something, be it on one side. */
function asks(inputs: Inputs): boolean {
  return ["accepter", "requester"].some((side) => inputs.object(side).flag("allowRemoteVpcDnsResolution"));
}

function checkOptions(inputs: Inputs, id: string, active: boolean): void {
  if (active || !asks(inputs)) return;
  throw new AwsError(
    "OperationNotPermitted",
    `Peering ${id} is not active. Peering options can be added only to active peerings.`,
  );
}

function acceptRefusals(inputs: Inputs): Refusals {
  if (!inputs.flag("autoAccept") || !inputs.has("peerRegion")) return [];
  const reason =
    "`peer_region` cannot be set whilst `auto_accept` is `true` when creating an EC2 VPC Peering Connection";
  return [["autoAccept", reason]];
}

const OPTIONS = { allowRemoteVpcDnsResolution: false };

export const vpcPeering: Kind = {
  label: "EC2 VPC Peering Connection",
  service: "EC2",
  calls: {
    create: "CreateVpcPeeringConnection",
    update: "ModifyVpcPeeringConnectionOptions",
    delete: "DeleteVpcPeeringConnection",
  },
  defaults: { accepter: OPTIONS, requester: OPTIONS },
  refusals: acceptRefusals,
  seen: { acceptStatus: (_cloud, thing) => text(thing, "acceptStatus") },
  create: (call) => {
    const peerOwnerId = call.inputs.optionalText("peerOwnerId") ?? call.account;
    const peerRegion = call.inputs.optionalText("peerRegion") ?? call.region;
    checkPeer(call, peerOwnerId, peerRegion);
    refuseSecond(call);
    const id = newId(call.cloud, "pcx");
    const accepts = call.inputs.flag("autoAccept") && peerOwnerId === call.account;
    checkOptions(call.inputs, id, accepts);
    return {
      id,
      computed: {
        ...{ peerOwnerId, peerRegion, acceptStatus: accepts ? "active" : "pending-acceptance" },
      },
    };
  },
  update: (call, before) => {
    checkOptions(call.inputs, before.id, isActive(before));
    return {};
  },
  delete: (call, { id: vpcPeeringConnectionId }) => {
    for (const type of [tokens.VPC_PEERING_ACCEPTER, tokens.VPC_PEERING_OPTIONS]) {
      call.cloud.delete({ type, state: { vpcPeeringConnectionId } });
    }
  },
};

/** The other side's view of a connection. */
function mirrored(peering: Thing, active: boolean): Properties {
  return {
    acceptStatus: active ? "active" : "pending-acceptance",
    vpcId: text(peering, "peerVpcId"),
    peerVpcId: text(peering, "vpcId"),
    peerOwnerId: peering.account,
    peerRegion: peering.region,
  };
}

function acceptStatus(cloud: Cloud, { id }: Thing): string {
  const found = cloud.find({ type: tokens.VPC_PEERING, id });
  return found === undefined ? "deleted" : text(found, "acceptStatus");
}

/** Accepts a request of another account or region. Its deletion is the provider's to forget: the connection stays. */
export const vpcPeeringAccepter: Kind = {
  label: "EC2 VPC Peering Connection Accepter",
  service: "EC2",
  calls: {
    create: "AcceptVpcPeeringConnection",
    update: "ModifyVpcPeeringConnectionOptions",
    delete: "DescribeVpcPeeringConnections",
  },
  defaults: { accepter: OPTIONS, requester: OPTIONS },
  seen: { acceptStatus },
  create: (call) => {
    const id = call.inputs.text("vpcPeeringConnectionId");
    const peering = findPeering(call, id);
    const isOurs =
      text(peering, "peerOwnerId") === call.account && text(peering, "peerRegion") === call.region;
    if (!isOurs) throw missing(id);
    const active = isActive(peering) || call.inputs.flag("autoAccept");
    checkOptions(call.inputs, id, active);
    const computed = mirrored(peering, active);
    const { acceptStatus: status = "" } = computed;
    call.cloud.put({ ...peering, state: { ...peering.state, acceptStatus: status } });
    return { id, computed };
  },
};

/** Each side sets its own options, of a connection that is there and active. */
export const peeringOptions: Kind = {
  label: "EC2 VPC Peering Connection Options",
  service: "EC2",
  calls: {
    create: "ModifyVpcPeeringConnectionOptions",
    update: "ModifyVpcPeeringConnectionOptions",
    delete: "DescribeVpcPeeringConnections",
  },
  defaults: { accepter: OPTIONS, requester: OPTIONS },
  create: (call) => {
    const id = call.inputs.text("vpcPeeringConnectionId");
    const peering = findPeering(call, id);
    if (!isActive(peering)) {
      throw new AwsError(
        "OperationNotPermitted",
        `Peering ${id} is not active. Peering options can be added only to active peerings.`,
      );
    }
    return { id, computed: {} };
  },
};

/** Refuses a route over a connection that is not there, or is not its VPC's. */
export function checkPeeringRoute(call: Call, id: string, table: Thing): void {
  const { state } = findPeering(call, id);
  const vpcId = table.state["vpcId"];
  if (state["vpcId"] === vpcId || state["peerVpcId"] === vpcId) return;
  throw new AwsError(
    "InvalidParameterValue",
    `route table ${table.id} and peering connection ${id} belong to different networks`,
  );
}

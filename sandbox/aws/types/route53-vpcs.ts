import { AwsError } from "../error.ts";
import { text, type Kind } from "../kind.ts";
import type { Query } from "../cloud.ts";
import * as tokens from "../tokens.ts";
import { checkVpc, isPrivate, noZone, refuseRival, vpcPlace } from "./route53-zone.ts";

/** `<zone>:<vpc>`, and the VPC's region behind them when it is another than the provider's. */
function importQuery(id: string): Query {
  const [zoneId = "", vpcId = ""] = id.split(":");
  return { state: { zoneId, vpcId } };
}

function importFault(id: string): string | undefined {
  const parts = id.split(":");
  if (parts.length >= 2 && !parts.includes("")) return undefined;
  return `unexpected format of ID (${id}), expected ZONEID:VPCID or ZONEID:VPCID:VPCREGION`;
}

/** Made by the VPC's account; when the zone is another account's, that one must have allowed it before. */
export const zoneAssociation: Kind = {
  label: "Route53 Zone Association",
  service: "Route 53",
  calls: { create: "AssociateVPCWithHostedZone", delete: "DisassociateVPCFromHostedZone" },
  global: true,
  importQuery,
  importFault,
  create: (call) => {
    const [zoneId, place] = [call.inputs.text("zoneId"), vpcPlace(call, call.inputs)];
    const zone = call.cloud.find({ type: tokens.ZONE, id: zoneId });
    if (zone === undefined) throw noZone(zoneId);
    checkVpc(call, place, call.account);
    if (!isPrivate(zone)) {
      throw new AwsError(
        "PublicZoneVPCAssociation",
        "Amazon Route 53 doesn't support associating a VPC with a public hosted zone.",
      );
    }
    const allowed = { type: tokens.ZONE_AUTHORIZATION, state: { zoneId, vpcId: place.vpcId } };
    if (zone.account !== call.account && call.cloud.count(allowed) === 0) {
      throw new AwsError(
        "NotAuthorizedException",
        `The VPC: ${place.vpcId} has not authorized to associate with your hosted zone.`,
      );
    }
    refuseRival(call, text(zone, "name"), place);
    const id = `${zoneId}:${place.vpcId}`;
    return { id, computed: { owningAccount: zone.account, vpcRegion: place.vpcRegion } };
  },
};

/** Made by the zone's account, for a VPC of another one. An association that came of it stays without it. */
export const zoneAuthorization: Kind = {
  label: "Route53 VPC Association Authorization",
  service: "Route 53",
  calls: { create: "CreateVPCAssociationAuthorization", delete: "DeleteVPCAssociationAuthorization" },
  global: true,
  importQuery,
  importFault,
  create: (call) => {
    const [zoneId, place] = [call.inputs.text("zoneId"), vpcPlace(call, call.inputs)];
    const zone = call.cloud.find({ type: tokens.ZONE, id: zoneId, account: call.account });
    if (zone === undefined) throw noZone(zoneId);
    checkVpc(call, place);
    return { id: `${zoneId}:${place.vpcId}`, computed: { vpcRegion: place.vpcRegion } };
  },
};

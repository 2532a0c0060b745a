import { recordName } from "./record-name.ts";
import type { Lookup } from "./single-lookup.ts";

interface Vpc {
  readonly VPCId: string;
  readonly VPCRegion: string;
}

interface RecordSet {
  readonly Name: string;
  readonly Type: string;
  readonly SetIdentifier?: string;
}

/** A record's name may leave out that of its zone. */
function isNamed({ Name }: RecordSet, name: string, zoneName: string): boolean {
  const [full, own] = [recordName(Name), recordName(name)];
  return full === own || full === (own === "" ? zoneName : `${own}.${zoneName}`);
}

/** What belongs to a hosted zone, found in it or, where the zone is another account's, beside the VPC. */
export const ZONE_LOOKUPS: Readonly<Record<string, Lookup>> = {
  "aws:route53/record:Record": async (client, text) => {
    const [zoneId, type, set] = [text("zoneId"), text("type"), text("setIdentifier")];
    const zone = await client.ask<{ readonly HostedZone: { readonly Name: string } }>(
      ["route53", "get-hosted-zone", "--id", zoneId],
      "NoSuchHostedZone",
    );
    if (zone === undefined) return undefined;
    const call = ["route53", "list-resource-record-sets", "--hosted-zone-id", zoneId];
    const answer = await client.ask<{ readonly ResourceRecordSets: readonly RecordSet[] }>(call);
    const zoneName = recordName(zone.HostedZone.Name);
    const found = answer?.ResourceRecordSets.find(
      (one) => one.Type === type && (one.SetIdentifier ?? "") === set && isNamed(one, text("name"), zoneName),
    );
    if (found === undefined) return undefined;
    return [zoneId, recordName(found.Name), type, ...(set === "" ? [] : [set])].join("_");
  },
  "aws:route53/vpcAssociationAuthorization:VpcAssociationAuthorization": async (client, text) => {
    const [zoneId, vpcId] = [text("zoneId"), text("vpcId")];
    const call = ["route53", "list-vpc-association-authorizations", "--hosted-zone-id", zoneId];
    const answer = await client.ask<{ readonly VPCs: readonly Vpc[] }>(call, "NoSuchHostedZone");
    return answer?.VPCs.some(({ VPCId }) => VPCId === vpcId) === true ? `${zoneId}:${vpcId}` : undefined;
  },
  "aws:route53/zoneAssociation:ZoneAssociation": async (client, text) => {
    const [zoneId, vpcId] = [text("zoneId"), text("vpcId")];
    const region = text("vpcRegion") === "" ? client.region : text("vpcRegion");
    const call = ["route53", "list-hosted-zones-by-vpc", "--vpc-id", vpcId, "--vpc-region", region];
    const answer = await client.ask<{
      readonly HostedZoneSummaries: readonly { readonly HostedZoneId: string }[];
    }>(call, "InvalidVPCId");
    const found = answer?.HostedZoneSummaries.some(({ HostedZoneId }) => HostedZoneId === zoneId);
    return found === true ? `${zoneId}:${vpcId}:${region}` : undefined;
  },
};

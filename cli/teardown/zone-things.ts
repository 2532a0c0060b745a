import type { AwsClient } from "../recover/aws-client.ts";
import { foreignRecords, type RecordSet, type ZoneContents, type ZoneOwners } from "./zone-records.ts";

/** A record in a zone of the stack that the program did not make. While it is there, the zone stays. */
export interface RecordThing {
  readonly kind: "Record";
  readonly id: string;
  readonly zoneId: string;
  readonly record: RecordSet;
  readonly text: string;
  readonly fate: "free" | "stays";
}

/** Foreign records of zones. */
export async function recordThings(
  { client, zones }: { readonly client: AwsClient; readonly zones: readonly string[] },
  owners: ZoneOwners,
): Promise<readonly RecordThing[]> {
  const found: RecordThing[] = [];
  for (const zoneId of zones) {
    const zone = await zoneContents(client, zoneId);
    if (zone === undefined) continue;
    for (const { record, text, isFree } of foreignRecords(zone, owners)) {
      const id = [zoneId, record.Name, record.Type, record.SetIdentifier ?? ""].join("_");
      found.push({ kind: "Record", id, zoneId, record, text, fate: isFree ? "free" : "stays" });
    }
  }
  return found;
}

async function zoneContents(client: AwsClient, id: string): Promise<ZoneContents | undefined> {
  const zone = await client.ask<{ readonly HostedZone: { readonly Name: string } }>(
    ["route53", "get-hosted-zone", "--id", id],
    "NoSuchHostedZone",
  );
  if (zone === undefined) return undefined;
  const call = ["route53", "list-resource-record-sets", "--hosted-zone-id", id];
  const sets = await client.ask<{ readonly ResourceRecordSets: readonly RecordSet[] }>(
    call,
    "NoSuchHostedZone",
  );
  return { id, name: zone.HostedZone.Name, records: sets?.ResourceRecordSets ?? [] };
}

/** Deletes a record as it was listed: AWS refuses when it has changed meanwhile. */
export async function deleteRecord(client: AwsClient, { zoneId, record }: RecordThing): Promise<void> {
  const batch = JSON.stringify({ Changes: [{ Action: "DELETE", ResourceRecordSet: record }] });
  const call = [
    "route53",
    "change-resource-record-sets",
    "--hosted-zone-id",
    zoneId,
    "--change-batch",
    batch,
  ];
  await client.ask(call, "NoSuchHostedZone");
}

import type { Provider } from "@pulumi/aws/provider.js";
import { awsProvider } from "../components/aws-provider.ts";
import type { RegionOutputs } from "../components/region/outputs.ts";
import { Region } from "../components/region/region.ts";
import type { Fleet, Region as RegionEntry } from "../fleet/inventory.ts";
import { regionTags } from "../fleet/tags.ts";
import { placeOfRegion, regionSettings } from "./region-settings.ts";

/** Registers what the clusters of one region share. */
export function deployRegion(fleet: Fleet, region: RegionEntry): RegionOutputs {
  const place = placeOfRegion(fleet, region);
  const tags = regionTags(fleet, region);
  const settings = regionSettings(fleet, region);
  const provider = awsProvider("aws", { ...place, tags });
  const replica = settings.buckets?.backupReplica;
  const replicaProvider =
    replica === undefined
      ? undefined
      : awsProvider("aws-replica", { ...place, awsRegion: replica.awsRegion, tags });
  const parentZoneProvider = parentProvider(fleet, region, tags);
  return new Region(region.id, {
    provider,
    ...settings,
    ...(replicaProvider === undefined ? {} : { replicaProvider }),
    ...(parentZoneProvider === undefined ? {} : { parentZoneProvider }),
  }).outputs;
}

/** A provider of its own where the zone above is in another account. Route 53 is the same from every AWS region. */
function parentProvider(
  { settings }: Fleet,
  { account, awsRegion, dns }: RegionEntry,
  tags: Readonly<Record<string, string>>,
): Provider | undefined {
  const { hostedZone, accounts } = settings;
  if (hostedZone === undefined || hostedZone.account === account || !dns.public) return undefined;
  const holder = accounts[hostedZone.account];
  if (holder === undefined) throw new Error(`${hostedZone.account} is no account`);
  return awsProvider("aws-parent-zone", { accountId: holder.id, role: holder.role, awsRegion, tags });
}

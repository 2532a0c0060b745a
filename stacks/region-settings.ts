import type { RegionBucketSettings } from "../components/region/bucket-settings.ts";
import type { DnsSettings } from "../components/region/dns-settings.ts";
import type { RegionSettings } from "../components/region/settings.ts";
import type { Fleet, Region } from "../fleet/inventory.ts";
import { regionBucketName, regionDnsZone, regionPrivateDnsZone } from "../fleet/names.ts";
import { regionProtects } from "../fleet/regions/region-protection.ts";
import type { Place } from "./network-settings.ts";
import { sharedSettings } from "./region-shared-settings.ts";

/** Account, role and AWS region of a region; the loader has checked that the account exists. */
export function placeOfRegion({ settings }: Fleet, region: Region): Place {
  const account = settings.accounts[region.account];
  if (account === undefined) throw new Error(`${region.id} has no account`);
  return { accountId: account.id, role: account.role, awsRegion: region.awsRegion };
}

/** What one region holds for its clusters: its entry, and what follows from the fleet. */
export function regionSettings(fleet: Fleet, region: Region): RegionSettings {
  const { accountId, awsRegion } = placeOfRegion(fleet, region);
  return {
    accountId,
    awsRegion,
    protect: regionProtects(fleet, region),
    dns: dnsSettings(fleet, region),
    buckets: bucketSettings(fleet, region),
    ...sharedSettings(fleet, region),
  };
}

function dnsSettings({ settings }: Fleet, { id, dns }: Region): DnsSettings {
  return {
    ...(dns.public ? { publicZone: regionDnsZone(settings, id) } : {}),
    ...(dns.private ? { privateZone: regionPrivateDnsZone(settings, id) } : {}),
    ...(settings.hostedZone === undefined ? {} : { parentZoneId: settings.hostedZone.id }),
  };
}

function bucketSettings(fleet: Fleet, region: Region): RegionBucketSettings {
  const { backups, logs } = region.buckets;
  const nameOf = (what: string): string => regionBucketName(fleet.settings, region, what);
  return {
    ...(logs === undefined ? {} : { logs: { awsName: nameOf("logs"), ages: logs } }),
    ...(backups === undefined
      ? {}
      : {
          backups: {
            awsName: nameOf("backups"),
            ages: backups,
            lock: { days: backups.lockDays, mode: backups.lockMode },
          },
        }),
    ...replicaSettings(fleet, region),
  };
}

function replicaSettings(fleet: Fleet, region: Region): Pick<RegionBucketSettings, "backupReplica"> {
  const replica = fleet.regions.get(region.buckets.backups?.replica ?? "");
  if (replica === undefined) return {};
  const awsName = regionBucketName(fleet.settings, region, "backups-replica");
  return { backupReplica: { awsName, awsRegion: replica.awsRegion } };
}

import type { Provider } from "@pulumi/aws/provider.js";
import type * as pulumi from "@pulumi/pulumi";
import { awsProvider } from "../components/aws-provider.ts";
import { TenantRecords } from "../components/tenant/tenant-records.ts";
import type { Cluster, Fleet } from "../fleet/inventory.ts";
import { ownsRecords, weightedRecords } from "../fleet/upgrade/succession.ts";
import { clusterTags } from "../fleet/tags.ts";
import { placeOf } from "./network-settings.ts";
import { tenantSlices } from "./tenant-settings.ts";

interface Ground {
  /** Provider of the cluster's own account and AWS region. @default - none, where no record is made there */
  readonly provider?: Provider | undefined;
  /** What must answer before requests are sent there. */
  readonly after: readonly pulumi.Resource[];
}

/** The names of the tenants that a cluster carries; nothing where no zone is named, or where nothing would answer. */
export function deployTenantRecords(fleet: Fleet, cluster: Cluster, { provider, after }: Ground): void {
  const { hostedZone } = fleet.settings;
  if (hostedZone === undefined || !hasTenantRecords(fleet, cluster)) return;
  const zoneProvider = zoneProviderOf(fleet, cluster, hostedZone.account) ?? provider;
  if (zoneProvider === undefined) throw new Error(`${cluster.id} has names and nobody who makes them`);
  const records = weightedRecords(fleet, cluster);
  new TenantRecords(
    cluster.id,
    { provider: zoneProvider, zoneId: hostedZone.id, records, kept: keptSlices(fleet, cluster) },
    { dependsOn: [...after] },
  );
}

/** Whether tenants of the cluster have names that it keeps. */
export function hasTenantRecords(fleet: Fleet, cluster: Cluster): boolean {
  if (fleet.settings.hostedZone === undefined || !ownsRecords(fleet, cluster)) return false;
  return weightedRecords(fleet, cluster).length > 0;
}

function keptSlices(fleet: Fleet, cluster: Cluster): ReadonlySet<string> {
  const kept = tenantSlices(fleet, cluster).filter(({ settings }) => settings.protect === true);
  return new Set(kept.map(({ name }) => name));
}

/** A provider of its own where the zone is in another account. Route 53 is the same from every AWS region. */
function zoneProviderOf(fleet: Fleet, cluster: Cluster, holder: string): Provider | undefined {
  const account = fleet.settings.accounts[holder];
  if (account === undefined) throw new Error(`${holder} is no account`);
  const { accountId, awsRegion } = placeOf(fleet, cluster);
  if (account.id === accountId) return undefined;
  const tags = clusterTags(fleet, cluster);
  return awsProvider("aws-names", { accountId: account.id, role: account.role, awsRegion, tags });
}

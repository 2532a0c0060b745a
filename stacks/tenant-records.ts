import type { Provider } from "@pulumi/aws/provider.js";
import type * as pulumi from "@pulumi/pulumi";
import { awsProvider } from "../components/aws-provider.ts";
import { TenantRecords } from "../components/tenant/tenant-records.ts";
import type { Cluster, Fleet } from "../fleet/inventory.ts";
import { ownsRecords, weightedRecords } from "../fleet/upgrade/succession.ts";
import { clusterTags } from "../fleet/tags.ts";
import { placeOf } from "./network-settings.ts";
import { type NamedSlice, slicesIn } from "./tenant-settings.ts";

interface Ground {
  /** Provider of the cluster's own account and AWS region. @default - none, where no record is made there */
  readonly provider?: Provider | undefined;
  /** What must answer before requests are sent there. */
  readonly after: readonly pulumi.Resource[];
}

/** The names of the tenants with these slices; nothing where no zone is named, or where nothing would answer. */
export function deployTenantRecords(
  fleet: Fleet,
  cluster: Cluster,
  slices: readonly NamedSlice[],
  { provider, after }: Ground,
): void {
  const { hostedZone } = fleet.settings;
  if (hostedZone === undefined || !ownsRecords(fleet, cluster)) return;
  const names = new Set(slices.map(({ name }) => name));
  const records = weightedRecords(fleet, cluster).filter(({ slice }) => names.has(slice));
  if (records.length === 0) return;
  const zoneProvider = zoneProviderOf(fleet, cluster, hostedZone.account) ?? provider;
  if (zoneProvider === undefined) throw new Error(`${cluster.id} has names and nobody who makes them`);
  new TenantRecords(
    cluster.id,
    { provider: zoneProvider, zoneId: hostedZone.id, records, kept: keptSlices(slices) },
    { dependsOn: [...after] },
  );
}

/** Whether tenants in the cluster's own stack have names that it keeps. */
export function hasTenantRecords(fleet: Fleet, cluster: Cluster): boolean {
  if (fleet.settings.hostedZone === undefined || !ownsRecords(fleet, cluster)) return false;
  return slicesIn(fleet, cluster, undefined).length > 0;
}

function keptSlices(slices: readonly NamedSlice[]): ReadonlySet<string> {
  const kept = slices.filter(({ settings }) => settings.protect === true);
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

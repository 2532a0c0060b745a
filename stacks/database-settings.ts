import type { Database, TenantSettings } from "../components/tenant/settings.ts";
import { addOnsOf } from "../fleet/charts/add-ons.ts";
import { databasesIn, ownLeavingDay } from "../fleet/databases/databases-in.ts";
import type { Cluster, Fleet, Tenant } from "../fleet/inventory.ts";
import { ipFamilyOf } from "../fleet/networks/ip-family.ts";
import type { RestoreEntry } from "../fleet/schema/tenants/databases.ts";
import { slaSettings } from "../fleet/sla.ts";
import { platformRanges } from "./platform-ranges.ts";

type DataSettings = Pick<TenantSettings, "databases" | "apiServerRanges" | "volumeCopyHours">;

/** Databases of one environment, what they need of their cluster, and how often that copies volumes. */
export function databaseSettings(
  fleet: Fleet,
  cluster: Cluster,
  tenant: Tenant,
  environment: string,
): DataSettings {
  const databases = databasesOf(tenant, environment);
  // Ranges of IPv6 are known once the cloud has given them; there HTTPS leads to the API server, too.
  const isNamed = databases.length > 0 && ipFamilyOf(cluster) === "ipv4";
  return {
    databases,
    ...(isNamed ? { apiServerRanges: platformRanges(fleet, cluster).apiServerRanges } : {}),
    ...(addOnsOf(cluster).includes("velero") ? { volumeCopyHours: volumeCopyHours(cluster) } : {}),
  };
}

function volumeCopyHours(cluster: Cluster): number {
  return cluster.addOns.velero.everyHours ?? slaSettings(cluster).platform.backupEveryHours;
}

/** A database retires with its environment and with its tenant: then, too, its last backup is made first. */
function databasesOf(tenant: Tenant, environment: string): readonly Database[] {
  return databasesIn(tenant, environment).map((entry) => {
    const { environments: _, retireFrom: __, failedMajor: ___, retireAfter: ____, restore, ...one } = entry;
    const day =
      ownLeavingDay(entry, environment) ??
      tenant.environments[environment]?.retireAfter ??
      tenant.retireAfter;
    return {
      ...one,
      lifecycle: day === undefined ? "active" : "retiring",
      ...(day === undefined ? {} : { retireAfter: day }),
      ...(restore === undefined ? {} : { restore: restoreOf(tenant, environment, restore) }),
    };
  });
}

/** An archive bears the name of the cluster that wrote it: where none is named, of that in which its environment is. */
function restoreOf(tenant: Tenant, environment: string, restore: RestoreEntry): RestoreEntry {
  const cluster = restore.cluster ?? tenant.environments[restore.environment ?? environment]?.cluster;
  return cluster === undefined ? restore : { ...restore, cluster };
}

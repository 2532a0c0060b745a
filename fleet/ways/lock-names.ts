import type { Inventory, Tenant } from "../inventory.ts";
import type { Lock } from "../schema/lock.ts";
import type { LockedApplications, LockedHosts } from "../schema/locked-names.ts";
import type { ApplicationEntry } from "../schema/tenants/applications.ts";
import { provesTenantNames } from "./proven-names.ts";
import { namedHosts } from "./tenant-hosts.ts";

/** A fleet whose tenants never had names of their own has no section for them. */
export function hostsSection(hosts: LockedHosts | undefined): Pick<Lock, "hosts"> {
  return hosts === undefined || Object.keys(hosts).length === 0 ? {} : { hosts };
}

/**
 * Whose each name of a tenant's own domain is. One that nobody names any more stays with who had it last: its owner's
 * records may lead there for as long as they like.
 */
export function lockedHosts(
  inventory: Pick<Inventory, "tenants">,
  { hosts: before = {} }: Pick<Lock, "hosts">,
  today: string,
): LockedHosts {
  const named = new Map(namedHosts(inventory).map(({ host, tenant }) => [host, tenant]));
  const hosts: LockedHosts = {};
  for (const [host, was] of Object.entries(before)) {
    if (!named.has(host)) hosts[host] = { ...was, freed: was.freed ?? today };
  }
  for (const [host, tenant] of named) {
    const { freed: _, ...was } = before[host] ?? { tenant, since: today };
    hosts[host] = was.tenant === tenant ? was : { tenant, from: was.tenant, since: today };
  }
  return hosts;
}

/** What the lock remembers of a tenant's applications; nothing of a tenant that has none. */
export function lockedApplications(
  inventory: Inventory,
  tenant: Tenant,
): { readonly applications?: LockedApplications } {
  const entries = Object.entries(tenant.applications).map(([name, entry]) => {
    const published = publishedIn(inventory, tenant, entry);
    return [name, { from: sourceOf(entry), ...(published.length === 0 ? {} : { published }) }] as const;
  });
  return entries.length === 0 ? {} : { applications: Object.fromEntries(entries) };
}

/** What brings an application, whatever it is called. */
export const sourceOf = ({ repository, path }: Pick<ApplicationEntry, "repository" | "path">): string =>
  `${repository} ${path}`;

/** Environments of a tenant in which requests from outside reach an application, sorted. */
function publishedIn(inventory: Inventory, { environments }: Tenant, entry: ApplicationEntry): string[] {
  const isReached = (environment: string, id: string): boolean => {
    const cluster = inventory.clusters.get(id);
    return isMeant(entry, environment) && cluster !== undefined && provesTenantNames(inventory, cluster);
  };
  return Object.entries(environments)
    .filter(([name, { cluster }]) => isReached(name, cluster))
    .map(([name]) => name)
    .sort();
}

/** Whether an application is to be reached in an environment. */
export const isMeant = (
  { public: isPublic, environments }: Pick<ApplicationEntry, "public" | "environments">,
  environment: string,
): boolean => isPublic && (environments?.includes(environment) ?? true);

import type { Inventory } from "../inventory.ts";
import type { Lock, LockedTenant } from "../schema/lock.ts";
import { namedHosts } from "./tenant-hosts.ts";

/**
 * Let's Encrypt signs so many new sets of names below one registered domain at once, and one more each time these minutes
 * are over. The same set again counts as a renewal, which has no such limit: a second cluster with the same names is
 * none.
 *
 * @see https://letsencrypt.org/docs/rate-limits/#new-certificates-per-registered-domain
 */
const AT_ONCE = 50;
const MINUTES_FOR_ONE = 202;

const DAY_MINUTES = 24 * 60;

/** Domains below which an inventory asks for more certificates that a lock does not know than there are to be had at once. */
export function issuanceWarnings(
  { settings, tenants }: Pick<Inventory, "settings" | "tenants">,
  before: Lock | undefined,
  after: Lock,
): readonly string[] {
  const counts = new Map<string, number>();
  const names = [...wildcards(settings.dnsZone, before, after), ...ownNames({ tenants }, before)];
  for (const name of names) counts.set(registered(name), (counts.get(registered(name)) ?? 0) + 1);
  return [...counts].flatMap(([domain, count]) => (count > AT_ONCE ? [warning(domain, count)] : []));
}

function warning(domain: string, count: number): string {
  const days = Math.ceil(((count - AT_ONCE) * MINUTES_FOR_ONE) / DAY_MINUTES);
  const last = days === 1 ? "within a day" : `after about ${days} days`;
  const rate = `Let's Encrypt signs ${AT_ONCE} at once, and then one in ${MINUTES_FOR_ONE} minutes`;
  return `${count} new certificates for names below ${domain}: ${rate}; the last comes ${last}. Publish in steps, or ask Let's Encrypt for a higher limit`;
}

/** One name for each environment in which something is reached now and nothing was before. */
function wildcards(zone: string, before: Lock | undefined, after: Lock): readonly string[] {
  const known = new Set(Object.entries(before?.tenants ?? {}).flatMap(reachedEnvironments));
  return Object.entries(after.tenants)
    .flatMap(reachedEnvironments)
    .filter((one) => !known.has(one))
    .map((one) => `${one}.${zone}`);
}

function reachedEnvironments([id, { gone, applications = {} }]: [string, LockedTenant]): readonly string[] {
  if (gone !== undefined) return [];
  const published = Object.values(applications).flatMap(({ published: names = [] }) => names);
  return [...new Set(published)].map((environment) => `${environment}.${id}`);
}

/** One name for each domain in each certificate that has a name which its tenant did not have before. */
function ownNames(inventory: Pick<Inventory, "tenants">, before: Lock | undefined): readonly string[] {
  const certificates = new Map<string, string>();
  for (const { host, tenant, environment, application } of namedHosts(inventory)) {
    const known = before?.hosts?.[host];
    if (known?.tenant === tenant && known.freed === undefined) continue;
    certificates.set([tenant, environment, application, registered(host)].join(" "), host);
  }
  return [...certificates.values()];
}

/** Two labels: where the authority counts by three, as below co.uk, the warning comes early, and never late. */
const registered = (name: string): string => name.split(".").slice(-2).join(".");

import type { Finding } from "../check.ts";
import type { Inventory } from "../inventory.ts";
import { type NamedHost, namedHosts } from "../ways/tenant-hosts.ts";

/** Names that no public authority signs, for they lead nowhere or mean something else. @see https://www.iana.org/assignments/special-use-domain-names */
const NO_DOMAINS: ReadonlySet<string> = new Set([
  ...["arpa", "home", "internal", "invalid", "lan", "local", "localhost", "onion", "test"],
]);

/**
 * Names of applications that are not the tenant's to have: those of the fleet, those of another application, and names
 * above another tenant's, for who holds a domain decides about all below it. Names are in lower case by their form.
 */
export function tenantHostFindings(inventory: Inventory): readonly Finding[] {
  const hosts = namedHosts(inventory);
  const owners = new Map<string, NamedHost>();
  for (const one of hosts) if (!owners.has(one.host)) owners.set(one.host, one);
  return [
    ...hosts.flatMap((one) => [
      ...zoneFindings(one, inventory.settings.dnsZone),
      ...twiceFindings(one, owners),
    ]),
    ...parentFindings(hosts, owners),
  ];
}

const isBelow = (name: string, domain: string): boolean => name.endsWith(`.${domain}`);

function zoneFindings({ host, where }: NamedHost, zone: string): readonly Finding[] {
  if (host === zone || isBelow(host, zone) || isBelow(zone, host)) {
    const expected = `a name that is neither ${zone}, nor below or above it: that zone is the fleet's`;
    return [{ ...where, expected, hint: "an application has its own name there without asking" }];
  }
  if (!NO_DOMAINS.has(host.slice(host.lastIndexOf(".") + 1))) return [];
  return [{ ...where, expected: "a name of the public DNS, which an authority can prove" }];
}

function twiceFindings(
  { host, tenant, application, where }: NamedHost,
  owners: ReadonlyMap<string, NamedHost>,
): readonly Finding[] {
  const owner = owners.get(host);
  if (owner === undefined || owner.where === where) return [];
  const holder = owner.tenant === tenant ? `its application ${owner.application}` : `tenant ${owner.tenant}`;
  const again = owner.tenant === tenant && owner.application === application;
  const expected = again
    ? "a name in one environment alone"
    : "a name that no other application of the fleet has";
  return [{ ...where, expected, got: `${JSON.stringify(host)}, which ${again ? "another" : holder} has` }];
}

/** One finding for each name that is above another tenant's, at the upper one. */
function parentFindings(
  hosts: readonly NamedHost[],
  owners: ReadonlyMap<string, NamedHost>,
): readonly Finding[] {
  const below = new Map<NamedHost, NamedHost>();
  for (const one of hosts) {
    for (const parent of parentsOf(one.host)) {
      const upper = owners.get(parent);
      if (upper !== undefined && upper.tenant !== one.tenant && !below.has(upper)) below.set(upper, one);
    }
  }
  return [...below].map(([{ host, where }, child]) => ({
    ...where,
    expected: "a name that is not above another tenant's",
    got: `${JSON.stringify(host)}, above ${child.host} of tenant ${child.tenant}`,
  }));
}

function parentsOf(host: string): readonly string[] {
  const labels = host.split(".");
  return labels.slice(1, -1).map((_, index) => labels.slice(index + 1).join("."));
}

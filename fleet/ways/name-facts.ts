import type { Lock } from "../schema/lock.ts";

/** What a lock says of names and applications, one line each; names that are free stay their last tenant's. */
export function nameFacts({ tenants, hosts = {} }: Lock): readonly (readonly [string, string])[] {
  const ofTenants = Object.entries(tenants).flatMap(([id, { gone, applications = {} }]) => {
    const texts = Object.entries(applications).map(([name, { from, published = [] }]) => {
      const reached = published.length === 0 ? "" : `, reached in ${published.join(" and ")}`;
      return `${name} from ${from}${reached}`;
    });
    if (gone !== undefined || texts.length === 0) return [];
    return [[`tenant/${id} applications`, texts.sort().join("; ")] as const];
  });
  const ofHosts = Object.entries(hosts).map(([host, { tenant, from, freed }]) => {
    const before = from === undefined ? "" : `, which took it over from ${from}`;
    const since = freed === undefined ? "" : `, not named since ${freed}`;
    return [`host/${host}`, `of ${tenant}${before}${since}`] as const;
  });
  return [...ofTenants, ...ofHosts];
}

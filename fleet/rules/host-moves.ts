import { lost } from "../addresses/kept-ranges.ts";
import { RUN_LOCK } from "../addresses/cluster-proof.ts";
import { LOCK_FILE } from "../addresses/held-ranges.ts";
import type { Finding } from "../check.ts";
import type { Inventory, Tenant } from "../inventory.ts";
import type { Lock } from "../schema/lock.ts";
import { type NamedHost, namedHosts } from "../ways/tenant-hosts.ts";
import type { BaseOfSteps } from "../upgrade/lock-steps.ts";

type Tenants = Pick<Inventory, "tenants">;

/**
 * Names that another tenant has or had. The record by which their owner lets them be proven leads to the platform, which
 * would prove them for whoever names them next; so no time makes such a name free, only the platform's word does.
 */
export function hostMoves(inventory: Tenants, { hosts = {} }: Lock): readonly Finding[] {
  return namedHosts(inventory).flatMap(({ host, tenant, where }): readonly Finding[] => {
    const known = hosts[host];
    if (known === undefined || mayHave(inventory, host, tenant, known.tenant)) return [];
    const since = known.freed === undefined ? "" : ` until ${known.freed}`;
    const expected = "a name that no other tenant has or had";
    const got = `${JSON.stringify(host)}, of tenant ${known.tenant}${since}`;
    const hint = `its owner's records may still lead to ${known.tenant} and prove it for anyone; once they do not, the platform writes takesHosts: { ${host}: ${known.tenant} }`;
    return [{ ...where, expected, got, hint }];
  });
}

/** Words for names that the tenant does not name. */
export function takenHostFindings(inventory: Tenants): readonly Finding[] {
  const named = namedHosts(inventory);
  return [...inventory.tenants.values()].flatMap((tenant) =>
    Object.entries(takesHosts(tenant)).flatMap(([host, from]): readonly Finding[] => {
      const where = { file: `tenants/${tenant.id}.yaml`, at: ["takesHosts", host] };
      if (from === tenant.id)
        return [{ ...where, expected: "another tenant, which had the name before", got: from }];
      if (named.some((one) => one.host === host && one.tenant === tenant.id)) return [];
      const expected = "a name that one of the tenant's applications has";
      return [{ ...where, atKey: true, expected, got: JSON.stringify(host) }];
    }),
  );
}

const takesHosts = (tenant: Tenant | undefined): Readonly<Record<string, string>> => tenant?.takesHosts ?? {};

const mayHave = ({ tenants }: Tenants, host: string, tenant: string, holder: string): boolean =>
  tenant === holder || takesHosts(tenants.get(tenant))[host] === holder;

/** Names that the lock does not know as those of who may have them: what it forgets, anybody could take. */
export function hostProof(inventory: Tenants, { hosts = {} }: Lock): readonly Finding[] {
  const isMissing = ({ host, tenant }: NamedHost): boolean => {
    const known = hosts[host];
    if (known === undefined) return true;
    const isSettled = known.tenant === tenant && known.freed === undefined;
    return !isSettled && mayHave(inventory, host, tenant, known.tenant);
  };
  return namedHosts(inventory)
    .filter(isMissing)
    .map(({ host, tenant }) => {
      const got = hosts[host] === undefined ? "no such name" : `one that ${hosts[host].tenant} had`;
      const expected = `${host} as a name of tenant ${tenant}`;
      return { file: LOCK_FILE, at: ["hosts"], expected, got, hint: RUN_LOCK };
    });
}

/** Names of another lock that this one has forgotten, or given to somebody else without saying from whom. */
export function alteredHosts(
  { hosts: was = {} }: Lock,
  { hosts: now = {} }: Lock,
  { name }: BaseOfSteps,
): readonly Finding[] {
  return Object.entries(was).flatMap(([host, { tenant }]): readonly Finding[] => {
    const is = now[host];
    if (is !== undefined && (is.tenant === tenant || is.from === tenant)) return [];
    return [lost(["hosts", host], `a name of tenant ${tenant}`, name, is && `one of tenant ${is.tenant}`)];
  });
}

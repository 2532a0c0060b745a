import type { Finding } from "../check.ts";
import type { Inventory, Link } from "../inventory.ts";
import { tenantHomes } from "../placement/tenant-homes.ts";
import { didYouMean } from "../read/issues.ts";
import { isAccountNumber } from "../schema/link.ts";
import type { KnownIds } from "./known-ids.ts";

interface Reference {
  readonly file: string;
  readonly at: readonly (string | number)[];
  /** What the name should be the name of. */
  readonly kind: string;
  readonly name: string;
}

/** Names in one file that must exist in another. */
export function referenceFindings(inventory: Inventory, ids: KnownIds): readonly Finding[] {
  const { settings, regions, clusters, tenants, links } = inventory;
  const findings: Finding[] = [...accountFindings(inventory)];
  const check = (known: ReadonlySet<string>, reference: Reference): void => {
    if (!known.has(reference.name)) findings.push(missing(reference, [...known]));
  };
  const accounts = new Set(Object.keys(settings.accounts));
  const routes = new Set(Object.keys(settings.alertRoutes));
  for (const [environment, { alerts }] of Object.entries(settings.environments)) {
    alerts.forEach((name, index) => {
      const at = ["environments", environment, "alerts", index];
      check(routes, { file: "fleet.yaml", at, kind: "an alert route", name });
    });
  }
  for (const { id, account } of regions.values()) {
    check(accounts, {
      file: `regions/${id}.yaml`,
      at: ["account"],
      kind: "an account of fleet.yaml",
      name: account,
    });
  }
  for (const { id, region } of clusters.values()) {
    check(ids.regions, { file: `clusters/${id}.yaml`, at: ["region"], kind: "a region", name: region });
  }
  for (const { id, environments, alerts = [] } of tenants.values()) {
    alerts.forEach((name, index) => {
      check(routes, { file: `tenants/${id}.yaml`, at: ["alerts", index], kind: "an alert route", name });
    });
    for (const { at, cluster } of tenantHomes({ environments })) {
      check(ids.clusters, { file: `tenants/${id}.yaml`, at, kind: "a cluster", name: cluster });
    }
  }
  for (const link of links.values()) {
    for (const reference of linkedNames(link)) check(ids.clusters, reference);
    for (const reference of linkedAccounts(link)) check(accounts, reference);
  }
  return findings;
}

function linkedNames({ id, from, to }: Link): readonly Reference[] {
  const where = { file: `links/${id}.yaml`, kind: "a cluster" };
  const near = { ...where, at: ["from"], name: from };
  return to.cluster === undefined ? [near] : [near, { ...where, at: ["to", "cluster"], name: to.cluster }];
}

function linkedAccounts({ id, to }: Link): readonly Reference[] {
  const name = to.network?.account;
  if (name === undefined || isAccountNumber(name)) return [];
  const at = ["to", "network", "account"];
  return [{ file: `links/${id}.yaml`, at, kind: "an account of fleet.yaml", name }];
}

/** Above this many names a list helps nobody. */
const LISTED_NAMES = 8;

function missing({ file, at, kind, name }: Reference, names: readonly string[]): Finding {
  const hint = didYouMean(name, names);
  const expected = names.length > LISTED_NAMES ? kind : `${kind} (${names.join(", ") || "there is none"})`;
  return { file, at, expected, ...(hint === undefined ? {} : { hint }) };
}

/** Two names for one account would let two guards pass where one was meant. */
function accountFindings(inventory: Inventory): readonly Finding[] {
  const owners = new Map<string, string>();
  return Object.entries(inventory.settings.accounts).flatMap(([name, { id }]) => {
    const owner = owners.get(id);
    owners.set(id, owner ?? name);
    if (owner === undefined) return [];
    return [
      { file: "fleet.yaml", at: ["accounts", name, "id"], expected: `a number other than that of ${owner}` },
    ];
  });
}

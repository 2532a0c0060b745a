import { edited, type Files, SOUND } from "../written-inventory.ts";
import { bad, type BadInput } from "./bad-input.ts";

const REGION = edited("regions/eu.yaml", "zones:", "buckets: { backups: {} }\nzones:");
const PLACE = "live: { cluster: old, stateful: true }";
const acme = (databases: string, more = "", place = PLACE): Files => ({
  ...REGION,
  ...edited("tenants/acme.yaml", "live: { cluster: old }", `${place}${more}\ndatabases: ${databases}`),
});
const at = (line: number, column: number): string => `tenants/acme.yaml:${line}:${column}`;
const MAJOR = 'a major version of PostgreSQL, quoted: "16", "17" or "18"';
const MOMENT = 'a moment such as "2026-11-24T09:30:00Z"';
const TRIAL = "\n  trial: { cluster: dev, stateful: true }";

/** Databases that are sound. */
export const SOUND_DATABASES: readonly Files[] = [
  acme("{ shop: {} }"),
  acme('{ shop: { instances: 2, storageGiB: 20, major: "16", pooler: true } }'),
  acme('{ shop: {}, shop-2: { restore: { from: shop, at: "2026-11-24T09:30:00Z" } } }'),
  acme(
    "{ shop: { environments: [live] }, shop-2: { environments: [trial], restore: { from: shop, environment: live } } }",
    TRIAL,
  ),
  // One that begins on a cluster as it was on another.
  acme("{ shop: { restore: { from: shop, cluster: dev } } }"),
  // A name that a tenant's account has is not the one that the database's has.
  acme("{ app: {}, default: {} }"),
];

/** Databases that nobody could run, archive or begin. */
export const DATABASE_INPUTS: readonly BadInput[] = [
  bad(
    "a database where none runs",
    { ...acme("{ shop: {} }"), ...edited("clusters/old.yaml", "network:", "profile: minimal\nnetwork:") },
    `${at(7, 14)} databases.shop: expected a cluster with cloudnative-pg, which runs databases, got old without; switch addOns.cloudnative-pg on in clusters/old.yaml, or place it elsewhere`,
  ),
  bad(
    "a database without an archive",
    { ...acme("{ shop: {} }"), "regions/eu.yaml": SOUND["regions/eu.yaml"] },
    `${at(7, 14)} databases.shop: expected a bucket in which databases are archived: without one their data would be lost with a volume, got eu without; say buckets.backups in regions/eu.yaml`,
  ),
  bad(
    "a database in an environment that traffic would leave without its data",
    acme("{ shop: {} }", "", "live: { cluster: old }"),
    `${at(6, 3)} environments.live: expected stateful: true, for it keeps the data of shop in its cluster, got a map; add stateful: true`,
  ),
  bad(
    "an environment that is none",
    acme("{ shop: { environments: [live, lvie] } }"),
    `${at(7, 43)} databases.shop.environments[1]: expected one of the tenant's environments (live), got "lvie"; did you mean live`,
  ),
  bad(
    "a volume larger than any of its tenant",
    acme("{ shop: { storageGiB: 21 } }"),
    `${at(7, 34)} databases.shop.storageGiB: expected at most 20 GiB for each instance, as a tenant of size small has, got 21; lower storageGiB, or raise the tenant's size`,
  ),
  bad(
    "more than the quota gives",
    acme("{ shop: { instances: 5 } }"),
    `${at(7, 1)} databases: expected databases that fit into the quota of live: 4Gi of memory, got 5760Mi for shop; make them smaller or fewer, or raise the tenant's size`,
  ),
  bad(
    "databases that are too many together",
    acme("{ shop: {}, site: {}, work: {}, play: {} }"),
    `${at(7, 1)} databases: expected databases that fit into the quota of live: 4Gi of memory, got 4608Mi for play, shop, site, work; make them smaller or fewer, or raise the tenant's size`,
  ),
  bad(
    "one that begins as itself",
    acme("{ shop: { restore: { from: shop } } }"),
    `${at(7, 39)} databases.shop.restore.from: expected another database: none is ever written over by its own past, got "shop"; make a new one, such as shop-2, with restore: { from: shop }`,
  ),
  bad(
    "one that begins as itself, by the name of its own cluster",
    acme("{ shop: { restore: { from: shop, cluster: old } } }"),
    `${at(7, 39)} databases.shop.restore.from: expected another database: none is ever written over by its own past, got "shop"; make a new one, such as shop-2, with restore: { from: shop }`,
  ),
  bad(
    "one that begins as another tenant's",
    {
      ...acme("{ shop: {}, copy: { restore: { from: vault } } }"),
      ...edited(
        "tenants/zeta.yaml",
        "trial: { cluster: dev }",
        "trial: { cluster: dev, stateful: true }\ndatabases: { vault: {} }",
      ),
    },
    `${at(7, 49)} databases.copy.restore.from: expected a database of this tenant in live (shop), got "vault"; nobody reads archives of another tenant, such as zeta`,
  ),
  bad(
    "one that begins as none",
    acme("{ shop: {}, copy: { restore: { from: shpo } } }"),
    `${at(7, 49)} databases.copy.restore.from: expected a database of this tenant in live (shop), got "shpo"; did you mean shop`,
  ),
  bad(
    "one that begins in an environment that is none",
    acme("{ shop: {}, copy: { restore: { from: shop, environment: lvie } } }"),
    `${at(7, 68)} databases.copy.restore.environment: expected one of the tenant's environments (live), got "lvie"`,
  ),
  bad(
    "one that begins with a version that the archive does not hold",
    acme('{ shop: {}, copy: { major: "18", restore: { from: shop } } }'),
    `${at(7, 39)} databases.copy.major: expected at most the major version of shop, 17, for that is what its archive holds, got "18"; begin with the same, and raise it afterwards`,
  ),
  bad(
    "an archive of a cluster that is none",
    acme("{ shop: {}, copy: { restore: { from: shop, cluster: odl } } }"),
    `${at(7, 64)} databases.copy.restore.cluster: expected an archive of a cluster in the same region, eu (dev, old), got "odl"`,
  ),
  bad(
    "one that retires without a day, and a day of one that stays",
    acme("{ shop: { lifecycle: retiring }, site: { retireAfter: 2026-12-24, retireFrom: [live] } }"),
    `${at(7, 14)} databases.shop.retireAfter: expected retireAfter with the first day of removal, for lifecycle is retiring, got nothing`,
    `${at(7, 66)} databases.site.retireAfter: expected no retireAfter while lifecycle is active, got "2026-12-24"`,
    `${at(7, 78)} databases.site.retireFrom: expected no retireFrom while lifecycle is active, got a list`,
  ),
  bad(
    "one that retires from where it is not",
    acme("{ shop: { lifecycle: retiring, retireAfter: 2026-12-24, retireFrom: [trial] } }"),
    `${at(7, 81)} databases.shop.retireFrom[0]: expected one of its environments (live), got "trial"`,
  ),
  bad(
    "an upgrade that failed to the version that it has",
    acme('{ shop: { failedMajor: "17" } }'),
    `${at(7, 35)} databases.shop.failedMajor: expected a version above major, "17", which is the way back from it, got "17"; remove it to try again`,
  ),
  bad(
    "more databases than a tenant of its size has",
    acme("{ a: {}, b: {}, c: {}, d: {}, e: {} }"),
    `${at(7, 1)} databases: expected databases that fit into the quota of live: 4Gi of memory, got 5760Mi for a, b, c, d, e; make them smaller or fewer, or raise the tenant's size`,
    `${at(7, 1)} databases: expected at most 4 databases, for each takes room in the stacks of all, got 5; merge some, or let the platform's people say limits.databases`,
  ),
  bad(
    "a version that is a number",
    acme("{ shop: { major: 17 } }"),
    `${at(7, 29)} databases.shop.major: expected ${MAJOR}, got 17`,
  ),
  bad(
    "a version that is too old",
    acme('{ shop: { major: "15" } }'),
    `${at(7, 29)} databases.shop.major: expected ${MAJOR}, got "15"`,
  ),
  bad(
    "a moment without a time zone",
    acme('{ shop: {}, copy: { restore: { from: shop, at: "2026-11-24T09:30:00" } } }'),
    `${at(7, 59)} databases.copy.restore.at: expected ${MOMENT}, got "2026-11-24T09:30:00"`,
  ),
  bad(
    "no instance at all",
    acme("{ shop: { instances: 0 } }"),
    `${at(7, 33)} databases.shop.instances: expected a whole number in 1..5, got 0`,
  ),
  bad(
    "a name that is none",
    acme("{ Shop: {} }"),
    `${at(7, 14)} databases.Shop: expected a lower-case name of letters, digits and single hyphens that starts with a letter, got "Shop"`,
  ),
  bad(
    "an application with the name of a database's objects",
    acme(
      "{ shop: {} }",
      "\napplications: { postgres-shop: { repository: https://github.com/lagoon/shop.git } }",
    ),
    `${at(7, 17)} applications.postgres-shop: expected another name, for objects of the database shop have it, got a map`,
  ),
];

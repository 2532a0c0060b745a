import { edited, type Files, SOUND } from "../written-inventory.ts";
import { bad, type BadInput } from "./bad-input.ts";

const dev = (from: string, to: string): Files => edited("clusters/dev.yaml", from, to);
const acme = (from: string, to: string): Files => edited("tenants/acme.yaml", from, to);
const none = { "clusters/dev.yaml": undefined, "clusters/old.yaml": undefined };

/** Entries that contradict each other, and folders that lost something. */
export const SEMANTIC_INPUTS: readonly BadInput[] = [
  bad(
    "a Kubernetes version that is not offered",
    dev('"1.35"', '"1.29"'),
    'clusters/dev.yaml:5:13 kubernetes: expected a Kubernetes minor of the catalog: 1.33, 1.34, 1.35, 1.36, got "1.29"',
  ),
  bad(
    "a Kubernetes patch version",
    dev('"1.35"', '"1.35.2"'),
    'clusters/dev.yaml:5:13 kubernetes: expected a Kubernetes minor version, quoted, such as "1.35", got "1.35.2"',
  ),
  bad(
    "a Kubernetes version with a v",
    dev('"1.35"', "v1.35"),
    'clusters/dev.yaml:5:13 kubernetes: expected a Kubernetes minor version, quoted, such as "1.35", got "v1.35"',
  ),
  bad(
    "the newest Kubernetes version, whatever it is",
    dev('"1.35"', "latest"),
    'clusters/dev.yaml:5:13 kubernetes: expected a Kubernetes minor version, quoted, such as "1.35", got "latest"',
  ),
  bad(
    "an account that does not exist",
    edited("regions/eu.yaml", "account: main", "account: mian"),
    'regions/eu.yaml:1:10 account: expected an account of fleet.yaml (main), got "mian"; did you mean main',
  ),
  bad(
    "a region that does not exist",
    dev("region: eu", "region: us"),
    'clusters/dev.yaml:2:9 region: expected a region (eu), got "us"',
  ),
  bad(
    "a cluster that does not exist",
    acme("{ cluster: old }", "{ cluster: odl }"),
    'tenants/acme.yaml:6:20 environments.live.cluster: expected a cluster (dev, old), got "odl"; did you mean old',
  ),
  bad(
    "an alert route that does not exist",
    edited("fleet.yaml", "alerts: [on-call]", "alerts: [oncall]"),
    'fleet.yaml:15:40 environments.production.alerts[0]: expected an alert route (on-call), got "oncall"; did you mean on-call',
  ),
  bad(
    "one account under two names",
    edited("fleet.yaml", "addresses:", '  spare: { id: "111122223333", role: x }\naddresses:'),
    'fleet.yaml:7:16 accounts.spare.id: expected a number other than that of main, got "111122223333"',
  ),
  bad(
    "a placement outside the tenant's residency",
    acme("[gdpr]", "[us]"),
    'tenants/acme.yaml:4:13 residency[0]: expected a region or jurisdiction of this fleet, got "us"',
    "tenants/acme.yaml:6:20 environments.live.cluster: expected a cluster inside the tenant's residency (us), got old in eu (gdpr)",
  ),
  bad(
    "a placement in another jurisdiction",
    {
      ...acme("{ cluster: old }", "{ cluster: east }"),
      "regions/us.yaml":
        "account: main\nawsRegion: us-east-1\njurisdiction: us\nzones: { a: use1-az1, b: use1-az2 }\n",
      "clusters/east.yaml": (SOUND["clusters/dev.yaml"] ?? "").replace("region: eu", "region: us"),
    },
    "tenants/acme.yaml:6:20 environments.live.cluster: expected a cluster inside the tenant's residency (gdpr), got east in us (us)",
  ),
  bad(
    "a residency in a place that does not exist",
    acme("[gdpr]", "[gdpr, gpdr]"),
    'tenants/acme.yaml:4:19 residency[1]: expected a region or jurisdiction of this fleet, got "gpdr"; did you mean gdpr',
  ),
  bad(
    "an empty residency",
    acme("[gdpr]", "[]"),
    "tenants/acme.yaml:4:1 residency: expected at least one place, got a list; remove the key where any place will do",
  ),
  bad(
    "a dedicated cluster with a second tenant on it",
    {
      ...acme("tier: pooled", "tier: dedicated-cluster"),
      ...edited("tenants/zeta.yaml", "{ cluster: dev }", "{ cluster: old }"),
    },
    "tenants/acme.yaml:6:20 environments.live.cluster: expected a cluster that no other tenant is placed on, for the tier is dedicated-cluster, got old, shared with zeta",
  ),
  bad(
    "a tenant without an environment",
    acme("  live: { cluster: old }", "  {}"),
    "tenants/acme.yaml:5:1 environments: expected at least one environment, got none",
  ),
  bad(
    "a placement on a cluster that leaves",
    edited("clusters/old.yaml", "sla: 3", "sla: 3\nlifecycle: retiring\nretireAfter: 2026-12-24"),
    "tenants/acme.yaml:6:20 environments.live.cluster: expected a cluster that stays, got old, which is retiring",
  ),
  bad(
    "a cluster in a region that leaves",
    edited("regions/eu.yaml", "account: main", "account: main\nlifecycle: retiring\nretireAfter: 2026-12-24"),
    "clusters/dev.yaml:2:9 region: expected a region that stays, got eu, which is retiring",
    "clusters/old.yaml:2:9 region: expected a region that stays, got eu, which is retiring",
  ),
  bad(
    "retiring without a day",
    acme("tier: pooled", "lifecycle: retiring\ntier: pooled"),
    "tenants/acme.yaml:1:1 retireAfter: expected retireAfter with the first day of removal, for lifecycle is retiring, got nothing",
  ),
  bad(
    "a day of retirement without retiring",
    acme("tier: pooled", "retireAfter: 2026-12-24\ntier: pooled"),
    'tenants/acme.yaml:2:14 retireAfter: expected no date while lifecycle is active, got "2026-12-24"',
  ),
  bad(
    "a tenant that is frozen and does not leave",
    acme("tier: pooled", "frozen: true\ntier: pooled"),
    "tenants/acme.yaml:2:9 frozen: expected frozen of a tenant that is retiring, got one that is active; set lifecycle: suspended for a tenant that stays",
  ),
  bad(
    "an inventory without fleet.yaml",
    { "fleet.yaml": undefined },
    "fleet.yaml: expected a file with the organisation's settings, got none",
  ),
  bad(
    "a folder of clusters that is empty",
    { ...none, "clusters/.keep": "" },
    "clusters: expected at least one entry, got none; an empty folder never means delete; entries leave by lifecycle: retiring",
    'tenants/acme.yaml:6:20 environments.live.cluster: expected a cluster (there is none), got "old"',
    'tenants/zeta.yaml:5:21 environments.trial.cluster: expected a cluster (there is none), got "dev"',
  ),
  bad(
    "no folder of clusters",
    none,
    "clusters: expected a folder with one file per entry, got none; an empty fleet never means delete; entries leave by lifecycle: retiring",
    'tenants/acme.yaml:6:20 environments.live.cluster: expected a cluster (there is none), got "old"',
    'tenants/zeta.yaml:5:21 environments.trial.cluster: expected a cluster (there is none), got "dev"',
  ),
  bad(
    "a file with the wrong ending",
    { "clusters/dev.yaml": undefined, "clusters/dev.yml": SOUND["clusters/dev.yaml"] },
    'clusters/dev.yml: expected files <id>.yaml only, got "dev.yml"; rename it to dev.yaml',
    'tenants/zeta.yaml:5:21 environments.trial.cluster: expected a cluster (old), got "dev"',
  ),
  bad(
    "a folder where a file belongs",
    { "fleet.yaml": undefined, "fleet.yaml/fleet.yaml": SOUND["fleet.yaml"] },
    "fleet.yaml: expected a file that can be read, got EISDIR",
  ),
  bad(
    "a file where a folder belongs",
    { "tenants/acme.yaml": undefined, "tenants/zeta.yaml": undefined, tenants: "none\n" },
    "tenants: expected a folder with one file per entry, got a file; an empty fleet never means delete; entries leave by lifecycle: retiring",
  ),
  bad(
    "a folder below the entries",
    { "clusters/edge/one.yaml": SOUND["clusters/dev.yaml"] },
    'clusters/edge: expected files <id>.yaml only, got "edge"',
  ),
  bad(
    "a misspelt folder",
    { "cluster/dev.yaml": SOUND["clusters/dev.yaml"] },
    'cluster: expected one of fleet.yaml, fleet.lock.yaml, exceptions.yaml, regions, clusters, tenants, links, got "cluster"; did you mean clusters',
  ),
  bad(
    "a file nobody reads",
    { "notes.txt": "later" },
    'notes.txt: expected one of fleet.yaml, fleet.lock.yaml, exceptions.yaml, regions, clusters, tenants, links, got "notes.txt"',
  ),
];

import { edited, type Files, SOUND } from "../written-inventory.ts";
import { bad, type BadInput } from "./bad-input.ts";

const dev = (from: string, to: string): Files => edited("clusters/dev.yaml", from, to);
const acme = (from: string, to: string): Files => edited("tenants/acme.yaml", from, to);
const none = { "clusters/dev.yaml": undefined, "clusters/old.yaml": undefined };

/** Entries that contradict each other, and folders that lost something. */
export const SEMANTIC_INPUTS: readonly BadInput[] = [
  bad("a Kubernetes version that is not offered", dev('"1.35"', '"1.29"'), "?"),
  bad("a Kubernetes patch version", dev('"1.35"', '"1.35.2"'), "?"),
  bad("a Kubernetes version with a v", dev('"1.35"', "v1.35"), "?"),
  bad("the newest Kubernetes version, whatever it is", dev('"1.35"', "latest"), "?"),
  bad("an account that does not exist", edited("regions/eu.yaml", "account: main", "account: mian"), "?"),
  bad("a region that does not exist", dev("region: eu", "region: us"), "?"),
  bad("a cluster that does not exist", acme("{ cluster: old }", "{ cluster: odl }"), "?"),
  bad("an alert route that does not exist", edited("fleet.yaml", "alerts: [on-call]", "alerts: [oncall]"), "?"),
  bad("one account under two names", edited("fleet.yaml", "addresses:", '  spare: { id: "111122223333", role: x }\naddresses:'), "?"),
  bad("a placement outside the tenant's residency", acme("[gdpr]", "[us]"), "?"),
  bad("a placement in another jurisdiction", {
    ...acme("{ cluster: old }", "{ cluster: east }"),
    "regions/us.yaml": "account: main\nawsRegion: us-east-1\njurisdiction: us\nzones: { a: use1-az1, b: use1-az2 }\n",
    "clusters/east.yaml": (SOUND["clusters/dev.yaml"] ?? "").replace("region: eu", "region: us"),
  }, "?"),
  bad("a residency in a place that does not exist", acme("[gdpr]", "[gdpr, gpdr]"), "?"),
  bad("an empty residency", acme("[gdpr]", "[]"), "?"),
  bad("a dedicated cluster with a second tenant on it", {
    ...acme("tier: pooled", "tier: dedicated-cluster"),
    ...edited("tenants/zeta.yaml", "{ cluster: dev }", "{ cluster: old }"),
  }, "?"),
  bad("a tenant without an environment", acme("  live: { cluster: old }", "  {}"), "?"),
  bad("a placement on a cluster that leaves", edited("clusters/old.yaml", "sla: 3", "sla: 3\nlifecycle: retiring\nretireAfter: 2026-12-24"), "?"),
  bad("a cluster in a region that leaves", edited("regions/eu.yaml", "account: main", "account: main\nlifecycle: retiring\nretireAfter: 2026-12-24"), "?"),
  bad("retiring without a day", acme("tier: pooled", "lifecycle: retiring\ntier: pooled"), "?"),
  bad("a day of retirement without retiring", acme("tier: pooled", "retireAfter: 2026-12-24\ntier: pooled"), "?"),
  bad("an inventory without fleet.yaml", { "fleet.yaml": undefined }, "?"),
  bad("a folder of clusters that is empty", { ...none, "clusters/.keep": "" }, "?"),
  bad("no folder of clusters", none, "?"),
  bad("a file with the wrong ending", { "clusters/dev.yaml": undefined, "clusters/dev.yml": SOUND["clusters/dev.yaml"] }, "?"),
  bad("a folder below the entries", { "clusters/edge/one.yaml": SOUND["clusters/dev.yaml"] }, "?"),
  bad("a misspelt folder", { "cluster/dev.yaml": SOUND["clusters/dev.yaml"] }, "?"),
  bad("a file nobody reads", { "notes.txt": "later" }, "?"),
];

import { edited, type Files, SOUND } from "../written-inventory.ts";
import { bad, type BadInput } from "./bad-input.ts";

const TENANT = SOUND["tenants/zeta.yaml"] ?? "";
const tenant = (file: string): Files => ({ [`tenants/${file}`]: TENANT });
const zone = (name: string): Files => edited("fleet.yaml", "lagoon.cloud", name);
const shown = (name: string): Files => edited("tenants/acme.yaml", "displayName: Acme", `displayName: ${name}`);
const environment = (name: string): Files => edited("tenants/acme.yaml", "live:", `${name}:`);

/** Ids, names for people, and names in DNS. */
export const NAME_INPUTS: readonly BadInput[] = [
  bad("an id in upper case", tenant("ACME.yaml"), "?"),
  bad("an id with an underscore", tenant("a_b.yaml"), "?"),
  bad("an id with a dot", tenant("a.b.yaml"), "?"),
  bad("an id with two hyphens in a row", tenant("a--b.yaml"), "?"),
  bad("an id that ends in a hyphen", tenant("beta-.yaml"), "?"),
  bad("an id that begins with a digit", tenant("4ever.yaml"), "?"),
  bad("an id of more than 20 characters", tenant("a-rather-long-company.yaml"), "?"),
  bad("an id with a Cyrillic letter that looks like a Latin one", tenant("\u0430cme.yaml"), "?"),
  bad("an id with a full-width letter", tenant("\uff41cme.yaml"), "?"),
  bad("an id with a zero-width character", tenant("be\u200bta.yaml"), "?"),
  bad("an id in punycode", tenant("xn--80ak6aa92e.yaml"), "?"),
  bad("an id that Kubernetes uses", tenant("default.yaml"), "?"),
  bad("an id with a prefix that Kubernetes uses", tenant("kube-store.yaml"), "?"),
  bad("an id with a prefix that the platform uses", tenant("platform-one.yaml"), "?"),
  bad("an id of a platform namespace", tenant("monitoring.yaml"), "?"),
  bad("an environment named like a common host", environment("www"), "?"),
  bad("an id that older YAML readers take for true", tenant("on.yaml"), "?"),
  bad("an environment that older YAML readers take for false", environment("no"), "?"),
  bad("an id that continues another tenant's id", tenant("acme-east.yaml"), "?"),
  bad("a cluster named like a region", { "clusters/eu.yaml": SOUND["clusters/dev.yaml"] }, "?"),
  bad("an environment with an upper-case letter", environment("Live"), "?"),
  bad("a name for people that is empty", shown('""'), "?"),
  bad("a name for people of more than 100 characters", shown("x".repeat(101)), "?"),
  bad("a name for people with a control character", shown(String.raw`"Ac\u0007me"`), "?"),
  bad("a name for people that turns the direction of text", shown(String.raw`"Ac\u202eme"`), "?"),
  bad("a name for people over two lines", shown("|\n  Acme\n  Ltd"), "?"),
  bad("a DNS zone of one label", zone("cloud"), "?"),
  bad("a DNS zone with an underscore", zone("la_goon.cloud"), "?"),
  bad("a DNS zone with an empty label", zone("lagoon..cloud"), "?"),
  bad("a DNS zone with a dot at its end", zone("lagoon.cloud."), "?"),
  bad("a DNS zone with an upper-case letter", zone("Lagoon.cloud"), "?"),
  bad("an address instead of a DNS zone", zone("10.0.0.1"), "?"),
  bad("a DNS label of more than 63 characters", zone(`${"x".repeat(64)}.cloud`), "?"),
  bad("a DNS zone so long that names below it do not fit", zone(`${"x".repeat(60)}.${"y".repeat(60)}.cloud`), "?"),
  bad("a role's ARN instead of its name", edited("fleet.yaml", "role: atoll-deployer", "role: arn:aws:iam::111122223333:role/x"), "?"),
  bad("a role name of more than 64 characters", edited("fleet.yaml", "role: atoll-deployer", `role: ${"x".repeat(65)}`), "?"),
  bad("a subnet that is no subnet", edited("clusters/old.yaml", "subnet-0aaaaaaaaaaaaaaaa", "sg-0aaaaaaaaaaaaaaaa"), "?"),
  bad("a subnet of an unknown class", edited("clusters/old.yaml", "node-a:", "nodes-a:"), "?"),
  bad("an adopted id of the wrong length", edited("clusters/dev.yaml", "sla: 1", "sla: 1\nadopt: { dev-vpc: vpc-0a1b2c }"), "?"),
  bad("an adopted id with a space", edited("clusters/dev.yaml", "sla: 1", "sla: 1\nadopt: { dev-vpc: my vpc }"), "?"),
];

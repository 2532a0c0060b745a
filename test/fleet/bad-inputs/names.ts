import { edited, type Files, SOUND } from "../written-inventory.ts";
import { bad, type BadInput } from "./bad-input.ts";

const TENANT = SOUND["tenants/zeta.yaml"] ?? "";
const tenant = (file: string): Files => ({ [`tenants/${file}`]: TENANT });
const zone = (name: string): Files => edited("fleet.yaml", "lagoon.cloud", name);
const shown = (name: string): Files =>
  edited("tenants/acme.yaml", "displayName: Acme", `displayName: ${name}`);
const environment = (name: string): Files => edited("tenants/acme.yaml", "live:", `${name}:`);

/** Ids, names for people, and names in DNS. */
export const NAME_INPUTS: readonly BadInput[] = [
  bad(
    "an id in upper case",
    tenant("ACME.yaml"),
    'tenants/ACME.yaml: expected a lower-case name of letters, digits and single hyphens that starts with a letter, at most 20 characters, as file name, got "ACME"',
  ),
  bad(
    "an id with an underscore",
    tenant("a_b.yaml"),
    'tenants/a_b.yaml: expected a lower-case name of letters, digits and single hyphens that starts with a letter, at most 20 characters, as file name, got "a_b"',
  ),
  bad(
    "an id with a dot",
    tenant("a.b.yaml"),
    'tenants/a.b.yaml: expected a lower-case name of letters, digits and single hyphens that starts with a letter, at most 20 characters, as file name, got "a.b"',
  ),
  bad(
    "an id with two hyphens in a row",
    tenant("a--b.yaml"),
    'tenants/a--b.yaml: expected a lower-case name of letters, digits and single hyphens that starts with a letter, at most 20 characters, as file name, got "a--b"',
  ),
  bad(
    "an id that ends in a hyphen",
    tenant("beta-.yaml"),
    'tenants/beta-.yaml: expected a lower-case name of letters, digits and single hyphens that starts with a letter, at most 20 characters, as file name, got "beta-"',
  ),
  bad(
    "an id that begins with a digit",
    tenant("4ever.yaml"),
    'tenants/4ever.yaml: expected a lower-case name of letters, digits and single hyphens that starts with a letter, at most 20 characters, as file name, got "4ever"',
  ),
  bad(
    "an id of more than 20 characters",
    tenant("a-rather-long-company.yaml"),
    'tenants/a-rather-long-company.yaml: expected a lower-case name of letters, digits and single hyphens that starts with a letter, at most 20 characters, as file name, got "a-rather-long-company"',
  ),
  bad(
    "an id with a Cyrillic letter that looks like a Latin one",
    tenant("\u0430cme.yaml"),
    'tenants/\\u{430}cme.yaml: expected a lower-case name of letters, digits and single hyphens that starts with a letter, at most 20 characters, as file name, got "\\u{430}cme"',
  ),
  bad(
    "an id with a full-width letter",
    tenant("\uff41cme.yaml"),
    'tenants/\\u{ff41}cme.yaml: expected a lower-case name of letters, digits and single hyphens that starts with a letter, at most 20 characters, as file name, got "\\u{ff41}cme"',
  ),
  bad(
    "an id with a zero-width character",
    tenant("be\u200bta.yaml"),
    'tenants/be\\u{200b}ta.yaml: expected a lower-case name of letters, digits and single hyphens that starts with a letter, at most 20 characters, as file name, got "be\\u{200b}ta"',
  ),
  bad(
    "an id in punycode",
    tenant("xn--80ak6aa92e.yaml"),
    'tenants/xn--80ak6aa92e.yaml: expected a lower-case name of letters, digits and single hyphens that starts with a letter, at most 20 characters, as file name, got "xn--80ak6aa92e"',
  ),
  bad(
    "an id that Kubernetes uses",
    tenant("default.yaml"),
    'tenants/default.yaml: expected a name that neither Kubernetes nor the platform uses, got "default"',
  ),
  bad(
    "an id with a prefix that Kubernetes uses",
    tenant("kube-store.yaml"),
    'tenants/kube-store.yaml: expected a name that neither Kubernetes nor the platform uses, got "kube-store"',
  ),
  bad(
    "an id with a prefix that the platform uses",
    tenant("platform-one.yaml"),
    'tenants/platform-one.yaml: expected a name that neither Kubernetes nor the platform uses, got "platform-one"',
  ),
  bad(
    "an id of a platform namespace",
    tenant("monitoring.yaml"),
    'tenants/monitoring.yaml: expected a name that neither Kubernetes nor the platform uses, got "monitoring"',
  ),
  bad(
    "an environment named like a common host",
    environment("www"),
    'tenants/acme.yaml:6:3 environments.www: expected a name that neither Kubernetes nor the platform uses, got "www"',
  ),
  bad(
    "an id that older YAML readers take for true",
    tenant("on.yaml"),
    'tenants/on.yaml: expected a name that every YAML reader takes for text, got "on"',
  ),
  bad(
    "an environment that older YAML readers take for false",
    environment("no"),
    'tenants/acme.yaml:6:3 environments.no: expected a name that every YAML reader takes for text, got "no"',
  ),
  bad(
    "an id that is a word of the object machinery",
    tenant("constructor.yaml"),
    'tenants/constructor.yaml: expected another name, got "constructor"',
  ),
  bad(
    "an id that continues another tenant's id",
    tenant("acme-east.yaml"),
    'tenants/acme-east.yaml: expected an id that does not continue tenant acme, got "acme-east"; a pattern acme-* would match both; write acmeeast',
  ),
  bad(
    "an id whose requests would count as another tenant's",
    tenant("x-svc-acme.yaml"),
    'tenants/x-svc-acme.yaml: expected an id without the word svc, after which metrics of the gateway name a tenant, got "x-svc-acme"',
  ),
  bad(
    "a cluster named like a region",
    { "clusters/eu.yaml": SOUND["clusters/dev.yaml"] },
    'clusters/eu.yaml: expected an id that no region has, for both name a stack, got "eu"',
  ),
  bad(
    "an environment with an upper-case letter",
    environment("Live"),
    'tenants/acme.yaml:6:3 environments.Live: expected a lower-case name of letters, digits and single hyphens that starts with a letter, got "Live"',
  ),
  bad(
    "a name for people that is empty",
    shown('""'),
    'tenants/acme.yaml:1:14 displayName: expected a text of 1..100 characters, got ""',
  ),
  bad(
    "a name for people of more than 100 characters",
    shown("x".repeat(101)),
    'tenants/acme.yaml:1:14 displayName: expected a text of 1..100 characters, got "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx..."',
  ),
  bad(
    "a name for people with a control character",
    shown(String.raw`"Ac\u0007me"`),
    'tenants/acme.yaml:1:14 displayName: expected visible text on one line, got "Ac\\u0007me"; remove what does not show: control, direction or zero-width characters',
  ),
  bad(
    "a name for people that turns the direction of text",
    shown(String.raw`"Ac\u202eme"`),
    'tenants/acme.yaml:1:14 displayName: expected visible text on one line, got "Ac\\u202eme"; remove what does not show: control, direction or zero-width characters',
  ),
  bad(
    "a name for people with an accent beside its letter",
    shown(String.raw`"Caf\u0065\u0301"`),
    String.raw`tenants/acme.yaml:1:14 displayName: expected composed characters (NFC), got "Caf\u0065\u0301"; type an accent and its letter as one character`,
  ),
  bad(
    "a name for people over two lines",
    shown("|\n  Acme\n  Ltd"),
    "tenants/acme.yaml:1:14 displayName: expected visible text on one line, got |...; remove what does not show: control, direction or zero-width characters",
  ),
  bad(
    "a DNS zone of one label",
    zone("cloud"),
    'fleet.yaml:2:10 dnsZone: expected a DNS zone such as lagoon.cloud, in lower case, got "cloud"',
  ),
  bad(
    "a DNS zone with an underscore",
    zone("la_goon.cloud"),
    'fleet.yaml:2:10 dnsZone: expected a DNS zone such as lagoon.cloud, in lower case, got "la_goon.cloud"',
  ),
  bad(
    "a DNS zone with an empty label",
    zone("lagoon..cloud"),
    'fleet.yaml:2:10 dnsZone: expected a DNS zone such as lagoon.cloud, in lower case, got "lagoon..cloud"',
  ),
  bad(
    "a DNS zone with a dot at its end",
    zone("lagoon.cloud."),
    'fleet.yaml:2:10 dnsZone: expected a DNS zone such as lagoon.cloud, in lower case, got "lagoon.cloud."; write lagoon.cloud',
  ),
  bad(
    "a DNS zone with an upper-case letter",
    zone("Lagoon.cloud"),
    'fleet.yaml:2:10 dnsZone: expected a DNS zone such as lagoon.cloud, in lower case, got "Lagoon.cloud"; write lagoon.cloud',
  ),
  bad(
    "an address instead of a DNS zone",
    zone("10.0.0.1"),
    'fleet.yaml:2:10 dnsZone: expected a DNS zone such as lagoon.cloud, in lower case, got "10.0.0.1"',
  ),
  bad(
    "a DNS label of more than 63 characters",
    zone(`${"x".repeat(64)}.cloud`),
    'fleet.yaml:2:10 dnsZone: expected a DNS zone such as lagoon.cloud, in lower case, got "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx..."',
  ),
  bad(
    "a DNS zone so long that names below it do not fit",
    zone(`${"x".repeat(60)}.${"y".repeat(60)}.${"z".repeat(30)}.cloud`),
    'fleet.yaml:2:10 dnsZone: expected a zone of at most 141 characters, got "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx..."',
  ),
  bad(
    "a role's ARN instead of its name",
    edited("fleet.yaml", "role: atoll-deployer", "role: arn:aws:iam::111122223333:role/x"),
    'fleet.yaml:6:11 accounts.main.role: expected the name of a role, not its ARN, got "arn:aws:iam::111122223333:role/x"',
  ),
  bad(
    "a role name of more than 64 characters",
    edited("fleet.yaml", "role: atoll-deployer", `role: ${"x".repeat(65)}`),
    'fleet.yaml:6:11 accounts.main.role: expected the name of a role, not its ARN, got "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx..."',
  ),
  bad(
    "a subnet that is no subnet",
    edited("clusters/old.yaml", "subnet-0aaaaaaaaaaaaaaaa", "sg-0aaaaaaaaaaaaaaaa"),
    'clusters/old.yaml:11:19 network.subnets.node-a.id: expected a subnet id such as subnet-0a1b2c3d4e5f60718, got "sg-0aaaaaaaaaaaaaaaa"',
  ),
  bad(
    "a subnet of an unknown class",
    edited("clusters/old.yaml", "node-a:", "nodes-a:"),
    'clusters/old.yaml:11:5 network.subnets.nodes-a: expected a key <class>-<zone letter>, the class one of node, pod, public, control-plane, got "nodes-a"',
  ),
  bad(
    "an adopted id of the wrong length",
    edited("clusters/dev.yaml", "sla: 1", "sla: 1\nadopt: { dev-vpc: vpc-0a1b2c }"),
    'clusters/dev.yaml:5:19 adopt.dev-vpc: expected the id of a cloud resource, without spaces, got "vpc-0a1b2c"',
  ),
  bad(
    "an adopted id with a space",
    edited("clusters/dev.yaml", "sla: 1", "sla: 1\nadopt: { dev-vpc: my vpc }"),
    'clusters/dev.yaml:5:19 adopt.dev-vpc: expected the id of a cloud resource, without spaces, got "my vpc"',
  ),
];

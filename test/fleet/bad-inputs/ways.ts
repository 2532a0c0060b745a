import { edited, type Files, SOUND } from "../written-inventory.ts";
import { bad, type BadInput } from "./bad-input.ts";

const ZONE = "hostedZone: { id: Z0123456789ABCDEFGHIJ, account: main }\n";
const CERTIFICATES = "certificates: { email: platform@lagoon.cloud, hostedZoneId: Z0123456789ABCDEFGHIJ }\n";

/** A fleet that proves names of tenants. */
const PROVEN: Files = { "fleet.yaml": `${SOUND["fleet.yaml"] ?? ""}${ZONE}${CERTIFICATES}` };

const SHOP = "https://github.com/lagoon/shop.git";

/** Tenant `zeta` on cluster dev, or another one, with lines of one application, whose keys begin in column 5. */
const zeta = (lines: string, more = "", tenant = "zeta"): Files => ({
  ...PROVEN,
  [`tenants/${tenant}.yaml`]: `${SOUND[`tenants/${tenant}.yaml`] ?? ""}applications:\n  shop:\n    repository: ${SHOP}\n    ${lines}\n${more}`,
});

function inTwoEnvironments(lines: string): Files {
  const written = String(zeta(lines)["tenants/zeta.yaml"]);
  return {
    ...PROVEN,
    "tenants/zeta.yaml": written.replace("trial: {", "live: { cluster: dev }\n  trial: {"),
  };
}

const egress = (cidr: string): Files =>
  edited("tenants/zeta.yaml", "size: small", `size: small\negress: [{ cidr: ${cidr}, why: test }]`);

const outside = "addresses outside the fleet, and none that machines keep for themselves";
const dnsName =
  "a DNS name in lower case such as shop.example.com, without a star and without a dot at its end";
const foreign = "a name that is neither lagoon.cloud, nor below or above it: that zone is the fleet's";
const own = "an application has its own name there without asking";

const host = (written: string, expected: string, got = JSON.stringify(written), hint = ""): BadInput =>
  bad(
    `the name ${written}`,
    zeta(`hosts: { trial: ["${written}"] }`),
    `tenants/zeta.yaml:9:22 applications.shop.hosts.trial[0]: expected ${expected}, got ${got}${hint}`,
  );

const way = (cidr: string, around: string, what: string): BadInput =>
  bad(
    `a way out to ${cidr}`,
    egress(cidr),
    `tenants/zeta.yaml:4:18 egress[0].cidr: expected ${outside}, got ${cidr}, inside ${around}, which is ${what}`,
  );

/** Names, routes and ways out of tenants. */
export const WAY_INPUTS: readonly BadInput[] = [
  way("169.254.169.254/32", "169.254.0.0/16", "link-local, with the metadata of the node"),
  way("169.254.0.0/16", "169.254.0.0/16", "link-local, with the metadata of the node"),
  way("127.0.0.1/32", "127.0.0.0/8", "this machine itself"),
  way("10.3.0.0/16", "10.0.0.0/8", "a supernet of the fleet"),
  way("100.64.7.0/24", "100.64.0.0/10", "of the fleet's pods"),
  way("172.20.0.1/32", "172.20.0.0/16", "of Kubernetes Services"),
  way("10.255.0.7/32", "10.0.0.0/8", "a supernet of the fleet"),
  way("192.168.130.0/24", "192.168.128.0/17", "of cluster old"),
  host("shop.lagoon.cloud", foreign, undefined, `; ${own}`),
  host("lagoon.cloud", foreign, undefined, `; ${own}`),
  host("live.acme.apps.lagoon.cloud", foreign, undefined, `; ${own}`),
  host("shop.zeta.internal", "a name of the public DNS, which an authority can prove"),
  host("Shop.Zeta.example", dnsName),
  host("*.zeta.example", dnsName),
  host("shop.zeta.example.", dnsName),
  host("xn--shp-sna.zeta.example", dnsName),
  host("shоp.zeta.example", dnsName),
  host("shop", dnsName),
  host("192.0.2.7", dnsName),
  bad(
    "a name that another tenant has",
    {
      ...zeta('hosts: { trial: ["shop.zeta.example"] }'),
      ...zeta('hosts: { live: ["shop.zeta.example"] }', "", "acme"),
    },
    'tenants/zeta.yaml:9:22 applications.shop.hosts.trial[0]: expected a name that no other application of the fleet has, got "shop.zeta.example", which tenant acme has',
  ),
  bad(
    "a name above another tenant's",
    {
      ...zeta('hosts: { trial: ["shop.zeta.example"] }'),
      ...zeta('hosts: { live: ["zeta.example"] }', "", "acme"),
    },
    'tenants/acme.yaml:10:21 applications.shop.hosts.live[0]: expected a name that is not above another tenant\'s, got "zeta.example", above shop.zeta.example of tenant zeta',
  ),
  bad(
    "a name of two applications of one tenant",
    zeta(
      'hosts: { trial: ["shop.zeta.example"] }',
      `  till:\n    repository: ${SHOP}\n    hosts: { trial: [shop.zeta.example] }\n`,
    ),
    'tenants/zeta.yaml:12:22 applications.till.hosts.trial[0]: expected a name that no other application of the fleet has, got "shop.zeta.example", which its application shop has',
  ),
  bad(
    "a name that a tenant takes and does not name",
    zeta("hosts: {}", "takesHosts: { shop.zeta.example: acme }\n"),
    'tenants/zeta.yaml:10:15 takesHosts.shop.zeta.example: expected a name that one of the tenant\'s applications has, got "shop.zeta.example"',
  ),
  bad(
    "a name that a tenant takes from itself",
    zeta('hosts: { trial: ["shop.zeta.example"] }', "takesHosts: { shop.zeta.example: zeta }\n"),
    "tenants/zeta.yaml:10:34 takesHosts.shop.zeta.example: expected another tenant, which had the name before, got zeta",
  ),
  bad(
    "a name that is taken with a star",
    zeta("hosts: {}", 'takesHosts: { "*.zeta.example": acme }\n'),
    `tenants/zeta.yaml:10:15 takesHosts.*.zeta.example: expected ${dnsName}, got "*.zeta.example"`,
  ),
  bad(
    "a canary in an environment that does not have the application",
    inTwoEnvironments("environments: [trial]\n    canary: { live: { percent: 5 } }"),
    'tenants/zeta.yaml:11:15 applications.shop.canary.live: expected an environment that has this application: trial, got "live"',
  ),
  bad(
    "names for what is not reached from outside",
    zeta('hosts: { trial: ["shop.zeta.example"] }\n    public: false'),
    "tenants/zeta.yaml:9:14 applications.shop.hosts.trial: expected no names, for public is false, got a list; remove one of the two",
  ),
  bad(
    "a name where nothing proves it",
    { ...zeta('hosts: { trial: ["shop.zeta.example"] }'), "fleet.yaml": SOUND["fleet.yaml"] },
    "tenants/zeta.yaml:9:14 applications.shop.hosts.trial: expected no names where nothing proves them: without a certificate nobody shows them, got names in cluster dev; set certificates and, in the account of the cluster or with proofRole, hostedZone in fleet.yaml",
  ),
  bad(
    "a canary that is called as an application",
    zeta("canary: { trial: { percent: 10 } }", `  shop-canary:\n    repository: ${SHOP}\n`),
    "tenants/zeta.yaml:9:5 applications.shop.canary: expected no application shop-canary beside it, for its canary's Service is called so, got a map",
  ),
  bad(
    "a canary with more than all requests",
    zeta("canary: { trial: { percent: 101 } }"),
    "tenants/zeta.yaml:9:33 applications.shop.canary.trial.percent: expected a whole number in 0..100, got 101",
  ),
  bad(
    "faults in production",
    zeta("faults: { live: { abort: { status: 503, percent: 5 } } }", "", "acme"),
    "tenants/acme.yaml:10:15 applications.shop.faults.live: expected no faults on purpose in production, got cluster old",
  ),
  bad(
    "faults without a mesh",
    zeta("faults: { trial: { abort: { status: 503, percent: 5 } } }"),
    "tenants/zeta.yaml:9:15 applications.shop.faults.trial: expected a cluster with the add-on istio-ambient, which makes them, got cluster dev",
  ),
  bad(
    "faults that are none",
    zeta("faults: { trial: {} }"),
    "tenants/zeta.yaml:9:15 applications.shop.faults.trial: expected delay, abort or both, got a map; remove the key for none",
  ),
];

const host63 = Array.from({ length: 15 }, (_, index) => `shop${index}.zeta.example`);

/** Near misses that are no faults. */
export const SOUND_WAYS: readonly (readonly [string, Files])[] = [
  [
    "names of one domain in the hands of one tenant",
    zeta('hosts: { trial: ["zeta.example", "shop.zeta.example"] }'),
  ],
  ["as many names as a route takes", zeta(`hosts: { trial: [${host63.join(", ")}] }`)],
  ["a way out to the internet", egress("0.0.0.0/0")],
  ["a way out to a range that is reserved for others", egress("192.168.0.0/24")],
  ["a canary without requests", zeta("canary: { trial: { percent: 0 } }")],
  [
    "faults in a mesh of development",
    {
      ...zeta("faults: { trial: { delay: { milliseconds: 200, percent: 50 } } }"),
      ...edited(
        "clusters/dev.yaml",
        "nodes: { max: 20 }",
        "nodes: { max: 20 }\naddOns: { istio: { enabled: true }, istio-ambient: { enabled: true } }",
      ),
    },
  ],
];

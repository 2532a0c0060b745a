import fc from "fast-check";
import { KUBERNETES_MINORS } from "../../fleet/charts/catalog.ts";
import { STANDARD_ENDPOINTS } from "../../fleet/regions/endpoint-services.ts";
import { SUBNET_CLASSES } from "../../fleet/schema/networks.ts";
import { ENVIRONMENTS } from "../../fleet/schema/cluster.ts";
import { LOG_RETENTION_DAYS } from "../../fleet/vocabulary.ts";

/** What each file of an inventory says, by path. */
export type WrittenFleet = Readonly<Record<string, unknown>>;

const LETTERS = ["a", "b", "c", "d"];

/** A key that is there or not. */
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined, freq: 1 });

/** What holds together nearly always, and what may not in the rest. */
const mostly = <T>(sound: fc.Arbitrary<T>, odd: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight: 6, arbitrary: sound }, { weight: 1, arbitrary: odd });

/** Without the keys that are not there. */
function written(value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined));
}

const record = (
  shape: Readonly<Record<string, fc.Arbitrary<unknown>>>,
): fc.Arbitrary<Readonly<Record<string, unknown>>> => fc.record(shape).map(written);

const someEndpoints = fc
  .subarray(
    ["kms", "ssm", "sqs", "ecr.api", "elasticloadbalancing", "s3", "com.amazonaws.eu-central-1.sts"],
    { maxLength: 2 },
  )
  .chain((more) => fc.constantFrom(more, [...new Set([...STANDARD_ENDPOINTS, ...more])]));

const createdNetwork = record({
  mode: fc.constant("create"),
  netmaskLength: maybe(fc.integer({ min: 16, max: 24 })),
  pods: maybe(fc.constantFrom("vpc", "unrouted")),
  linkable: maybe(fc.boolean()),
  dualStack: maybe(fc.boolean()),
  ipFamily: mostly(fc.constant(undefined), fc.constantFrom("ipv4", "ipv6")),
  customNetworking: maybe(fc.boolean()),
  excludeSnatCidrs: mostly(fc.constant(undefined), fc.constantFrom(["10.250.0.0/16"], [])),
  egress: mostly(fc.constantFrom(undefined, "nat"), fc.constant("private-only")),
  natGateways: mostly(fc.constant(undefined), fc.constantFrom("one", "per-zone")),
  interfaceEndpoints: mostly(fc.constant(undefined), someEndpoints),
  networkAcls: maybe(fc.boolean()),
  flowLogRetentionDays: maybe(fc.constantFrom(...LOG_RETENTION_DAYS, 31)),
});

const hex = (length: number): fc.Arbitrary<string> => fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`));

/** Subnets of a /16, each class with a range of its own, so that most of them fit. */
const existingSubnets = (second: number): fc.Arbitrary<unknown> =>
  fc
    .subarray(
      SUBNET_CLASSES.flatMap((one, row) =>
        LETTERS.map((letter, column) => ({ key: `${one}-${letter}`, third: row * 64 + column * 16 })),
      ),
      { minLength: 1 },
    )
    .chain((chosen) =>
      fc.tuple(
        ...chosen.map(({ key, third }) =>
          hex(17).map((id) => [key, { id: `subnet-${id}`, cidr: `10.${second}.${third}.0/20` }] as const),
        ),
      ),
    )
    .map((entries) => Object.fromEntries(entries));

const existingNetwork = fc.integer({ min: 0, max: 255 }).chain((second) =>
  record({
    mode: fc.constant("existing"),
    vpcId: hex(8).map((id) => `vpc-${id}`),
    cidr: fc.constant(`10.${second}.0.0/16`),
    legacy: maybe(fc.boolean()),
    customNetworking: mostly(fc.constant(undefined), fc.boolean()),
    manageTags: maybe(fc.boolean()),
    podRange: mostly(fc.constant(undefined), fc.constant("100.64.0.0/16")),
    subnets: existingSubnets(second),
  }),
);

/** Names of resources with ids of the right and of the wrong kind; `c0` is the first cluster. */
const adopt = fc.dictionary(
  fc.constantFrom(
    "c0-vpc",
    "c0-node-a",
    "c0-nat-a",
    "c1-vpc",
    "aws",
    "c0",
    "c0-gateway-endpoint-s3",
    "c0.vpc",
    "toString",
  ),
  fc.constantFrom("vpc-0123abcd", "subnet-0123456789abcdef0", "eipalloc-0123abcd", "x"),
  { maxKeys: 2 },
);

/** What an entry says of machines that somebody else runs. */
const ELSEWHERE = {
  zones: undefined,
  adopt: undefined,
  network: { mode: "external", cidr: "10.1.0.0/16" },
  attached: { storageClass: "fast", networkPolicyEngine: "calico" },
};

/** Each account takes an issuer once. */
const issuer = fc.stringMatching(/^[a-z]{8}$/).map((id) => ({ issuer: `https://oidc.lagoon.cloud/${id}` }));

const MINORS = KUBERNETES_MINORS.map(({ minor }) => minor);

const cluster = record({
  kind: fc.constantFrom("eks", "eks", "k3s", "attached"),
  region: fc.constantFrom("eu", "us"),
  environment: fc.constantFrom(...ENVIRONMENTS),
  sla: fc.constantFrom(1, 2, 3),
  profile: maybe(fc.constantFrom("minimal", "standard", "full")),
  // Not every chart runs on the oldest.
  kubernetes: mostly(fc.constantFrom(...MINORS.slice(1)), fc.constantFrom(...MINORS)),
  oidc: mostly(issuer, fc.constant(undefined)),
  zones: maybe(
    mostly(fc.constantFrom<string[]>(["a", "b"], ["b", "a"]), fc.shuffledSubarray(LETTERS, { minLength: 1 })),
  ),
  serviceCidr: mostly(
    fc.constantFrom(undefined, "172.16.0.0/16", "172.28.0.0/24"),
    fc.constantFrom("192.168.0.0/20", "10.96.0.0/12"),
  ),
  nodes: mostly(
    fc.constant(undefined),
    record({
      max: maybe(fc.constantFrom(1, 3, 20, 100, 1_000)),
      podsPerNode: maybe(fc.constantFrom(1, 10, 30, 110, 250)),
    }),
  ),
  network: fc.oneof(
    { weight: 1, arbitrary: fc.constant(undefined) },
    { weight: 5, arbitrary: createdNetwork },
    { weight: 2, arbitrary: existingNetwork },
  ),
  adopt: mostly(fc.constant(undefined), adopt),
})
  .map((entry) => (entry["kind"] === "attached" ? { ...entry, ...ELSEWHERE } : { ...entry, oidc: undefined }))
  .chain((entry) =>
    fc.constantFrom(entry, entry, { ...entry, lifecycle: "retiring", retireAfter: "2026-12-24" }),
  );

const tenant = record({
  displayName: fc.stringMatching(/^[A-Za-z ]{1,30}$/),
  tier: fc.constantFrom("pooled", "dedicated-nodes", "dedicated-cluster"),
  size: fc.constantFrom("small", "medium", "large"),
  residency: fc.option(fc.constantFrom(["gdpr"], ["us"], ["eu", "us"]), { nil: undefined, freq: 1 }),
  environments: fc.dictionary(
    fc.constantFrom("live", "test", "trial"),
    record({ cluster: fc.constant("c0"), retireAfter: fc.constant(undefined) }),
    {
      minKeys: 1,
    },
  ),
});

const fleet = record({
  organisation: fc.constantFrom("lagoon", "a-name-of-20-letters"),
  dnsZone: fc.constantFrom("lagoon.cloud", "a.very.deep.zone.of.lagoon.cloud"),
  accounts: fc.constant({ main: { id: "012345678901", role: "atoll-deployer" } }),
  runners: fc.constant({ cidrs: ["192.168.240.0/20"] }),
  addresses: record({
    supernets: fc.constantFrom(
      ["10.0.0.0/8"],
      ["10.0.0.0/12", "192.168.0.0/16"],
      ["10.128.0.0/9"],
      ["10.0.0.0/16"],
    ),
    podSupernet: maybe(fc.constantFrom("100.64.0.0/10", "100.64.0.0/16")),
    reserved: maybe(
      fc.constantFrom(
        [],
        [{ cidr: "10.0.0.0/16", why: "office" }],
        [{ cidr: "10.0.128.0/17", why: "partner" }],
      ),
    ),
    quarantineDays: maybe(fc.integer({ min: 0, max: 3650 })),
  }),
});

const region = (
  account: string,
  awsRegion: string,
  jurisdiction: string,
  zones: readonly string[],
): fc.Arbitrary<unknown> =>
  fc
    .record({
      netmaskLength: fc.integer({ min: 8, max: 16 }),
      count: mostly(fc.constant(zones.length), fc.constant(2)),
      buckets: mostly(fc.constant({ backups: {}, logs: {} }), fc.constantFrom({}, { logs: {} })),
    })
    .map(({ netmaskLength, count, buckets }) => ({
      account,
      awsRegion,
      jurisdiction,
      netmaskLength,
      buckets,
      zones: Object.fromEntries(
        zones.slice(0, count).map((id, index) => [LETTERS[index] ?? "", id] as const),
      ),
    }));

/** An inventory that follows the schema, and often the rules as well: two regions, up to three clusters, a tenant. */
export const writtenFleet: fc.Arbitrary<WrittenFleet> = fc
  .record({
    fleet,
    eu: region("main", "eu-central-1", "gdpr", ["euc1-az2", "euc1-az3", "euc1-az1"]),
    us: region("main", "us-east-1", "us", ["use1-az1", "use1-az2", "use1-az4", "use1-az5"]),
    clusters: fc.array(cluster, { minLength: 1, maxLength: 3 }),
    tenant: fc.option(tenant, { nil: undefined, freq: 1 }),
  })
  .map(({ fleet: settings, eu, us, clusters, tenant: one }) => ({
    "fleet.yaml": settings,
    "regions/eu.yaml": eu,
    "regions/us.yaml": us,
    ...Object.fromEntries(clusters.map((entry, index) => [`clusters/c${index}.yaml`, entry])),
    ...(one === undefined ? {} : { "tenants/acme.yaml": one }),
  }));

import { edited, type Files, SOUND } from "../written-inventory.ts";
import { bad, type BadInput } from "./bad-input.ts";

const REGION = SOUND["regions/eu.yaml"] ?? "";
const region = (text: string): Files => ({ "regions/eu.yaml": `${REGION}${text}\n` });

const WEST = "account: main\nawsRegion: eu-west-1\njurisdiction: gdpr\nzones: { a: euw1-az1, b: euw1-az2 }\n";

/** A second region, in which copies could be kept. */
const west = (text: string): Files => ({ "regions/west.yaml": `${WEST}${text}` });

/** What follows its account where it is in the AWS region of the first. */
const ELSEWHERE = "eu-central-1\njurisdiction: gdpr\nzones: { a: euc1-az2, b: euc1-az3 }\n";

/** Copies that go to it, where it is not what they need. */
const replica = (from: string | RegExp, to: string): Files => ({
  ...region("buckets: { backups: { replica: west } }"),
  "regions/west.yaml": WEST.replace(from, to),
});

/** Zones, buckets, quotas and places of a region. */
export const REGION_INPUTS: readonly BadInput[] = [
  bad(
    "a zone that is neither public nor private",
    region("dns: { pubic: true }"),
    'regions/eu.yaml:5:8 dns.pubic: expected one of the keys public, private, got "pubic"; did you mean public',
  ),
  bad(
    "a zone by a word for true",
    region("dns: { public: yes }"),
    'regions/eu.yaml:5:16 dns.public: expected true or false, got "yes"',
  ),
  bad("zones of no kind", region("dns: true"), "regions/eu.yaml:5:6 dns: expected a map, got true"),
  bad(
    "a bucket of another purpose",
    region("buckets: { dumps: {} }"),
    'regions/eu.yaml:5:12 buckets.dumps: expected one of the keys backups, logs, got "dumps"',
  ),
  bad(
    "a lock of no time",
    region("buckets: { backups: { lockDays: 0 } }"),
    "regions/eu.yaml:5:33 buckets.backups.lockDays: expected a whole number in 1..3650, got 0",
  ),
  bad(
    "a lock for longer than ten years",
    region("buckets: { backups: { lockDays: 36500 } }"),
    "regions/eu.yaml:5:33 buckets.backups.lockDays: expected a whole number in 1..3650, got 36500",
  ),
  bad(
    "a lock of an unknown kind",
    region("buckets: { backups: { lockMode: strict } }"),
    'regions/eu.yaml:5:33 buckets.backups.lockMode: expected one of governance, compliance, got "strict"',
  ),
  bad(
    "a lock on logs",
    region("buckets: { logs: { lockDays: 7 } }"),
    'regions/eu.yaml:5:20 buckets.logs.lockDays: expected one of the keys infrequentAfterDays, archiveAfterDays, keepDays, got "lockDays"',
  ),
  bad(
    "objects that move before S3 lets them",
    region("buckets: { logs: { infrequentAfterDays: 7 } }"),
    "regions/eu.yaml:5:41 buckets.logs.infrequentAfterDays: expected a whole number in 30..3650, got 7",
  ),
  bad(
    "an archive too soon after infrequent access",
    region("buckets: { logs: { infrequentAfterDays: 80 } }"),
    "regions/eu.yaml:5:12 buckets.logs.archiveAfterDays: expected at least 110, 30 days after infrequentAfterDays, got 90",
  ),
  bad(
    "objects that go before they are archived",
    region("buckets: { logs: { archiveAfterDays: 90, keepDays: 90 } }"),
    "regions/eu.yaml:5:52 buckets.logs.keepDays: expected more than archiveAfterDays, 90, got 90",
  ),
  bad(
    "a copy in no region",
    region("buckets: { backups: { replica: wst } }"),
    'regions/eu.yaml:5:32 buckets.backups.replica: expected a region, got "wst"',
  ),
  bad(
    "a copy beside the original",
    region("buckets: { backups: { replica: eu } }"),
    "regions/eu.yaml:5:32 buckets.backups.replica: expected a region elsewhere than eu-central-1, got eu",
  ),
  bad(
    "a copy in the same AWS region",
    replica(/eu-west-1[^]*/, ELSEWHERE),
    "regions/eu.yaml:5:32 buckets.backups.replica: expected a region elsewhere than eu-central-1, got west",
  ),
  bad(
    "a copy in another jurisdiction",
    replica("jurisdiction: gdpr", "jurisdiction: uk"),
    "regions/eu.yaml:5:32 buckets.backups.replica: expected a region of jurisdiction gdpr, got west, which has uk",
  ),
  bad(
    "a copy in another account",
    {
      ...replica("account: main", "account: other"),
      ...edited("fleet.yaml", "addresses:", '  other: { id: "444455556666", role: r }\naddresses:'),
    },
    "regions/eu.yaml:5:32 buckets.backups.replica: expected a region of account main, got west, which has other",
  ),
  bad(
    "an alarm that goes off when all is used",
    region("quotaAlarms: { percent: 100 }"),
    "regions/eu.yaml:5:25 quotaAlarms.percent: expected a whole number in 10..99, got 100",
  ),
  bad(
    "an alarm by a word",
    region("quotaAlarms: true"),
    "regions/eu.yaml:5:14 quotaAlarms: expected a map, got true",
  ),
  bad(
    "a quota in halves",
    region("vcpuQuotas: { onDemand: { standard: 2.5 } }"),
    'regions/eu.yaml:5:37 vcpuQuotas.onDemand.standard: expected a plain whole number, got 2.5; if it is text, quote it: "2.5"',
  ),
  bad(
    "a quota of families that nobody counts together",
    region("vcpuQuotas: { onDemand: { m: 100 } }"),
    'regions/eu.yaml:5:27 vcpuQuotas.onDemand.m: expected one of the keys standard, g, p, x, got "m"',
  ),
  bad(
    "tags for bills by a word",
    region("costAllocationTags: all"),
    'regions/eu.yaml:5:21 costAllocationTags: expected true or false, got "all"',
  ),
  bad(
    "tags for bills in two regions",
    { ...region("costAllocationTags: true"), ...west("costAllocationTags: true\n") },
    "regions/west.yaml:5:21 costAllocationTags: expected true in one region only: eu has it already, got true",
  ),
  bad(
    "a gateway in no mode",
    region("transitGateway: { asn: 64512 }"),
    "regions/eu.yaml:5:1 transitGateway.mode: expected one of own, shared, got nothing",
  ),
  bad(
    "a gateway of its own that is another's",
    region("transitGateway: { mode: own, asn: 64512, region: west }"),
    'regions/eu.yaml:5:42 transitGateway.region: expected one of the keys mode, asn, joins, foreign, got "region"',
  ),
  bad(
    "a gateway without a number",
    region("transitGateway: { mode: own }"),
    "regions/eu.yaml:5:1 transitGateway.asn: expected a private AS number, 64512..65534 or 4200000000..4294967294, got nothing",
  ),
  bad(
    "two gateways of one number",
    {
      ...region("transitGateway: { mode: own, asn: 64512 }"),
      ...west("transitGateway: { mode: own, asn: 64512 }\n"),
    },
    "regions/west.yaml:5:35 transitGateway.asn: expected a number other than that of eu, got 64512",
  ),
  bad(
    "the attachment of something else",
    region(
      "transitGateway: { mode: own, asn: 64512, foreign: { office: { attachmentId: tgw-0a1b2c3d, cidrs: [192.168.0.0/24], environments: [production] } } }",
    ),
    'regions/eu.yaml:5:77 transitGateway.foreign.office.attachmentId: expected the id of an attachment such as tgw-attach-0a1b2c3d4e5f60718, got "tgw-0a1b2c3d"',
  ),
  bad(
    "an environment joined to itself",
    region("transitGateway: { mode: own, asn: 64512, joins: [{ between: [edge, edge], why: x }] }"),
    'regions/eu.yaml:5:68 transitGateway.joins[0].between[1]: expected each entry once, got "edge"; remove one of them',
  ),
  bad(
    "a registry that ECR cannot pull through",
    region("imageCaches: { registries: { quay.io: {} } }"),
    'regions/eu.yaml:5:30 imageCaches.registries.quay.io: expected one of the keys docker-hub, ecr-public, github, gitlab, kubernetes, quay, got "quay.io"',
  ),
  bad(
    "copies of images that go the next day",
    region("imageCaches: { registries: { quay: {} }, keepDays: 1 }"),
    "regions/eu.yaml:5:52 imageCaches.keepDays: expected a whole number in 7..3650, got 1",
  ),
  bad(
    "a budget in words",
    region("budget: { monthlyUsd: 9k }"),
    'regions/eu.yaml:5:23 budget.monthlyUsd: expected a whole number in 1..100000000, got "9k"',
  ),
  bad(
    "a zone above by its name",
    { "fleet.yaml": `${SOUND["fleet.yaml"] ?? ""}hostedZone: { id: lagoon.cloud, account: main }\n` },
    'fleet.yaml:17:19 hostedZone.id: expected the id of a hosted zone such as Z0123456789ABCDEFGHIJ, not its name, got "lagoon.cloud"',
  ),
  bad(
    "a zone above in no account",
    { "fleet.yaml": `${SOUND["fleet.yaml"] ?? ""}hostedZone: { id: Z0123, account: mian }\n` },
    'fleet.yaml:17:35 hostedZone.account: expected an account of fleet.yaml (main), got "mian"; did you mean main',
  ),
  bad(
    "certificates that no zone can prove",
    edited("fleet.yaml", "alertRoutes:", "certificates: { email: a@lagoon.cloud }\nalertRoutes:"),
    "fleet.yaml:12:1 certificates: expected a zone in which certificates of dev are proven, got a map; set dns.public in regions/eu.yaml, or hostedZoneId here",
    "fleet.yaml:12:1 certificates: expected a zone in which certificates of old are proven, got a map; set dns.public in regions/eu.yaml, or hostedZoneId here",
  ),
];

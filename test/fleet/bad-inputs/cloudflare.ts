import { type Files, SOUND } from "../written-inventory.ts";
import { bad, type BadInput } from "./bad-input.ts";

const fleet = (lines: string): Files => ({ "fleet.yaml": `${SOUND["fleet.yaml"] ?? ""}${lines}\n` });
const ID = "0123456789abcdef0123456789abcdef";
const ZONE_ID = "expected the id of a zone of Cloudflare: 32 hexadecimal digits in small letters, quoted";
const SECRET = "expected the name of a Secret: lower-case letters, digits, hyphens and dots";

const dns = (words: string): Files => ({
  "clusters/dev.yaml": `${SOUND["clusters/dev.yaml"] ?? ""}addOns: { external-dns: { ${words} } }\n`,
});

/** A fleet whose zone is at Cloudflare that nothing is wrong with. */
export const SOUND_CLOUDFLARE: Files = fleet(
  `cloudflare: { zoneId: "${ID}", tokenSecret: dns.token-1 }\ncertificates: { email: platform@lagoon.cloud }`,
);

/** Where names are written. */
export const NAME_ZONE_INPUTS: readonly BadInput[] = [
  bad(
    "a zone of Cloudflare by its name",
    fleet("cloudflare: { zoneId: lagoon.cloud }"),
    `fleet.yaml:17:23 cloudflare.zoneId: ${ZONE_ID}, got "lagoon.cloud"`,
  ),
  bad(
    "a zone of Cloudflare that YAML reads as a number",
    fleet("cloudflare: { zoneId: 01234567890123456789012345678901 }"),
    'fleet.yaml:17:23 cloudflare.zoneId: expected a plain whole number, got 01234567890123456789012345678901; if it is text, quote it: "01234567890123456789012345678901"',
  ),
  bad(
    "a zone of Cloudflare in capital letters",
    fleet(`cloudflare: { zoneId: "${ID.toUpperCase()}" }`),
    `fleet.yaml:17:23 cloudflare.zoneId: ${ZONE_ID}, got "${ID.toUpperCase()}"`,
  ),
  bad(
    "a token of Cloudflare itself instead of its Secret",
    fleet(`cloudflare: { zoneId: "${ID}", tokenSecret: v1_Token }`),
    `fleet.yaml:17:72 cloudflare.tokenSecret: ${SECRET}, got "v1_Token"`,
  ),
  bad(
    "Cloudflare with a key of Route 53",
    fleet(`cloudflare: { zoneId: "${ID}", account: main }`),
    'fleet.yaml:17:59 cloudflare.account: expected one of the keys zoneId, tokenSecret, got "account"',
  ),
  bad(
    "a zone of Route 53 beside Cloudflare",
    fleet(`cloudflare: { zoneId: "${ID}" }\nhostedZone: { id: Z0123456789ABCDEFGHIJ, account: main }`),
    "fleet.yaml:18:1 hostedZone: expected no zone of Route 53 beside cloudflare, for one of them answers for dnsZone, got a map; keep the one that the registrar's name servers lead to",
  ),
  bad(
    "names proven in Route 53 beside Cloudflare",
    fleet(
      `cloudflare: { zoneId: "${ID}" }\ncertificates: { email: platform@lagoon.cloud, hostedZoneId: Z0123456789ABCDEFGHIJ }`,
    ),
    'fleet.yaml:18:47 certificates.hostedZoneId: expected no zone of Route 53 beside cloudflare, where names are proven then, got "Z0123456789ABCDEFGHIJ"; leave it out; names below a region\'s public zone are proven in that one',
  ),
  bad(
    "a role for proofs by its ARN",
    fleet(
      'hostedZone: { id: Z0123456789ABCDEFGHIJ, account: main, proofRole: "arn:aws:iam::111122223333:role/a" }',
    ),
    'fleet.yaml:17:68 hostedZone.proofRole: expected the name of a role, not its ARN, got "arn:aws:iam::111122223333:role/a"',
  ),
  bad(
    "a policy of names that deletes nothing and changes nothing",
    dns("policy: create-only"),
    'clusters/dev.yaml:7:35 addOns.external-dns.policy: expected one of upsert-only, sync, got "create-only"',
  ),
  bad(
    "a look at the zone at every moment",
    dns("intervalMinutes: 0"),
    "clusters/dev.yaml:7:44 addOns.external-dns.intervalMinutes: expected a whole number in 1..60, got 0",
  ),
  bad(
    "a look at the zone every five minutes, as text",
    dns("intervalMinutes: 5m"),
    'clusters/dev.yaml:7:44 addOns.external-dns.intervalMinutes: expected a whole number in 1..60, got "5m"',
  ),
];

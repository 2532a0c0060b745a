import type { Finding } from "../check.ts";
import type { Inventory } from "../inventory.ts";
import { clusterDnsZone, tenantDnsName } from "../names.ts";
import { FOLDERS } from "../read/folder.ts";
import { REFUSED_KEYS } from "../read/tree.ts";
import type { FleetSettings } from "../schema/fleet.ts";
import { MAX_ID_LENGTH } from "../schema/scalars.ts";
import type { KnownIds } from "./known-ids.ts";

/** Names that mean something else in a cluster, in DNS or to a tool; a tenant or environment may not take them. */
const RESERVED: ReadonlySet<string> = new Set([
  ...[
    "default",
    "argocd",
    "traefik",
    "velero",
    "cnpg-system",
    "cert-manager",
    "external-secrets",
    "keda",
    "monitoring",
  ],
  // A namespace xn--live would be read as a host name in Punycode.
  "xn",
  ...["system", "admin", "root", "www", "api", "mail", "internal", "infra", "apps"],
]);
const RESERVED_PREFIXES = ["kube-", "istio-", "platform", "atoll-"];

const DNS_LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
/** Longest host name. @see https://www.rfc-editor.org/rfc/rfc1035 */
const MAX_HOST = 253;
/** Room that a derived zone leaves for one more name inside it: a label and its dot. */
const MAX_LABEL = 64;

/** Words that readers of older YAML take for true, false or nothing. */
const YAML_WORDS: ReadonlySet<string> = new Set([
  "y",
  "n",
  "yes",
  "no",
  "on",
  "off",
  "true",
  "false",
  "null",
]);

/** Ids and names that collide with each other, with the platform, or with DNS. */
export function nameFindings(inventory: Inventory, ids: KnownIds): readonly Finding[] {
  return [
    ...zoneNameFindings(inventory.settings),
    ...FOLDERS.flatMap((kind) => [...ids[kind]].flatMap((id) => wordFindings(`${kind}/${id}.yaml`, [], id))),
    ...[...ids.tenants].flatMap((id) => reservedFindings(`tenants/${id}.yaml`, [], id)),
    ...[...ids.tenants].flatMap(servedFindings),
    ...environmentFindings(inventory),
    ...prefixFindings(ids.tenants),
    ...stackNameFindings(ids),
  ];
}

function zoneNameFindings(settings: FleetSettings): readonly Finding[] {
  const zone = settings.dnsZone;
  const finding = { file: "fleet.yaml", at: ["dnsZone"] };
  if (!isZone(zone)) {
    const plain = zone.replace(/\.$/, "").toLowerCase();
    const hint = plain !== zone && isZone(plain) ? `write ${plain}` : undefined;
    return [
      {
        ...finding,
        expected: "a DNS zone such as lagoon.cloud, in lower case",
        ...(hint === undefined ? {} : { hint }),
      },
    ];
  }
  const id = "x".repeat(MAX_ID_LENGTH);
  const derived = [clusterDnsZone(settings, id, id), tenantDnsName(settings, id, id)];
  const longest = MAX_HOST - MAX_LABEL - Math.max(...derived.map((name) => name.length - zone.length));
  return zone.length > longest ? [{ ...finding, expected: `a zone of at most ${longest} characters` }] : [];
}

function isZone(text: string): boolean {
  const labels = text.split(".");
  return labels.length > 1 && labels.every((label) => DNS_LABEL.test(label)) && !/^[\d.]+$/.test(text);
}

function reservedFindings(file: string, at: readonly string[], name: string): readonly Finding[] {
  if (!RESERVED.has(name) && !RESERVED_PREFIXES.some((prefix) => name.startsWith(prefix))) return [];
  return [
    { file, at, expected: "a name that neither Kubernetes nor the platform uses", got: JSON.stringify(name) },
  ];
}

/** In the names that Traefik gives to Services this word stands before the tenant: with a second one, its requests would count as another's. */
const SERVED_WORD = "svc";

function servedFindings(id: string): readonly Finding[] {
  if (!id.split("-").includes(SERVED_WORD)) return [];
  const expected = `an id without the word ${SERVED_WORD}, after which metrics of the gateway name a tenant`;
  return [{ file: `tenants/${id}.yaml`, at: [], expected, got: JSON.stringify(id) }];
}

function environmentFindings(inventory: Inventory): readonly Finding[] {
  return [...inventory.tenants.values()].flatMap(({ id, environments }) => {
    const file = `tenants/${id}.yaml`;
    const names = Object.keys(environments);
    const empty = { file, at: ["environments"], expected: "at least one environment", got: "none" };
    if (names.length === 0) return [empty];
    return names.flatMap((name) => [
      ...reservedFindings(file, ["environments", name], name),
      ...wordFindings(file, ["environments", name], name),
    ]);
  });
}

function wordFindings(file: string, at: readonly string[], name: string): readonly Finding[] {
  if (REFUSED_KEYS.has(name)) return [{ file, at, expected: "another name", got: JSON.stringify(name) }];
  if (!YAML_WORDS.has(name)) return [];
  return [{ file, at, expected: "a name that every YAML reader takes for text", got: JSON.stringify(name) }];
}

/** `acme` and `acme-eu`: whatever selects `acme-*` would also select the other tenant. */
function prefixFindings(tenants: ReadonlySet<string>): readonly Finding[] {
  const findings: Finding[] = [];
  for (const id of tenants) {
    for (let dash = id.indexOf("-"); dash > 0; dash = id.indexOf("-", dash + 1)) {
      const shorter = id.slice(0, dash);
      if (!tenants.has(shorter)) continue;
      const expected = `an id that does not continue tenant ${shorter}`;
      const hint = `a pattern ${shorter}-* would match both; write ${id.replaceAll("-", "")}`;
      findings.push({ file: `tenants/${id}.yaml`, at: [], expected, got: JSON.stringify(id), hint });
    }
  }
  return findings;
}

/** A stack is named by its cluster, region or link, so the three share their names. */
function stackNameFindings(ids: KnownIds): readonly Finding[] {
  const taken = (folder: string, own: ReadonlySet<string>, others: ReadonlySet<string>, whose: string) =>
    [...own]
      .filter((id) => others.has(id))
      .map((id) => ({
        file: `${folder}/${id}.yaml`,
        at: [],
        expected: `an id that no ${whose} has, for both name a stack`,
        got: JSON.stringify(id),
      }));
  return [
    ...taken("clusters", ids.clusters, ids.regions, "region"),
    ...taken("links", ids.links, ids.regions, "region"),
    ...taken("links", ids.links, ids.clusters, "cluster"),
  ];
}

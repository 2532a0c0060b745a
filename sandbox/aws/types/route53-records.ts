import { isIPv4, isIPv6 } from "node:net";
import type { Thing } from "../cloud.ts";
import { AwsError } from "../error.ts";
import { Inputs, neighbours, text, type Call, type Kind, type Refusals } from "../kind.ts";
import { QUOTAS, withinQuota } from "../quotas.ts";
import * as tokens from "../tokens.ts";
import { choiceRefusal } from "./eks.ts";
import { dnsName, noZone } from "./route53-zone.ts";

const TYPES = [
  ...["SOA", "A", "TXT", "NS", "CNAME", "MX", "NAPTR", "PTR", "SRV", "SPF", "AAAA", "CAA", "DS", "HTTPS"],
  ...["SSHFP", "SVCB", "TLSA"],
];

/** How several records of a name and type share the answers. Each needs an identifier beside it. */
const ROUTING = {
  weightedRoutingPolicies: "Weight",
  latencyRoutingPolicies: "Region",
  failoverRoutingPolicies: "Failover",
  geolocationRoutingPolicies: "GeoLocation",
  geoproximityRoutingPolicy: "GeoProximityLocation",
  cidrRoutingPolicy: "CidrRoutingConfig",
  multivalueAnswerRoutingPolicy: "MultiValueAnswer",
} as const;

const WEIGHTS = [0, 255] as const;

const batch = (message: string) => new AwsError("InvalidChangeBatch", `[${message}]`);

/** A name is inside its zone, whether it says so or not. */
function fullName(name: string, zoneName: string): string {
  const own = dnsName(name);
  if (own === "" || own === zoneName) return zoneName;
  return own.endsWith(`.${zoneName}`) ? own : `${own}.${zoneName}`;
}

function zoneOf(call: Call): Thing {
  const id = call.inputs.text("zoneId");
  const [found] = neighbours(call, tokens.ZONE, { zoneId: id });
  if (found !== undefined) return found;
  throw noZone(id);
}

/** What a record is called in the errors: its name has its last dot there. */
function described(fqdn: string, type: string, setIdentifier: string): string {
  const set = setIdentifier === "" ? "" : `, set-identifier='${setIdentifier}'`;
  return `[name='${fqdn}.', type='${type}'${set}]`;
}

/** At its top, each zone has name servers and a start of authority that nobody made. */
function isOwn(zone: Thing, fqdn: string, type: string): boolean {
  return fqdn === text(zone, "name") && (type === "NS" || type === "SOA");
}

function checkAlone(call: Call, zone: Thing, fqdn: string, others: readonly Thing[]): void {
  const type = call.inputs.text("type");
  const zoneName = `${text(zone, "name")}.`;
  if (type === "CNAME" && `${fqdn}.` === zoneName) {
    throw batch(`RRSet of type CNAME with DNS name ${fqdn}. is not permitted at apex in zone ${zoneName}`);
  }
  const other = others.find((one) => one.state["type"] !== type);
  if (other === undefined) return;
  if (type === "CNAME") {
    throw batch(
      `RRSet of type CNAME with DNS name ${fqdn}. is not permitted as it conflicts with other records ` +
        `with the same DNS name in zone ${zoneName}`,
    );
  }
  if (other.state["type"] !== "CNAME") return;
  throw batch(
    `RRSet of type ${type} with DNS name ${fqdn}. is not permitted because a conflicting RRSet of type CNAME ` +
      `with the same DNS name already exists in zone ${zoneName}`,
  );
}

/** Records of a name and type share the answers by one rule, or there is one alone. */
function checkRouting(call: Call, fqdn: string, others: readonly Thing[]): void {
  const [type, identifier] = [call.inputs.text("type"), call.inputs.text("setIdentifier")];
  const same = others.filter(({ state }) => state["type"] === type);
  const mixed = same.find((one) => (text(one, "setIdentifier") === "") !== (identifier === ""));
  if (mixed === undefined) return;
  const why = identifier === "" ? "other RRSets exist" : "a non-weighted set exists";
  throw batch(
    `RRSet with DNS name ${fqdn}., type ${type}, SetIdentifier ${identifier === "" ? "null" : identifier} ` +
      `cannot be created as ${why} with the same name and type.`,
  );
}

function checkValues(call: Call): void {
  const type = call.inputs.text("type");
  const [what, isRight] =
    type === "A" ? (["IPv4", isIPv4] as const) : type === "AAAA" ? (["IPv6", isIPv6] as const) : [];
  const wrong = isRight && call.inputs.texts("records").find((value) => !isRight(value));
  if (wrong === undefined) return;
  throw batch(
    `Invalid Resource Record: 'FATAL problem: ARRDATAIllegal${what ?? ""}Address ` +
      `(Value is not a valid ${what ?? ""} address) encountered with '${wrong}''`,
  );
}

/** Names of endpoints, which AWS looks up in zones of its own. */
const ENDPOINT_NAMES = ".vpce.amazonaws.com";

function checkEndpointAlias(call: Call, zoneId: string, target: string): void {
  const named = call.cloud
    .list({ type: tokens.VPC_ENDPOINT })
    .flatMap(({ state }) => new Inputs(state).objects("dnsEntries"))
    .filter((entry) => entry.text("dnsName") === target);
  if (named.some((entry) => entry.text("hostedZoneId") === zoneId)) return;
  const why =
    named.length === 0
      ? "that target was not found"
      : "the alias target name does not lie within the target zone";
  throw batch(
    `Tried to create an alias that targets ${target}., type ${call.inputs.text("type")} in zone ${zoneId}, but ${why}`,
  );
}

/** What an alias of a zone that is simulated leads to must be there. */
function checkAlias(call: Call): void {
  for (const alias of call.inputs.objects("aliases")) {
    const [zoneId, target] = [alias.text("zoneId"), dnsName(alias.text("name"))];
    const type = call.inputs.text("type");
    if (target.endsWith(ENDPOINT_NAMES)) checkEndpointAlias(call, zoneId, target);
    if (neighbours(call, tokens.ZONE, { zoneId }).length === 0) continue;
    if (neighbours(call, tokens.RECORD, { zoneId, fqdn: target, type }).length > 0) continue;
    throw batch(
      `Tried to create an alias that targets ${target}., type ${type} in zone ${zoneId}, but that target was not found`,
    );
  }
}

function checkRecord(call: Call, zone: Thing, fqdn: string, self?: string): readonly Thing[] {
  const all = neighbours(call, tokens.RECORD, { zoneId: zone.id, fqdn }).filter(({ id }) => id !== self);
  const identifier = call.inputs.text("setIdentifier");
  if (identifier !== "" && !Object.keys(ROUTING).some((name) => isGiven(call.inputs, name))) {
    const known = Object.values(ROUTING).join(", ");
    const change = `Action=CREATE, Name=${fqdn}., Type=${call.inputs.text("type")}, SetIdentifier=${identifier}`;
    throw new AwsError(
      "InvalidInput",
      `Invalid request: Expected exactly one of [${known}], but found none in Change with [${change}]`,
    );
  }
  checkAlone(call, zone, fqdn, all);
  checkRouting(call, fqdn, all);
  checkValues(call);
  checkAlias(call);
  return all;
}

/** An empty list is no policy. */
function isGiven(inputs: Inputs, name: string): boolean {
  const value = inputs.all[name];
  return inputs.has(name) && value !== false && JSON.stringify(value) !== "[]";
}

function together(inputs: Inputs, name: string, partner: string): Refusals {
  if (!isGiven(inputs, name) || isGiven(inputs, partner)) return [];
  return [[name, `"${name}": all of \`${[name, partner].sort().join(",")}\` must be specified`]];
}

function refusals(inputs: Inputs): Refusals {
  const hasOne = isGiven(inputs, "aliases") !== isGiven(inputs, "records");
  const weights = inputs.objects("weightedRoutingPolicies").map((policy) => policy.number("weight"));
  const wrong = weights.find((weight) => weight < WEIGHTS[0] || weight > WEIGHTS[1]);
  return [
    ...choiceRefusal(inputs, "type", TYPES),
    ...(hasOne ? [] : [["", "exactly one of `aliases,records` must be specified"] as const]),
    ...together(inputs, "records", "ttl"),
    ...Object.keys(ROUTING).flatMap((name) => together(inputs, name, "setIdentifier")),
    ...(wrong === undefined
      ? []
      : [["weightedRoutingPolicies", `expected a weight in 0..255, got ${wrong}`] as const]),
    ...(inputs.has("healthCheckId") ? [["healthCheckId", "health checks are not simulated"] as const] : []),
  ];
}

export const record: Kind = {
  label: "Route53 Record",
  service: "Route 53",
  calls: {
    create: "ChangeResourceRecordSets",
    update: "ChangeResourceRecordSets",
    delete: "ChangeResourceRecordSets",
  },
  global: true,
  quota: QUOTAS.recordsPerZone,
  spellings: { name: dnsName },
  refusals,
  create: (call) => {
    const zone = zoneOf(call);
    const [name, type] = [dnsName(call.inputs.text("name")), call.inputs.text("type")];
    const identifier = call.inputs.text("setIdentifier");
    const fqdn = fullName(name, text(zone, "name"));
    const others = checkRecord(call, zone, fqdn);
    const same = others.find(
      (one) => one.state["type"] === type && text(one, "setIdentifier") === identifier,
    );
    if (!call.inputs.flag("allowOverwrite") && (same !== undefined || isOwn(zone, fqdn, type))) {
      throw batch(
        `Tried to create resource record set ${described(fqdn, type, identifier)} but it already exists`,
      );
    }
    const inZone = neighbours(call, tokens.RECORD, { zoneId: zone.id }).length;
    withinQuota(call.cloud, QUOTAS.recordsPerZone, inZone);
    const id = [zone.id, name, type, ...(identifier === "" ? [] : [identifier])].join("_");
    return { id, computed: { name, fqdn } };
  },
  update: (call, before) => {
    const zone = zoneOf(call);
    const fqdn = text(before, "fqdn");
    checkRecord(call, zone, fqdn, before.id);
    return { name: text(before, "name") };
  },
  importQuery: (id) => {
    const [zoneId = "", fqdn = "", type = "", ...set] = recordParts(id);
    return { state: { zoneId, fqdn: dnsName(fqdn), type, setIdentifier: set.join("_") } };
  },
  importFault: (id) =>
    recordParts(id).length >= 3
      ? undefined
      : `unexpected format of ID (${id}), expected ZONEID_RECORDNAME_TYPE_SET-IDENTIFIER`,
};

/** A name may have underscores, a type has none: the first part that is a type ends the name. */
function recordParts(id: string): readonly string[] {
  const [zoneId = "", ...rest] = id.split("_");
  const place = rest.findIndex((part, index) => index > 0 && TYPES.includes(part));
  if (place < 0) return [];
  return [zoneId, rest.slice(0, place).join("_"), ...rest.slice(place)];
}

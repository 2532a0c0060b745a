import { createHash } from "node:crypto";
import { isObject, type Value } from "../../provider/properties.ts";
import type { Cloud, Thing } from "../cloud.ts";
import { AwsError } from "../error.ts";
import { Inputs, text, type Call, type Kind } from "../kind.ts";
import { countIn, QUOTAS, withinQuota } from "../quotas.ts";
import * as tokens from "../tokens.ts";
import { endpointsAsking, zonesAsking } from "./private-names.ts";

/** @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html */
const LABEL = /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/;
const NAME_CHARACTERS = 255;

const ID_CHARACTERS = 20;
const TOP_LEVELS = ["com", "net", "org", "co.uk"];

/** A name as Route 53 keeps it: lower case, without the last dot. */
export const dnsName = (name: string) => name.toLowerCase().replace(/\.$/, "");

export const noZone = (id: string) => new AwsError("NoSuchHostedZone", `No hosted zone found with ID: ${id}`);

/** A VPC by the region that is given beside it, or else the provider's. */
export interface VpcPlace {
  readonly vpcId: string;
  readonly vpcRegion: string;
}

export function vpcPlace(call: Call, inputs: Inputs): VpcPlace {
  return {
    vpcId: inputs.text("vpcId"),
    vpcRegion: inputs.optionalText("vpcRegion") ?? call.providerRegion,
  };
}

/** @param account whose VPC it must be; without it anybody's */
export function checkVpc({ cloud }: Call, { vpcId, vpcRegion }: VpcPlace, account?: string): void {
  const found = cloud.find({
    type: tokens.VPC,
    id: vpcId,
    region: vpcRegion,
    ...(account !== undefined && { account }),
  });
  if (found !== undefined) return;
  throw new AwsError(
    "InvalidVPCId",
    `The VPC ${vpcId} in region ${vpcRegion} that you provided is not authorized to make the association.`,
  );
}

function vpcsOf(zone: Thing): readonly Inputs[] {
  return new Inputs(zone.state).objects("vpcs");
}

export function isPrivate(zone: Thing): boolean {
  return vpcsOf(zone).length > 0;
}

function associationsOf(cloud: Cloud, zoneId: string): readonly Thing[] {
  return cloud.list({ type: tokens.ZONE_ASSOCIATION, state: { zoneId } });
}

/**
 * A VPC asks one private zone for a name. An endpoint with private names has a zone of its own for them, which nobody sees.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/37783
 */
export function refuseRival(call: Call, name: string, { vpcId, vpcRegion }: VpcPlace, self?: string): void {
  const hidden = endpointsAsking(call, name, vpcId).map(({ id }) => zoneId(`endpoint/${id}`));
  const zones = zonesAsking(call, name, vpcId).map(({ id }) => id);
  const rival = [...zones, ...hidden].find((id) => id !== self);
  if (rival === undefined) return;
  throw new AwsError(
    "ConflictingDomainExists",
    `The VPC ${vpcId} in region ${vpcRegion} has already been associated with the hosted zone ${rival} ` +
      "with the same domain name.",
  );
}

function checkVpcs(call: Call, name: string, self?: string): void {
  for (const inputs of call.inputs.objects("vpcs")) {
    const place = vpcPlace(call, inputs);
    checkVpc(call, place, call.account);
    refuseRival(call, name, place, self);
  }
}

function checkName(name: string): void {
  const labels = name.split(".");
  if (name.length <= NAME_CHARACTERS && labels.length > 1 && labels.every((label) => LABEL.test(label)))
    return;
  throw new AwsError("InvalidDomainName", `${name}. is not a valid domain name`);
}

function serversOf(id: string): readonly string[] {
  return TOP_LEVELS.map((topLevel, index) => {
    const number = Number.parseInt(
      createHash("sha256").update(`${id}${index}`).digest("hex").slice(0, 4),
      16,
    );
    return `ns-${number % 2048}.awsdns-${String(number % 64).padStart(2, "0")}.${topLevel}`;
  });
}

const zoneId = (of: string): string =>
  `Z${createHash("sha256").update(of).digest("hex").slice(0, ID_CHARACTERS).toUpperCase()}`;

/** All VPCs of a zone, those of associations behind its own: a refresh takes them all for the zone's input. */
function allVpcs(cloud: Cloud, zone: Thing): Value {
  const others = associationsOf(cloud, zone.id).map((one) => ({
    vpcId: text(one, "vpcId"),
    vpcRegion: text(one, "vpcRegion"),
  }));
  const own = zone.state["vpcs"];
  return [...(Array.isArray(own) ? (own as readonly Value[]) : []), ...others].filter(isObject);
}

export const zone: Kind = {
  label: "Route53 Hosted Zone",
  service: "Route 53",
  calls: { create: "CreateHostedZone", update: "UpdateHostedZoneComment", delete: "DeleteHostedZone" },
  global: true,
  defaults: { comment: "Managed by Pulumi" },
  autonamed: "",
  spellings: { name: dnsName },
  quota: QUOTAS.zones,
  seen: { vpcs: allVpcs },
  create: (call) => {
    const name = dnsName(call.inputs.text("name"));
    checkName(name);
    checkVpcs(call, name);
    withinQuota(call.cloud, QUOTAS.zones, countIn(call.cloud, call, tokens.ZONE));
    const id = zoneId(`zone/${call.cloud.next("zone")}`);
    const nameServers = serversOf(id);
    const arn = `arn:aws:route53:::hostedzone/${id}`;
    return {
      id,
      computed: { arn, name, zoneId: id, nameServers, primaryNameServer: nameServers[0] ?? "" },
    };
  },
  update: (call, before) => {
    const name = text(before, "name");
    checkVpcs(call, name, before.id);
    if (isPrivate(before) && call.inputs.objects("vpcs").length === 0) {
      throw new AwsError(
        "LastVPCAssociation",
        `The VPC that is being disassociated is the last one of the hosted zone ${before.id}.`,
      );
    }
    return { name };
  },
  delete: (call, { id: zoneId }) => {
    const records = { type: tokens.RECORD, account: call.account, state: { zoneId } };
    if (call.cloud.count(records) > 0 && !call.inputs.flag("forceDestroy")) {
      throw new AwsError(
        "HostedZoneNotEmpty",
        "The specified hosted zone contains non-required resource record sets and so cannot be deleted.",
      );
    }
    for (const type of [tokens.RECORD, tokens.ZONE_ASSOCIATION, tokens.ZONE_AUTHORIZATION]) {
      call.cloud.delete({ type, state: { zoneId } });
    }
  },
};

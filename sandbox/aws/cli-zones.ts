import { type Command, type Invocation, serviceError } from "./cli-call.ts";
import { option, values } from "./cli-inside.ts";
import type { Thing } from "./cloud.ts";
import { Inputs, text } from "./kind.ts";
import * as tokens from "./tokens.ts";

/** A name in an answer: Route 53 escapes all but these characters. @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html */
function listedName(name: string): string {
  const escaped = name.replace(
    /[^a-z0-9._-]/g,
    (character) => `\\${character.charCodeAt(0).toString(8).padStart(3, "0")}`,
  );
  return `${escaped}.`;
}

/** A name in a request, whose characters may be escaped or not. */
function askedName(name: string): string {
  return name
    .replace(/\\([0-7]{3})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 8)))
    .replace(/\.$/, "");
}

/** A zone of the caller's account. */
function zoneOf(invocation: Invocation, name: string, operation: string): Thing {
  const id = option(invocation, name);
  const [found] = values(invocation, tokens.ZONE, { zoneId: id });
  if (found !== undefined) return found;
  throw serviceError("NoSuchHostedZone", operation, `No hosted zone found with ID: ${id}`);
}

function hostedZone(invocation: Invocation): unknown {
  const zone = zoneOf(invocation, "id", "GetHostedZone");
  return { HostedZone: { Id: `/hostedzone/${zone.id}`, Name: listedName(text(zone, "name")) } };
}

function records(invocation: Invocation): unknown {
  const zone = zoneOf(invocation, "hosted-zone-id", "ListResourceRecordSets");
  const sets = values(invocation, tokens.RECORD, { zoneId: zone.id }).map((one) => ({
    Name: listedName(text(one, "fqdn")),
    Type: text(one, "type"),
    ...(text(one, "setIdentifier") !== "" && { SetIdentifier: text(one, "setIdentifier") }),
    ResourceRecords: new Inputs(one.state).texts("records").map((Value) => ({ Value })),
  }));
  return { ResourceRecordSets: sets };
}

interface Batch {
  readonly Changes: readonly {
    readonly Action: string;
    readonly ResourceRecordSet: {
      readonly Name: string;
      readonly Type: string;
      readonly SetIdentifier?: string;
      readonly ResourceRecords?: readonly { readonly Value: string }[];
    };
  }[];
}

/** Deletes records that are named as they are; this command makes none. */
function changedRecords(invocation: Invocation): unknown {
  const zone = zoneOf(invocation, "hosted-zone-id", "ChangeResourceRecordSets");
  const { Changes } = JSON.parse(option(invocation, "change-batch")) as Batch;
  for (const { Action, ResourceRecordSet: asked } of Changes) {
    const { Name, Type: type, SetIdentifier = "", ResourceRecords = [] } = asked;
    const fqdn = askedName(Name);
    const same = values(invocation, tokens.RECORD, { zoneId: zone.id, fqdn, type }).find(
      (one) =>
        text(one, "setIdentifier") === SetIdentifier &&
        new Inputs(one.state).texts("records").join() === ResourceRecords.map(({ Value }) => Value).join(),
    );
    if (Action !== "DELETE" || same === undefined)
      throw serviceError(
        "InvalidChangeBatch",
        "ChangeResourceRecordSets",
        `[Tried to delete resource record set [name='${Name}', type='${type}'] but it was not found]`,
      );
    invocation.cloud.delete({ type: tokens.RECORD, id: same.id });
  }
  return { ChangeInfo: { Status: "INSYNC" } };
}

function authorizations(invocation: Invocation): unknown {
  const zone = zoneOf(invocation, "hosted-zone-id", "ListVPCAssociationAuthorizations");
  const VPCs = values(invocation, tokens.ZONE_AUTHORIZATION, { zoneId: zone.id }).map((one) => ({
    VPCId: text(one, "vpcId"),
    VPCRegion: text(one, "vpcRegion"),
  }));
  return { HostedZoneId: zone.id, VPCs };
}

/** Zones that a VPC asks: those that name it themselves, and those of associations. */
function zonesOfVpc({ cloud, options }: Invocation): unknown {
  const [vpcId = ""] = options["vpc-id"] ?? [];
  const associated = cloud
    .list({ type: tokens.ZONE_ASSOCIATION, state: { vpcId } })
    .map((one) => text(one, "zoneId"));
  const found = cloud
    .list({ type: tokens.ZONE })
    .filter(
      ({ id, state }) =>
        associated.includes(id) ||
        new Inputs(state).objects("vpcs").some((vpc) => vpc.text("vpcId") === vpcId),
    );
  return {
    HostedZoneSummaries: found.map((zone) => ({
      HostedZoneId: zone.id,
      Name: listedName(text(zone, "name")),
      Owner: { OwningAccount: zone.account },
    })),
  };
}

/** Calls of Route 53. */
export const ZONE_CALLS: Readonly<Record<string, Command>> = {
  "route53 change-resource-record-sets": {
    options: ["hosted-zone-id", "change-batch"],
    run: changedRecords,
  },
  "route53 get-hosted-zone": { options: ["id"], run: hostedZone },
  "route53 list-hosted-zones-by-vpc": { options: ["vpc-id", "vpc-region"], run: zonesOfVpc },
  "route53 list-resource-record-sets": { options: ["hosted-zone-id"], run: records },
  "route53 list-vpc-association-authorizations": { options: ["hosted-zone-id"], run: authorizations },
};

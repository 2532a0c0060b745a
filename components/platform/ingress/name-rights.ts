import type * as pulumi from "@pulumi/pulumi";
import {
  ASSUME_ROLE,
  ROUTE53_GET_CHANGE,
  ROUTE53_LIST_ZONES,
  ROUTE53_RECORD_ACTIONS,
  ROUTE53_RECORD_NAMES_KEY,
  ROUTE53_RECORD_TYPES_KEY,
} from "../../../fleet/charts/platform-vocabulary.ts";
import { ACME_CHALLENGE } from "../../../fleet/teardown-vocabulary.ts";
import type { Permission } from "../../cluster/cluster.ts";
import type { CertificateSettings, NameProof, NameZone } from "./certificates.ts";

type Route53Zone = Extract<NameZone, { provider: "route53" }>;

const [CHANGE_RECORDS = "", ...READ_RECORDS] = ROUTE53_RECORD_ACTIONS;

const zoneArn = (id: string): string => `arn:aws:route53:::hostedzone/${id}`;

function arnOf({ zoneId }: Route53Zone): pulumi.Input<string> {
  return typeof zoneId === "string" ? zoneArn(zoneId) : zoneId.apply(zoneArn);
}

/** Kinds of records with which ExternalDNS says where a name leads, and whose it is. */
const RECORD_TYPES = ["A", "AAAA", "CNAME", "TXT"];

/** Writes names below one domain into one zone: filters of ExternalDNS are no boundary, these rights are. */
export function nameRights(zone: NameZone | undefined, domain: string): readonly Permission[] {
  if (zone?.provider !== "route53") return [];
  return [
    // The action knows no resources: the star is all that AWS takes.
    { sid: "FindZone", actions: [ROUTE53_LIST_ZONES], resources: ["*"] },
    writing("WriteNames", zone, RECORD_TYPES, [`*.${domain}`]),
    { sid: "ReadRecords", actions: READ_RECORDS, resources: [arnOf(zone)] },
  ];
}

/**
 * Writes the TXT records that prove names, no other records and no other names, and asks whether they have arrived; in a
 * zone of another account by the role that is named for it.
 */
export function proofRights(certificates: CertificateSettings | undefined): readonly Permission[] {
  const proofs = (certificates?.proofs ?? []).flatMap(({ below, zone }) =>
    zone.provider === "route53" ? [{ below, zone }] : [],
  );
  const roles = proofs.flatMap(({ zone: { roleArn } }) => roleArn ?? []);
  const own = proofs.filter(({ zone: { roleArn } }) => roleArn === undefined);
  return [
    ...ownProofs(own),
    ...(roles.length === 0 ? [] : [{ sid: "ProveElsewhere", actions: [ASSUME_ROLE], resources: roles }]),
  ];
}

function ownProofs(
  proofs: readonly { readonly below: string; readonly zone: Route53Zone }[],
): readonly Permission[] {
  if (proofs.length === 0) return [];
  return [
    // The id of a change is known only after it was made.
    { sid: "FollowChanges", actions: [ROUTE53_GET_CHANGE], resources: ["arn:aws:route53:::change/*"] },
    ...proofs.map(({ below, zone }, index) =>
      writing(`ProveNames${index === 0 ? "" : index + 1}`, zone, ["TXT"], challengesBelow(below)),
    ),
    { sid: "ReadRecords", actions: READ_RECORDS, resources: proofs.map(({ zone }) => arnOf(zone)) },
  ];
}

function challengesBelow(domain: NameProof["below"]): readonly string[] {
  return [`${ACME_CHALLENGE}${domain}`, `${ACME_CHALLENGE}*.${domain}`];
}

function writing(
  sid: string,
  zone: Route53Zone,
  types: readonly string[],
  names: readonly string[],
): Permission {
  return {
    sid,
    actions: [CHANGE_RECORDS],
    resources: [arnOf(zone)],
    conditions: {
      "ForAllValues:StringEquals": { [ROUTE53_RECORD_TYPES_KEY]: types },
      "ForAllValues:StringLike": { [ROUTE53_RECORD_NAMES_KEY]: names },
    },
  };
}

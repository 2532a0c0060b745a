import * as tokens from "../../../sandbox/aws/tokens.ts";
import type { Properties } from "../../../sandbox/provider/properties.ts";
import { REGION } from "../network.ts";
import type { Attempt, Refusal } from "./refusal.ts";

/** A record of the zone; an address unless said otherwise. */
const adding =
  (inputs: Properties): Attempt =>
  ({ make }, id) => {
    const records = "aliases" in inputs ? {} : { ttl: 60, records: ["10.0.0.9"] };
    return make(tokens.RECORD, { zoneId: id(tokens.ZONE), type: "A", name: "more", ...records, ...inputs });
  };

const inZone = (name: string, vpcs: (id: (type: string) => string) => readonly Properties[]): Attempt => {
  return ({ make }, id) => make(tokens.ZONE, { name, vpcs: vpcs(id) });
};

const alias = (id: (type: string) => string, name: string) => [
  { name, zoneId: id(tokens.ZONE), evaluateTargetHealth: false },
];

export const DNS_REFUSALS: readonly Refusal[] = [
  [
    "a zone's name is a domain",
    ({ make }) => make(tokens.ZONE, { name: "my zone.example.com" }),
    "InvalidDomainName: my zone.example.com. is not a valid domain name",
  ],
  [
    "a private zone is for a VPC that exists",
    inZone("more.example.com", () => [{ vpcId: "vpc-0no" }]),
    `InvalidVPCId: The VPC vpc-0no in region ${REGION} that you provided is not authorized to make the association.`,
  ],
  [
    "a private zone is for a VPC of the region that it says",
    ({ make }, _id, all) => {
      const vpcId = all.get(tokens.ZONE_ASSOCIATION)!.inputs["vpcId"]!;
      return make(tokens.ZONE, { name: "more.example.com", vpcs: [{ vpcId }] });
    },
    `InvalidVPCId: The VPC vpc-0… in region ${REGION} that you provided is not authorized to make the association.`,
  ],
  [
    "a zone with records stays",
    ({ engine }, _id, all) => engine.delete(all.get(tokens.ZONE)!.state),
    "HostedZoneNotEmpty: The specified hosted zone contains non-required resource record sets and so cannot be deleted.",
  ],
  [
    "a private zone keeps a VPC",
    ({ engine }, _id, all) => {
      const { state, inputs } = all.get(tokens.ZONE)!;
      return engine.update(state, { ...inputs, vpcs: [] });
    },
    "LastVPCAssociation: The VPC that is being disassociated is the last one of the hosted zone Z0….",
  ],
  [
    "a record is in a zone that exists",
    adding({ zoneId: "Z0" }),
    "NoSuchHostedZone: No hosted zone found with ID: Z0",
  ],
  [
    "a record is made once",
    adding({ name: "api", setIdentifier: "dev", weightedRoutingPolicies: [{ weight: 1 }] }),
    "InvalidChangeBatch: [Tried to create resource record set [name='api.dev.example.com.', type='A', set-identifier='dev'] but it already exists]",
  ],
  [
    "a zone has its own name servers",
    adding({ name: "dev.example.com", type: "NS", records: ["ns.example.com"] }),
    "InvalidChangeBatch: [Tried to create resource record set [name='dev.example.com.', type='NS'] but it already exists]",
  ],
  [
    "a zone is no other name",
    adding({ name: "", type: "CNAME", records: ["example.com"] }),
    "InvalidChangeBatch: [RRSet of type CNAME with DNS name dev.example.com. is not permitted at apex in zone dev.example.com.]",
  ],
  [
    "what is another name has nothing else",
    adding({ name: "api", type: "CNAME", records: ["example.com"] }),
    "InvalidChangeBatch: [RRSet of type CNAME with DNS name api.dev.example.com. is not permitted as it conflicts with other records with the same DNS name in zone dev.example.com.]",
  ],
  [
    "nothing is added to another name",
    async (sandbox, id, all) => {
      await adding({ type: "CNAME", records: ["example.com"] })(sandbox, id, all);
      return adding({})(sandbox, id, all);
    },
    "InvalidChangeBatch: [RRSet of type A with DNS name more.dev.example.com. is not permitted because a conflicting RRSet of type CNAME with the same DNS name already exists in zone dev.example.com.]",
  ],
  [
    "a record beside weighted ones has a weight",
    adding({ name: "api" }),
    "InvalidChangeBatch: [RRSet with DNS name api.dev.example.com., type A, SetIdentifier null cannot be created as other RRSets exist with the same name and type.]",
  ],
  [
    "a record beside one without a weight has none",
    async (sandbox, id, all) => {
      await adding({})(sandbox, id, all);
      const weighted = { setIdentifier: "blue", weightedRoutingPolicies: [{ weight: 1 }] };
      return adding(weighted)(sandbox, id, all);
    },
    "InvalidChangeBatch: [RRSet with DNS name more.dev.example.com., type A, SetIdentifier blue cannot be created as a non-weighted set exists with the same name and type.]",
  ],
  [
    "a record with an identifier says how it is chosen",
    adding({ setIdentifier: "blue" }),
    "InvalidInput: Invalid request: Expected exactly one of [Weight, Region, Failover, GeoLocation, GeoProximityLocation, CidrRoutingConfig, MultiValueAnswer], but found none in Change with [Action=CREATE, Name=more.dev.example.com., Type=A, SetIdentifier=blue]",
  ],
  [
    "a record with a weight has an identifier",
    adding({ weightedRoutingPolicies: [{ weight: 1 }] }),
    'weightedRoutingPolicies: "weightedRoutingPolicies": all of `setIdentifier,weightedRoutingPolicies` must be specified',
  ],
  [
    "a weight is at most 255",
    adding({ setIdentifier: "blue", weightedRoutingPolicies: [{ weight: 256 }] }),
    "weightedRoutingPolicies: expected a weight in 0..255, got 256",
  ],
  [
    "an address is one",
    adding({ records: ["10.0.0"] }),
    "InvalidChangeBatch: [Invalid Resource Record: 'FATAL problem: ARRDATAIllegalIPv4Address (Value is not a valid IPv4 address) encountered with '10.0.0'']",
  ],
  [
    "an alias leads to a record that exists",
    ({ make }, id) =>
      make(tokens.RECORD, {
        ...{ zoneId: id(tokens.ZONE), type: "A", name: "more" },
        aliases: alias(id, "none.dev.example.com"),
      }),
    "InvalidChangeBatch: [Tried to create an alias that targets none.dev.example.com., type A in zone Z0…, but that target was not found]",
  ],
  [
    "a record has values or is an alias",
    ({ make }, id) => make(tokens.RECORD, { zoneId: id(tokens.ZONE), type: "A", name: "more" }),
    ": exactly one of `aliases,records` must be specified",
  ],
  [
    "values have a time to live",
    ({ make }, id) =>
      make(tokens.RECORD, { zoneId: id(tokens.ZONE), type: "A", name: "more", records: ["10.0.0.9"] }),
    'records: "records": all of `records,ttl` must be specified',
  ],
  [
    "a record has a type that DNS knows",
    adding({ type: "URL" }),
    'type: expected type to be one of ["SOA" "A" "TXT" "NS" "CNAME" "MX" "NAPTR" "PTR" "SRV" "SPF" "AAAA" "CAA" "DS" "HTTPS" "SSHFP" "SVCB" "TLSA"], got URL',
  ],
  [
    "a record has no health check",
    adding({ healthCheckId: "1" }),
    "healthCheckId: health checks are not simulated",
  ],
  [
    "a VPC asks one zone of a name",
    inZone("dev.example.com", (id) => [{ vpcId: id(tokens.VPC) }]),
    `ConflictingDomainExists: The VPC vpc-0… in region ${REGION} has already been associated with the hosted zone Z0… with the same domain name.`,
  ],
  [
    "a VPC asks no zone of a name that its endpoint has",
    inZone(`sts.${REGION}.amazonaws.com`, (id) => [{ vpcId: id(tokens.VPC) }]),
    `ConflictingDomainExists: The VPC vpc-0… in region ${REGION} has already been associated with the hosted zone Z0… with the same domain name.`,
  ],
  [
    "a VPC joins no zone of a name that its endpoint has",
    async ({ make, makeVpc }, id) => {
      const other = await makeVpc({ cidrBlock: "10.7.0.0/16" });
      const vpcs = [{ vpcId: other.id, vpcRegion: REGION }];
      const zone = await make(tokens.ZONE, { name: `sts.${REGION}.amazonaws.com`, vpcs });
      return make(tokens.ZONE_ASSOCIATION, { zoneId: zone.id, vpcId: id(tokens.VPC) });
    },
    `ConflictingDomainExists: The VPC vpc-0… in region ${REGION} has already been associated with the hosted zone Z0… with the same domain name.`,
  ],
  [
    "an alias leads to an endpoint that exists",
    ({ make }, id) => {
      const name = `vpce-0no.sts.${REGION}.vpce.amazonaws.com`;
      const aliases = [{ name, zoneId: "Z1", evaluateTargetHealth: false }];
      return make(tokens.RECORD, { zoneId: id(tokens.ZONE), type: "A", name: "more", aliases });
    },
    `InvalidChangeBatch: [Tried to create an alias that targets vpce-0no.sts.${REGION}.vpce.amazonaws.com., type A in zone Z1, but that target was not found]`,
  ],
  [
    "an alias of an endpoint names the zone that the endpoint's name is in",
    ({ make, cloud }, id) => {
      const endpoint = { state: { dnsEntries: [{ dnsName: "a.vpce.amazonaws.com", hostedZoneId: "Z1" }] } };
      cloud.edit(id(tokens.VPC_ENDPOINT), endpoint);
      const aliases = [{ name: "a.vpce.amazonaws.com", zoneId: "Z2", evaluateTargetHealth: false }];
      return make(tokens.RECORD, { zoneId: id(tokens.ZONE), type: "A", name: "more", aliases });
    },
    "InvalidChangeBatch: [Tried to create an alias that targets a.vpce.amazonaws.com., type A in zone Z2, but the alias target name does not lie within the target zone]",
  ],
  [
    "a VPC asks a zone that exists",
    ({ make }, id) => make(tokens.ZONE_ASSOCIATION, { zoneId: "Z0", vpcId: id(tokens.VPC) }),
    "NoSuchHostedZone: No hosted zone found with ID: Z0",
  ],
  [
    "a VPC needs no public zone",
    async ({ make }, id) => {
      const zone = await make(tokens.ZONE, { name: "public.example.com" });
      return make(tokens.ZONE_ASSOCIATION, { zoneId: zone.id, vpcId: id(tokens.VPC) });
    },
    "PublicZoneVPCAssociation: Amazon Route 53 doesn't support associating a VPC with a public hosted zone.",
  ],
  [
    "a VPC asks the zone of another account when that allows it",
    async ({ cloud, make }, id) => {
      const zone = cloud.find({ id: id(tokens.ZONE) })!;
      cloud.put({ ...zone, id: "ZFOREIGN", account: "222222222222", state: { ...zone.state, name: "a.b" } });
      return make(tokens.ZONE_ASSOCIATION, { zoneId: "ZFOREIGN", vpcId: id(tokens.VPC) });
    },
    "NotAuthorizedException: The VPC: vpc-0… has not authorized to associate with your hosted zone.",
  ],
  [
    "an account allows its own zones alone",
    ({ make }, id) => make(tokens.ZONE_AUTHORIZATION, { zoneId: "Z0", vpcId: id(tokens.VPC) }),
    "NoSuchHostedZone: No hosted zone found with ID: Z0",
  ],
];

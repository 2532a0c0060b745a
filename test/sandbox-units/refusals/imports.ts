import * as tokens from "../../../sandbox/aws/tokens.ts";
import type { Attempt, Refusal } from "./refusal.ts";

const importing =
  (type: string, id: string): Attempt =>
  ({ engine }) =>
    engine.import(type, "thing", id);

/** Types whose importer looks the thing up itself, or takes the id apart; all others say that it does not exist. */
export const IMPORT_REFUSALS: readonly Refusal[] = [
  [
    "an ACL is imported when it exists",
    importing(tokens.NETWORK_ACL, "acl-0no"),
    "importing acl-0no: couldn't find resource",
  ],
  [
    "a default ACL is imported as one",
    ({ engine }, id) => engine.import(tokens.NETWORK_ACL, "thing", id(tokens.DEFAULT_NETWORK_ACL)),
    "importing acl-0…: use the `aws_default_network_acl` resource instead",
  ],
  [
    "a default route table is imported by a VPC that exists",
    importing(tokens.DEFAULT_ROUTE_TABLE, "vpc-0no"),
    "importing vpc-0no: couldn't find resource",
  ],
  [
    "a route table's association is imported when it exists",
    importing(tokens.ROUTE_TABLE_ASSOCIATION, "subnet-0no/rtb-0no"),
    "importing subnet-0no/rtb-0no: No association found between route table ID rtb-0no and target ID subnet-0no",
  ],
  [
    "a route table's association is imported by two ids",
    ({ engine }, id) =>
      engine.import(tokens.ROUTE_TABLE_ASSOCIATION, "thing", id(tokens.ROUTE_TABLE_ASSOCIATION)),
    "importing rtbassoc-0…: Unexpected format for import: rtbassoc-0…. Use 'subnet ID/route table ID' or 'gateway ID/route table ID",
  ],
  [
    "a route is imported by its table and destination",
    importing(tokens.ROUTE, "r-rtb-0no1"),
    'importing r-rtb-0no1: unexpected format of ID ("r-rtb-0no1"), expected ROUTETABLEID_DESTINATION',
  ],
  [
    "an ACL's rule is imported by what tells it apart",
    importing(tokens.NETWORK_ACL_RULE, "nacl-1"),
    "importing nacl-1: unexpected format of ID (nacl-1), expected NETWORK_ACL_ID:RULE_NUMBER:PROTOCOL:EGRESS",
  ],
  [
    "a Pod Identity association is imported by its cluster and id",
    importing(tokens.POD_IDENTITY, "a-1"),
    "importing a-1: unexpected format for ID (a-1), expected cluster-name,association-id",
  ],
  [
    "a target is imported by its rule and id",
    importing(tokens.EVENT_TARGET, "spot-queue"),
    "importing spot-queue: unexpected format for ID (spot-queue), expected EVENTBUSNAME/RULENAME/TARGETID or RULENAME/TARGETID",
  ],
  [
    "an endpoint's route table is imported by two ids",
    importing(tokens.ENDPOINT_ROUTE_TABLE, "a-vpce-0no1"),
    "importing a-vpce-0no1: wrong format of import ID (a-vpce-0no1), use: 'vpc-endpoint-id/route-table-id'",
  ],
  [
    "a record is imported by its zone, name and type",
    importing(tokens.RECORD, "Z0_api"),
    "importing Z0_api: unexpected format of ID (Z0_api), expected ZONEID_RECORDNAME_TYPE_SET-IDENTIFIER",
  ],
  [
    "a zone's VPC is imported by both",
    importing(tokens.ZONE_ASSOCIATION, "Z0"),
    "importing Z0: unexpected format of ID (Z0), expected ZONEID:VPCID or ZONEID:VPCID:VPCREGION",
  ],
  [
    "a share's member is imported by both",
    importing(tokens.RAM_PRINCIPAL, "arn:aws:ram:none"),
    "importing arn:aws:ram:none: unexpected format of ID (arn:aws:ram:none), expected SHARE,PRINCIPAL or RESOURCE",
  ],
];

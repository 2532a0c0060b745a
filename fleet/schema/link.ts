import { z } from "zod";
import { AWS_REGIONS } from "../charts/catalog.ts";
import { VPC_ID, VPC_ID_FORM } from "./networks.ts";
import { foreignAttachment, vpnSite } from "./link-gateways.ts";
import { COMMERCIAL, OTHER_PARTITION, REGION } from "./region.ts";
import {
  cidr,
  distinct,
  entryId,
  isEntryId,
  lifecycle,
  lineOfText,
  retireAfter,
  wholeNumber,
} from "./scalars.ts";

const ACCOUNT = "the name of an account in fleet.yaml, or the number of somebody else's, 12 digits, quoted";
const TABLE = "a route table id such as rtb-0a1b2c3d4e5f60718";

/** Whether an account is given by its number, as that of somebody else is. */
export const isAccountNumber = (account: string): boolean => /^\d{12}$/.test(account);

const foreignNetwork = z.strictObject({
  vpcId: z.string({ error: VPC_ID }).regex(VPC_ID_FORM, { error: VPC_ID }).describe("Id of the VPC."),
  cidrs: distinct(cidr)
    .min(1, { error: "at least one range" })
    .describe("Ranges of the VPC that the cluster reaches."),
  awsRegion: z
    .enum(AWS_REGIONS, {
      error: ({ input }) => (typeof input === "string" && OTHER_PARTITION.test(input) ? COMMERCIAL : REGION),
    })
    .describe("AWS region code of the VPC, such as eu-central-1."),
  account: z
    .string({ error: ACCOUNT })
    .refine((text) => isAccountNumber(text) || isEntryId(text), { error: ACCOUNT })
    .describe(
      "Account that owns the VPC: its name in fleet.yaml, where atoll accepts by itself; else its number, quoted, and its owner accepts.",
    ),
  routeTableIds: distinct(
    z.string({ error: TABLE }).regex(/^rtb-([0-9a-f]{8}|[0-9a-f]{17})$/, { error: TABLE }),
  )
    .default([])
    .describe("Route tables of the VPC that get the way back. @default none, its owner adds them"),
});

/** What AWS takes as the description of a rule. @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpRange.html */
const RULE_TEXT = /^[\w .:/()#,@[\]+=&;{}!$*-]+$/;
const WHY = "a text of letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*, as AWS takes it";

const PROTOCOLS = ["tcp", "udp", "icmp"] as const;

const allowed = z.strictObject({
  into: entryId.describe("The cluster whose nodes are reached; one side of the link."),
  protocol: z.enum(PROTOCOLS).describe("Protocol; icmp is all of it."),
  port: wholeNumber(1, 65_535)
    .optional()
    .describe("Port of tcp and udp. Range 1..65535. @default - all of icmp; tcp and udp need one"),
  why: lineOfText(200)
    .regex(RULE_TEXT, { error: WHY })
    .optional()
    .describe("Who needs it, for the rule's description. @default - the link's name"),
});

/** How two networks are connected. */
export const LINK_KINDS = ["peering", "transit-gateway", "vpn"] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

const SIDES = ["cluster", "network", "attachment", "site"] as const;

const farSide = z
  .strictObject({
    cluster: entryId.optional().describe("Another cluster: a file in clusters/. @default - another key"),
    network: foreignNetwork
      .optional()
      .describe("With peering, a network that the fleet does not run. @default - another key"),
    attachment: foreignAttachment
      .optional()
      .describe("With transit-gateway, a network that its owner has attached. @default - another key"),
    site: vpnSite.optional().describe("With vpn, a place outside the cloud. @default - another key"),
  })
  .refine((to) => SIDES.filter((key) => to[key] !== undefined).length === 1, {
    error: `one of the keys ${SIDES.join(", ")}`,
  })
  .describe("The other side: another cluster, or a network that the fleet does not run.");

/** A connection between two networks: a stack of its own, so that neither side's changes. */
export const linkSchema = z.strictObject({
  kind: z
    .enum(LINK_KINDS)
    .describe("VPC peering, routes of the regions' transit gateways, or a VPN to a site outside the cloud."),
  from: entryId.describe("Cluster that asks for the connection: a file in clusters/."),
  to: farSide,
  dnsResolution: z
    .boolean()
    .optional()
    .describe(
      "With peering, whether public names of one side's machines resolve to private addresses on the other. @default - true where atoll accepts",
    ),
  privateZones: z
    .boolean()
    .default(false)
    .describe(
      "Whether each side's network resolves names in the private zone of the other side's region. @default false",
    ),
  allow: z
    .array(allowed)
    .default([])
    .describe("What the nodes of a side let in from the other. @default none: routes, but nothing gets in"),
  lifecycle,
  retireAfter,
});

export type LinkEntry = z.infer<typeof linkSchema>;
export type ForeignNetwork = z.infer<typeof foreignNetwork>;
export type LinkAllowance = z.infer<typeof allowed>;

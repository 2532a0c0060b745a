import { z } from "zod";
import { AWS_REGIONS } from "../catalog.ts";
import { VPC_ID, VPC_ID_FORM } from "./cluster.ts";
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

/** A connection between two networks: a stack of its own, so that neither side's changes. */
export const linkSchema = z.strictObject({
  kind: z.literal("peering", { error: "peering, the one kind there is" }).describe("VPC peering."),
  from: entryId.describe("Cluster that asks for the connection: a file in clusters/."),
  to: z
    .strictObject({
      cluster: entryId.optional().describe("Another cluster: a file in clusters/. @default - a network"),
      network: foreignNetwork
        .optional()
        .describe("A network that the fleet does not run. @default - a cluster"),
    })
    .refine(({ cluster, network }) => (cluster === undefined) !== (network === undefined), {
      error: "one of the keys cluster, network",
    })
    .describe("The other side: another cluster, or a network that the fleet does not run."),
  dnsResolution: z
    .boolean()
    .optional()
    .describe(
      "Whether public names of one side's machines resolve to private addresses on the other. @default - true where atoll accepts",
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

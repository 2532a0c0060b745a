import { z } from "zod";
import { ENVIRONMENTS } from "./cluster.ts";
import { cidr, distinct, entryId, lineOfText } from "./scalars.ts";

/** Private numbers of 16 and of 32 bits. @see https://docs.aws.amazon.com/vpc/latest/tgw/tgw-transit-gateways.html */
const PRIVATE_ASNS = [
  [64_512, 65_534],
  [4_200_000_000, 4_294_967_294],
] as const;

const ASN = "a private AS number, 64512..65534 or 4200000000..4294967294";
const ATTACHMENT = "the id of an attachment such as tgw-attach-0a1b2c3d4e5f60718";

const environment = z.enum(ENVIRONMENTS);

const join = z.strictObject({
  between: distinct(environment)
    .length(2, { error: "two environments" })
    .describe("The two environments whose clusters then reach each other."),
  why: lineOfText(200).describe("Who needs it, for the reader."),
});

const foreignNetwork = z.strictObject({
  attachmentId: z
    .string({ error: ATTACHMENT })
    .regex(/^tgw-attach-([0-9a-f]{8}|[0-9a-f]{17})$/, { error: ATTACHMENT })
    .describe("Id of its attachment to this gateway, which its owner makes."),
  cidrs: distinct(cidr).min(1, { error: "at least one range" }).describe("Ranges that lie behind it."),
  environments: distinct(environment)
    .min(1, { error: "at least one environment" })
    .describe("Environments whose clusters reach it, and are reached from it."),
});

const own = z.strictObject({
  mode: z.literal("own").describe("The region has a gateway of its own."),
  asn: z
    .int({ error: ASN })
    .refine((asn) => PRIVATE_ASNS.some(([from, to]) => asn >= from && asn <= to), { error: ASN })
    .describe(
      "AS number of the gateway's side, which no other gateway of the fleet has; it cannot be changed.",
    ),
  joins: z
    .array(join)
    .default([])
    .describe("Pairs of environments that reach each other; without, none reaches another. @default none"),
  foreign: z
    .record(entryId, foreignNetwork)
    .default({})
    .describe("Networks that others attach, such as that of the runners, by name. @default none"),
});

const shared = z.strictObject({
  mode: z
    .literal("shared")
    .describe("Clusters attach to the gateway of another entry in the same AWS region."),
  region: entryId.describe("The region whose gateway it is."),
});

/** The hub that routes between the networks of a region's clusters. */
export const transitGateway = z
  .discriminatedUnion("mode", [own, shared])
  .optional()
  .describe("Routes between the networks of the clusters that ask for it. @default - there is none");

export type OwnTransitGateway = z.infer<typeof own>;

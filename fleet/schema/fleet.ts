import { z } from "zod";
import { ENVIRONMENTS } from "./cluster.ts";
import { cidr, distinct, entryId, lineOfText, wholeNumber } from "./scalars.ts";

const reservedRange = z.strictObject({ cidr, why: lineOfText(200) });

const ACCOUNT = "an account number of 12 digits, quoted";
const ROLE = "the name of a role, not its ARN";
const CHARTS = "an address such as https://charts.lagoon.cloud or oci://registry.lagoon.cloud/charts";
const MIRROR = "a registry such as registry.lagoon.cloud/mirror";

export const fleetSchema = z.strictObject({
  organisation: entryId,
  dnsZone: lineOfText(253).describe("Zone below which every name of the fleet lives, such as lagoon.cloud."),
  accounts: z.record(
    entryId,
    z.strictObject({
      id: z.string({ error: ACCOUNT }).regex(/^\d{12}$/, { error: ACCOUNT }),
      role: z
        .string({ error: ROLE })
        .regex(/^[\w+=,.@-]{1,64}$/, { error: ROLE })
        .describe("Name of the role that deployments assume."),
    }),
  ),
  addresses: z.strictObject({
    supernets: z
      .array(cidr)
      .min(1, { error: "at least one range" })
      .describe("Routed ranges the fleet owns, such as 10.0.0.0/8."),
    podSupernet: cidr.default("100.64.0.0/10").describe("Unrouted pod ranges. @default 100.64.0.0/10"),
    serviceCidr: cidr
      .default("172.20.0.0/16")
      .describe("Kubernetes Services of every cluster. @default 172.20.0.0/16"),
    reserved: z
      .array(reservedRange)
      .default([])
      .describe("Ranges nobody gets: offices, on-premises, partners."),
    quarantineDays: wholeNumber(0, 3650)
      .default(90)
      .describe("Days before a freed block is reused. @default 90"),
  }),
  environments: z
    .partialRecord(
      z.enum(ENVIRONMENTS),
      z.strictObject({ ring: z.enum(["early", "stable"]), alerts: distinct(entryId).default([]) }),
    )
    .default({}),
  alertRoutes: z
    .record(
      entryId,
      z.strictObject({ kind: z.enum(["slack", "telegram", "pagerduty"]), target: lineOfText(200) }),
    )
    .default({}),
  mirrors: z
    .strictObject({
      charts: z
        .string({ error: CHARTS })
        .regex(/^(https|oci):\/\/[\w.-]+(:\d+)?(\/[\w.-]+)*$/, { error: CHARTS })
        .optional()
        .describe("Where charts come from. @default - each chart's own repository"),
      images: z
        .string({ error: MIRROR })
        .regex(/^[a-z0-9.-]+(:\d+)?(\/[a-z0-9._-]+)*$/, { error: MIRROR })
        .optional()
        .describe("Where images come from. @default - each image's own registry"),
    })
    .prefault({}),
});

export type FleetSettings = z.infer<typeof fleetSchema>;

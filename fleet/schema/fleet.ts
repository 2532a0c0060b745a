import { z } from "zod";
import { ENVIRONMENTS } from "./cluster.ts";
import { cidr, entryId, wholeNumber } from "./scalars.ts";

const reservedRange = z.strictObject({ cidr, why: z.string() });

export const fleetSchema = z.strictObject({
  organisation: entryId,
  dnsZone: z.string().describe("Zone below which every name of the fleet lives, such as lagoon.cloud."),
  accounts: z.record(
    z.string(),
    z.strictObject({
      id: z
        .string({ error: "an account number of 12 digits, quoted" })
        .regex(/^\d{12}$/, { error: "an account number of 12 digits, quoted" }),
      role: z.string().describe("Name of the role that deployments assume."),
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
      z.strictObject({ ring: z.enum(["early", "stable"]), alerts: z.array(z.string()).default([]) }),
    )
    .default({}),
  alertRoutes: z
    .record(
      z.string(),
      z.strictObject({ kind: z.enum(["slack", "telegram", "pagerduty"]), target: z.string() }),
    )
    .default({}),
  mirrors: z.strictObject({ charts: z.url().optional(), images: z.string().optional() }).prefault({}),
});

export type FleetSettings = z.infer<typeof fleetSchema>;

import { z } from "zod";
import { runners } from "./access.ts";
import { alertRoutes } from "./alert-routes.ts";
import { ci } from "./ci.ts";
import { cloudflare } from "./cloudflare.ts";
import { ENVIRONMENTS } from "./cluster.ts";
import { monitoring } from "./monitoring.ts";
import { cidr, distinct, entryId, lineOfText, wholeNumber } from "./scalars.ts";
import { delivery } from "./delivery.ts";
import { policy } from "./policy.ts";
import { sso } from "./sso.ts";
import { state } from "./state.ts";

const reservedRange = z.strictObject({
  cidr: cidr.describe("The range."),
  why: lineOfText(200).describe("Who has it, for the map and for messages."),
});

const ACCOUNT = "an account number of 12 digits, quoted";
const ROLE = "the name of a role, not its ARN";
const CHARTS = "an address such as https://charts.lagoon.cloud or oci://registry.lagoon.cloud/charts";
const EMAIL = "an e-mail address such as platform@lagoon.cloud";
const ZONE_ID = "the id of a hosted zone such as Z0123456789ABCDEFGHIJ, not its name";
const RELEASES =
  "an address such as https://mirror.lagoon.cloud/k3s, which has a folder for each release, without a slash at its end";
const MIRROR = "a registry such as registry.lagoon.cloud/mirror";

const hostedZoneId = z.string({ error: ZONE_ID }).regex(/^Z[A-Z0-9]{1,31}$/, { error: ZONE_ID });

export const fleetSchema = z.strictObject({
  organisation: entryId.describe(
    "Short name of the organisation, part of tags and of the names of buckets; it stays.",
  ),
  dnsZone: lineOfText(253).describe("Zone below which every name of the fleet lives, such as lagoon.cloud."),
  accounts: z
    .record(
      entryId,
      z.strictObject({
        id: z
          .string({ error: ACCOUNT })
          .regex(/^\d{12}$/, { error: ACCOUNT })
          .describe("Number of the account, 12 digits, quoted."),
        role: z
          .string({ error: ROLE })
          .regex(/^[\w+=,.@-]{1,64}$/, { error: ROLE })
          .describe("Name of the role that deployments assume."),
        bootstrapRole: z
          .string({ error: ROLE })
          .regex(/^[\w+=,.@-]{1,64}$/, { error: ROLE })
          .optional()
          .describe(
            "Name of the role that atoll bootstrap assumes, such as OrganizationAccountAccessRole. @default - the caller's own credentials",
          ),
      }),
    )
    .describe("AWS accounts by the names that regions use."),
  state,
  ci,
  addresses: z
    .strictObject({
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
        .describe("Ranges nobody gets: offices, on-premises, partners. @default none"),
      quarantineDays: wholeNumber(0, 3650)
        .default(90)
        .describe("Days before a freed block is reused. @default 90"),
    })
    .describe("Address space of the fleet."),
  runners,
  environments: z
    .partialRecord(
      z.enum(ENVIRONMENTS),
      z.strictObject({
        ring: z
          .enum(["edge", "stable"])
          .describe("Ring of the catalog: edge gets new versions of charts first, stable afterwards."),
        alerts: distinct(entryId)
          .default([])
          .describe("Alert routes that hear of its clusters. @default none"),
      }),
    )
    .default({})
    .describe("What holds for all clusters of an environment. @default none"),
  alertRoutes,
  monitoring,
  hostedZone: z
    .strictObject({
      id: hostedZoneId.describe("Id of the zone."),
      account: entryId.describe("Name of the account that holds it."),
      proofRole: z
        .string({ error: ROLE })
        .regex(/^[\w+=,.@-]{1,64}$/, { error: ROLE })
        .optional()
        .describe(
          "Name of a role of that account by which clusters of other accounts prove names of tenants; you make it. @default - they get no certificates for them",
        ),
    })
    .optional()
    .describe(
      "The Route 53 zone of dnsZone: regions' public zones are delegated in it, and clusters write the names of their tenants there. @default - by hand",
    ),
  cloudflare,
  certificates: z
    .strictObject({
      email: z
        .email({ error: EMAIL })
        .describe("Whom Let's Encrypt writes to before a certificate runs out."),
      hostedZoneId: hostedZoneId
        .optional()
        .describe(
          "Route 53 zone in which names are proven where the region has no public zone. @default - names of other regions get none",
        ),
    })
    .optional()
    .describe("How certificates are issued. @default - none are"),
  sso,
  delivery,
  policy,
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
      k3s: z
        .string({ error: RELEASES })
        .max(100, { error: "at most 100 characters" })
        .regex(/^https:\/\/[\w.-]+(:\d+)?(\/[\w.-]+)*$/, { error: RELEASES })
        .optional()
        .describe(
          "Where machines of K3s clusters fetch K3s from: an address below which releases lie as on GitHub. @default - from GitHub",
        ),
    })
    .prefault({})
    .describe("Where to pull from instead of the internet. @default none"),
});

export type FleetSettings = z.infer<typeof fleetSchema>;

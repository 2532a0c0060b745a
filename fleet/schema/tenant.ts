import { z } from "zod";
import { tenantWindows } from "./delivery-windows.ts";
import { distinct, entryId, lineOfText, retireAfter } from "./scalars.ts";
import { applications } from "./tenants/applications.ts";
import { databases } from "./tenants/databases.ts";
import { placement } from "./tenants/placement.ts";
import { takesHosts } from "./tenants/routes.ts";
import { alerts, backup, egress, limits, registries, slo } from "./tenants/needs.ts";

const GROUP = "the name of a group: 1..100 letters, digits and ._@:/- after a letter or digit";

/** Prefixes that Kubernetes and EKS keep for themselves. @see https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html */
const KEPT_PREFIXES = ["system:", "eks:", "aws:", "amazon:", "iam:"];

const group = z
  .string({ error: GROUP })
  .regex(/^[A-Za-z0-9][\w.@:/-]{0,99}$/, { error: GROUP })
  .refine((name) => !KEPT_PREFIXES.some((prefix) => name.toLowerCase().startsWith(prefix)), {
    error: `a group of yours: names with ${KEPT_PREFIXES.join(", ")} belong to Kubernetes and AWS`,
  });

const groups = distinct(group).min(1, { error: "at least one group; remove the key for the usual name" });

/** The value of a label. @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set */
const COST_CENTRE = "1..50 letters, digits and . _ - between a letter or digit at either end, such as 4711";

export const tenantSchema = z.strictObject({
  displayName: lineOfText(100).describe("Name for people."),
  tier: z
    .enum(["pooled", "dedicated-nodes", "dedicated-cluster"])
    .describe("What the tenant shares with others: nodes, clusters, or neither."),
  size: z.enum(["small", "medium", "large"]).describe("How much the tenant may use."),
  residency: distinct(entryId)
    .min(1, { error: "at least one place; remove the key where any place will do" })
    .optional()
    .describe("Jurisdictions or regions that may hold this tenant's data. @default - anywhere"),
  groups: z
    .strictObject({
      developers: groups
        .optional()
        .describe("Groups that may deploy and debug. @default - a group named after the tenant"),
      viewers: groups.optional().describe("Groups that may look. @default - a group named after the tenant"),
    })
    .prefault({})
    .describe("Groups of people, as the cluster's sign-in names them."),
  environments: z.record(entryId, placement).describe("Environment name -> its placement."),
  applications,
  takesHosts,
  windows: tenantWindows,
  databases,
  egress,
  registries,
  limits,
  backup,
  slo,
  alerts,
  costCentre: z
    .string({ error: COST_CENTRE })
    .regex(/^[A-Za-z0-9](?:[\w.-]{0,48}[A-Za-z0-9])?$/, { error: COST_CENTRE })
    .optional()
    .describe("Who pays, as a label of what it costs. @default - the tenant"),
  lifecycle: z
    .enum(["active", "suspended", "retiring"])
    .default("active")
    .describe(
      "Suspended: nothing runs, and all data stays. Entries leave by retiring first. @default active",
    ),
  frozen: z
    .boolean({ error: "true or false" })
    .optional()
    .describe("Whether applications stay asleep while it retires, as they were before. @default false"),
  retireAfter,
});

export type TenantEntry = z.infer<typeof tenantSchema>;

import { z } from "zod";
import { distinct, entryId, isoDate, lifecycle, lineOfText, retireAfter } from "./scalars.ts";

const placement = z.strictObject({
  cluster: entryId.describe("Name of a file in clusters/."),
  retireAfter: isoDate
    .optional()
    .describe("First day on which this environment may be removed. @default - it stays"),
  stateful: z
    .boolean()
    .default(false)
    .describe("Whether it keeps data in the cluster, which traffic leaves behind. @default false"),
  switchOver: isoDate
    .optional()
    .describe("Day on which its data moves to the cluster that replaces its own. @default - not decided"),
});

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
  lifecycle,
  retireAfter,
});

export type TenantEntry = z.infer<typeof tenantSchema>;

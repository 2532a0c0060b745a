import { z } from "zod";
import { distinct, entryId, isoDate, lifecycle, lineOfText, retireAfter } from "./scalars.ts";

const placement = z.strictObject({
  cluster: entryId.describe("Name of a file in clusters/."),
  retireAfter: isoDate
    .optional()
    .describe("First day on which this environment may be removed. @default - it stays"),
});

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
  environments: z.record(entryId, placement).describe("Environment name -> its placement."),
  lifecycle,
  retireAfter,
});

export type TenantEntry = z.infer<typeof tenantSchema>;

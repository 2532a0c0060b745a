import { z } from "zod";
import { displayName, entryId, lifecycle, retireAfter } from "./scalars.ts";

export const tenantSchema = z.strictObject({
  displayName: displayName.describe("Name for people."),
  tier: z.enum(["pooled", "dedicated-nodes", "dedicated-cluster"]),
  size: z.enum(["small", "medium", "large"]),
  residency: z
    .array(z.string())
    .optional()
    .describe("Jurisdictions or regions that may hold this tenant's data. @default - anywhere"),
  environments: z
    .record(entryId, z.strictObject({ cluster: entryId.describe("Name of a file in clusters/.") }))
    .describe("Environment name -> its placement."),
  lifecycle,
  retireAfter,
});

export type TenantEntry = z.infer<typeof tenantSchema>;

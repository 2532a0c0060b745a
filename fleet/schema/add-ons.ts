import { z } from "zod";
import { entryId, isoDate, lineOfText } from "./scalars.ts";

/** Add-ons that a cluster may have. */
export const ADD_ON_NAMES = [
  "cert-manager",
  "gateway-api",
  "metrics-server",
  "nvidia-device-plugin",
  "traefik",
] as const;

const valuesOverride = z.strictObject({
  owner: entryId.describe("Team that answers for it."),
  until: isoDate.describe("Last day on which it holds; afterwards it is a fault."),
  why: lineOfText(200).describe("What the typed settings don't offer."),
  values: z
    .record(z.string(), z.json())
    .describe("Values of the chart, laid over those of atoll: objects are merged, all else is replaced."),
});

const addOn = z.strictObject({
  enabled: z.boolean().optional().describe("Switches the add-on on or off. @default - by profile"),
  valuesOverride: valuesOverride
    .optional()
    .describe("The one way around the typed settings, for a time. @default none"),
});

export const addOns = z
  .partialRecord(z.enum(ADD_ON_NAMES), addOn)
  .default({})
  .describe("Add-ons that differ from the profile. @default none");

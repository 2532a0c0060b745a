import { z } from "zod";
import { cronFault } from "../cron.ts";
import { timeZone } from "./alert-routes.ts";
import { ENVIRONMENTS } from "./cluster.ts";
import { distinct, lineOfText, wholeNumber } from "./scalars.ts";

/** Five fields of cron, as Argo CD and KEDA read them. */
export const cronText = z
  .string({ error: "five fields of cron such as 0 8 * * 1-5" })
  .superRefine((text, context) => {
    const fault = cronFault(text);
    if (fault !== undefined) context.addIssue({ code: "custom", message: fault });
  });

/** Most windows in one list. */
const WINDOWS = 10;

const MOST = { error: `at most ${WINDOWS} windows` };

const windowKeys = {
  kind: z
    .enum(["allow", "deny"])
    .describe("Allow: nothing is deployed outside such windows. Deny: nothing is deployed in it."),
  schedule: cronText.describe("When it begins, such as 0 22 * * 5."),
  hours: wholeNumber(1, 168).describe("Hours it lasts. Range 1..168."),
  timezone: timeZone.default("Etc/UTC").describe("As in the IANA database. @default Etc/UTC"),
  byHand: z
    .boolean()
    .default(false)
    .describe("Whether people may deploy by hand where the window forbids it. @default false"),
  why: lineOfText(200).describe("What it is for."),
};

const deliveryWindow = z.strictObject(windowKeys);

/** Windows of one tenant: environment -> when it is deployed to. */
export const tenantWindows = z
  .record(z.string(), z.array(deliveryWindow).max(WINDOWS, MOST))
  .default({})
  .describe("Environment -> times in which it is deployed to, or not. @default - at all times");

/** Windows of the platform, for all tenants. */
export const fleetWindows = z
  .array(
    z.strictObject({
      ...windowKeys,
      environments: distinct(z.enum(ENVIRONMENTS))
        .min(1, { error: "at least one environment; remove the key for all" })
        .optional()
        .describe("Environments of clusters for which it holds. @default - all"),
    }),
  )
  .max(WINDOWS, MOST)
  .default([])
  .describe("Times in which tenants are deployed to, or not. @default - at all times");

export type DeliveryWindow = z.infer<typeof deliveryWindow>;

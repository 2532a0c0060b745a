import { z } from "zod";
import { distinct, entryId, lineOfText } from "./scalars.ts";

export const ALERT_SEVERITIES = ["critical", "warning"] as const;
export const WEEKDAYS = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
] as const;

const TIME = "a time of day such as 08:00, at most 24:00";
const TIME_FORM = /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/;
const timeOfDay = z.string({ error: TIME }).regex(TIME_FORM, { error: TIME });

const ZONE = "a time zone such as Europe/Berlin";
/** A zone of the IANA database, such as Europe/Berlin. */
export const timeZone = z.string({ error: ZONE }).refine(isTimeZone, { error: ZONE });

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

const hours = z
  .strictObject({
    from: timeOfDay.describe("Beginning, such as 08:00."),
    to: timeOfDay.describe("End, later on the same day, such as 18:00."),
    days: distinct(z.enum(WEEKDAYS))
      .min(1, { error: "at least one day" })
      .default(["monday", "tuesday", "wednesday", "thursday", "friday"])
      .describe("Days of the week. @default monday to friday"),
    timeZone: timeZone.default("UTC").describe("Zone of these times. @default UTC"),
  })
  .refine(({ from, to }) => ![from, to].every((time) => TIME_FORM.test(time)) || from < to, {
    error: "an end that is later than the beginning",
    path: ["to"],
  });

export const alertRoutes = z
  .record(
    entryId,
    z.strictObject({
      kind: z.enum(["slack", "telegram", "pagerduty", "email"]).describe("Where alerts go."),
      target: lineOfText(200).describe("Channel, service or address there; never a secret."),
      openTo: distinct(entryId)
        .default([])
        .describe("Tenants that may have their alerts sent there. @default none"),
      severities: distinct(z.enum(ALERT_SEVERITIES))
        .min(1, { error: "at least one severity" })
        .default([...ALERT_SEVERITIES])
        .describe("What it hears of. @default critical and warning"),
      hours: hours
        .optional()
        .describe("When it hears of warnings; critical alerts come at any time. @default - at any time"),
    }),
  )
  .default({})
  .describe("Ways to people, by the names that environments use. @default none");

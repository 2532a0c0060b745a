import { z } from "zod";
import { cidrFault } from "../addresses/cidr.ts";

const ID = /^[a-z](?:[a-z0-9]|-(?!-|$))*$/;
export const ID_RULE = "a lower-case name of letters, digits and single hyphens that starts with a letter";

/** Lower-case DNS label without double hyphen: the name of a region, cluster, tenant or environment. At most 20 characters. */
export const entryId = z
  .string({ error: ID_RULE })
  .regex(ID, { error: ID_RULE })
  .max(20, { error: "at most 20 characters; names derived from it have limits of their own" });

/** An IPv4 network in canonical form, such as 10.0.0.0/16. */
export const cidr = z
  .string({ error: "an IPv4 network such as 10.0.0.0/16" })
  .superRefine((text, context) => {
    const fault = cidrFault(text);
    if (fault === undefined) return;
    const hint = fault.hint === undefined ? "" : `; ${fault.hint}`;
    context.addIssue({ code: "custom", message: `${fault.expected}${hint}` });
  });

const DAY = 'a day such as "2026-11-24"';

/** A day of the calendar, such as "2026-11-24". */
export const isoDate = z.string({ error: DAY }).refine((text) => isDay(text), { error: DAY });

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** The letter that ends an availability zone's name, such as a. */
export const zoneLetter = z
  .string({ error: "a zone letter such as a" })
  .regex(/^[a-z]$/, { error: "a zone letter such as a" });

export const lifecycle = z.enum(["active", "retiring"]).default("active");

/** First day on which an entry may leave the inventory. */
export const retireAfter = isoDate
  .optional()
  .describe("First day on which the entry may be removed; retiring needs it.");

/** Logical resource name -> id of the cloud resource that the first `up` imports. */
export const adopt = z.record(z.string(), z.string()).default({});

export function wholeNumber(min: number, max: number): z.ZodInt {
  const error = `a whole number in ${min}..${max}`;
  return z.int({ error }).min(min, { error }).max(max, { error });
}

/** Text for people: one line, normalised, nothing invisible. */
export const displayName = z
  .string()
  .min(1, { error: "a name of 1..100 characters" })
  .max(100, { error: "a name of 1..100 characters" })
  .refine((text) => text === text.normalize("NFC"), { error: "text in Unicode normal form C" })
  .refine((text) => !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text), {
    error: "text without control or direction characters",
  });

/** Whether a text may be an id. */
export function isEntryId(text: string): boolean {
  return entryId.safeParse(text).success;
}

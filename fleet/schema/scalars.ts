import { z } from "zod";
import { cidrFault } from "../addresses/cidr.ts";

const ID = /^[a-z](?:[a-z0-9]|-(?!-|$))*$/;
export const ID_RULE = "a lower-case name of letters, digits and single hyphens that starts with a letter";

/** Longest id; names derived from it have limits of their own. */
export const MAX_ID_LENGTH = 20;

/** Lower-case DNS label without double hyphen: the name of a region, cluster, tenant or environment. */
export const entryId = z
  .string({ error: ID_RULE })
  .regex(ID, { error: ID_RULE })
  .max(MAX_ID_LENGTH, { error: `at most ${MAX_ID_LENGTH} characters; names derived from it have limits` });

const NAMESPACE_RULE =
  "the name of a namespace: 1..63 lower-case letters, digits and hyphens, no hyphen at either end";

/** A namespace, whoever made it. @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names */
export const namespaceName = z
  .string({ error: NAMESPACE_RULE })
  .regex(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/, { error: NAMESPACE_RULE });

/** An IPv4 network in canonical form, such as 10.0.0.0/16. */
export const cidr = z
  .string({ error: "an IPv4 network such as 10.0.0.0/16" })
  .superRefine((text, context) => {
    const fault = cidrFault(text);
    if (fault === undefined) return;
    const hint = fault.hint === undefined ? "" : `; ${fault.hint}`;
    context.addIssue({ code: "custom", message: `${fault.expected}${hint}` });
  })
  .meta({ pattern: "^\\d{1,3}(\\.\\d{1,3}){3}/\\d{1,2}$" });

const DAY = 'a day such as "2026-11-24"';

/** A day of the calendar, such as "2026-11-24". */
export const isoDate = z
  .string({ error: DAY })
  .refine((text) => isDay(text), { error: DAY })
  .meta({ format: "date" });

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

const MINOR = 'a Kubernetes minor version, quoted, such as "1.35"';

/** A Kubernetes minor version, such as "1.35". */
export const minor = z.string({ error: MINOR }).regex(/^1\.[1-9]\d$/, { error: MINOR });

/** The letter that ends an availability zone's name, such as a. */
export const zoneLetter = z
  .string({ error: "a zone letter such as a" })
  .regex(/^[a-z]$/, { error: "a zone letter such as a" });

export const lifecycle = z
  .enum(["active", "retiring"])
  .default("active")
  .describe("Entries leave the fleet by retiring first. @default active");

/** First day on which an entry may leave the inventory. */
export const retireAfter = isoDate
  .optional()
  .describe("First day on which the entry may be removed; retiring needs it.");

/** Kinds of EC2 resources whose ids end in 8 or 17 hexadecimal digits. */
const EC2_ID = "(?:acl|eigw|eipalloc|fl|igw|nat|rtb|sg|subnet|vpc|vpce)-";

/** What `pulumi import` takes: an id such as vpc-0a1b2c3d4e5f60718, an ARN, or several joined by / or _. */
const IMPORT_ID = new RegExp(
  `^(?!.*\\b${EC2_ID}(?![0-9a-f]{8}(?:[0-9a-f]{9})?(?:[_/:]|$)))[\\w.:/@=+,-]{1,256}$`,
);

/** Logical resource name -> id of the cloud resource that the first update imports. */
export const adopt = z
  .record(z.string(), z.string().regex(IMPORT_ID, { error: "the id of a cloud resource, without spaces" }))
  .default({})
  .describe("Logical resource name -> id of the cloud resource that the first update imports. @default none");

/** A list that names nothing twice. */
export function distinct<T extends z.ZodType<string>>(item: T): z.ZodArray<T> {
  return z
    .array(item)
    .superRefine((items, context) => {
      const seen = new Set<string>();
      items.forEach((one, index) => {
        if (seen.has(one)) {
          context.addIssue({ code: "custom", path: [index], message: "each entry once; remove one of them" });
        }
        seen.add(one);
      });
    })
    .meta({ uniqueItems: true });
}

export function wholeNumber(min: number, max: number): z.ZodInt {
  const error = `a whole number in ${min}..${max}`;
  return z.int({ error }).min(min, { error }).max(max, { error });
}

/** Text for people, on one line; what it must not hide is checked for all texts, see rules/text.ts. */
export function lineOfText(maxLength: number): z.ZodString {
  const error = `a text of 1..${maxLength} characters`;
  return z.string({ error }).min(1, { error }).max(maxLength, { error });
}

/** Whether a text may be an id. */
export function isEntryId(text: string): boolean {
  return entryId.safeParse(text).success;
}

import { z } from "zod";
import { distinct, entryId, wholeNumber } from "../scalars.ts";

const HOST = "a DNS name in lower case such as shop.example.com, without a star and without a dot at its end";

/** A DNS name of at most 253 characters and at least two labels. @see https://www.rfc-editor.org/rfc/rfc1123 */
export const hostName = z
  .string({ error: HOST })
  .max(253, { error: HOST })
  .regex(/^(?!.*xn--)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/, { error: HOST });

/** A route takes 16 names, and one of them is the application's own. @see https://gateway-api.sigs.k8s.io/reference/spec/#httproutespec */
const MOST_HOSTS = 15;

/** Further names of an application by environment. */
export const hosts = z
  .record(entryId, distinct(hostName).max(MOST_HOSTS, { error: `at most ${MOST_HOSTS} names` }))
  .default({})
  .describe("Environment -> names beside <application>.<environment>.<tenant>.apps.<zone>. @default none");

/** Names that other tenants had. A tenant cannot say it of itself: it is the platform that looks at the owner's records. */
export const takesHosts = z
  .record(hostName, entryId)
  .default({})
  .describe(
    "Name -> tenant that had it before; written once its owner's records lead there no more. @default none",
  );

const canaryShare = z.strictObject({
  percent: wholeNumber(0, 100).describe("Of the requests. Range 0..100."),
});

/** Share of the requests that a second Service of the same application gets, by environment. */
export const canary = z
  .record(entryId, canaryShare)
  .default({})
  .describe("Environment -> share of the requests that the Service <application>-canary gets. @default none");

const percent = wholeNumber(1, 100).describe("Of the requests. Range 1..100.");

const requestFaults = z
  .strictObject({
    delay: z
      .strictObject({
        milliseconds: wholeNumber(1, 60_000).describe("How long a request waits. Range 1..60000."),
        percent,
      })
      .optional()
      .describe("Requests that wait. @default none"),
    abort: z
      .strictObject({
        status: wholeNumber(400, 599).describe("What is answered instead. Range 400..599."),
        percent,
      })
      .optional()
      .describe("Requests that fail. @default none"),
  })
  .refine(({ delay, abort }) => delay !== undefined || abort !== undefined, {
    error: "delay, abort or both; remove the key for none",
  });

/** What goes wrong on purpose between callers and an application, by environment; never in production. */
export const faults = z
  .record(entryId, requestFaults)
  .default({})
  .describe("Environment -> what goes wrong on purpose; needs the mesh, never in production. @default none");

export type RequestFaults = z.infer<typeof requestFaults>;

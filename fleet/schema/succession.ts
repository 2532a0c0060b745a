import { z } from "zod";
import { entryId, isoDate, wholeNumber } from "./scalars.ts";

/** Hours that the old cluster is kept after the switch, when the entry says nothing else. */
const SOAK_HOURS = 48;

/** The cluster whose place an entry takes: both live until the soak is over. */
export const replaces = entryId
  .optional()
  .describe("Name of the cluster in clusters/ whose place this one takes. @default - none");

/** When the successor carries everything, and how long the old cluster is kept afterwards. */
export const switchOver = z
  .strictObject({
    on: isoDate.describe("Day on which this cluster has all traffic and all data."),
    soakHours: wholeNumber(1, 720)
      .default(SOAK_HOURS)
      .describe(
        "Hours from the end of that day in which the old cluster must stay. Range 1..720. @default 48",
      ),
  })
  .optional()
  .describe("When a cluster that replaces another has taken over. @default - not decided");

/** The share of requests that DNS sends to a cluster, which it alone owns. */
export const traffic = z
  .strictObject({
    weight: wholeNumber(0, 100).describe("Percent of the requests for its tenants' names. Range 0..100."),
  })
  .optional()
  .describe("Share of the traffic. @default - all of it, and none for a cluster that replaces another");

export type SwitchOver = NonNullable<z.infer<typeof switchOver>>;

import { z } from "zod";
import { wholeNumber } from "../scalars.ts";

/** What a cluster's entry says of its metrics. */
export const victoriaMetrics = {
  retentionDays: wholeNumber(1, 3650)
    .optional()
    .describe("Days that metrics are kept in the cluster. Range 1..3650. @default - by sla"),
  storageGib: wholeNumber(1, 16384)
    .optional()
    .describe(
      "Size of each volume with metrics, in GiB; it can be raised, never lowered. Range 1..16384. @default - by sla",
    ),
  queueGib: wholeNumber(1, 1024)
    .default(10)
    .describe(
      "Volume of each agent that keeps what could not be written yet, in GiB. Range 1..1024. @default 10",
    ),
  scrapeIntervalSeconds: wholeNumber(5, 300)
    .default(30)
    .describe("Seconds between two scrapes of the same target. Range 5..300. @default 30"),
  central: z
    .boolean()
    .default(true)
    .describe("Whether metrics go to the management cluster of the region too, if it has one. @default true"),
};

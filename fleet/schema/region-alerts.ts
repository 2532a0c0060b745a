import { z } from "zod";
import { distinct, entryId, wholeNumber } from "./scalars.ts";

/** Who hears of a region as a whole. */
export const alerts = distinct(entryId)
  .default([])
  .describe("Alert routes of fleet.yaml that hear of quotas and of the budget. @default none");

/** Alarms on the quotas of a region's account. */
export const quotaAlarms = z
  .strictObject({
    percent: wholeNumber(10, 99)
      .default(60)
      .describe("Part of a quota at which an alarm goes off, in percent. Range 10..99. @default 60"),
  })
  .optional()
  .describe("An alarm for each quota whose use AWS publishes. @default - there are none");

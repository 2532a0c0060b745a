import { z } from "zod";
import { wholeNumber } from "./scalars.ts";

/** One notification is for the forecast; AWS takes ten for a budget, and five are enough to be read. */
const MAX_THRESHOLDS = 4;

const THRESHOLDS = `1 to ${MAX_THRESHOLDS} percentages, each larger than the one before`;

/** What a region may cost. */
export const budget = z
  .strictObject({
    monthlyUsd: wholeNumber(1, 100_000_000).describe(
      "What the account may spend in this AWS region in a month, in dollars. Range 1..100000000.",
    ),
    thresholds: z
      .array(wholeNumber(1, 1000))
      .min(1, { error: THRESHOLDS })
      .max(MAX_THRESHOLDS, { error: THRESHOLDS })
      .refine((all) => all.every((one, index) => index === 0 || one > (all[index - 1] ?? 0)), {
        error: THRESHOLDS,
      })
      .default([50, 80, 100])
      .describe("Parts that were spent, in percent, at which alerts go out. @default [50, 80, 100]"),
  })
  .optional()
  .describe("A budget with alerts, when the month has cost so much or will. @default - there is none");

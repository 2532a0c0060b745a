import { z } from "zod";
import { wholeNumber } from "../scalars.ts";

/** What may be said of the names that a cluster writes. */
export const externalDns = {
  policy: z
    .enum(["upsert-only", "sync"])
    .default("upsert-only")
    .describe(
      "Whether records whose Service or route is gone stay, or go as well; none of another owner ever goes. @default upsert-only",
    ),
  intervalMinutes: wholeNumber(1, 60)
    .default(5)
    .describe(
      "Minutes between two looks at the whole zone; changes in the cluster are written at once. Range 1..60. @default 5",
    ),
};

import { z } from "zod";
import { wholeNumber } from "./scalars.ts";

const CRON = "a schedule such as 0 9 * * mon-fri, five fields, in UTC";

const freeze = z.strictObject({
  schedule: z
    .string({ error: CRON })
    .regex(/^(\S+\s){4}\S+$/, { error: CRON })
    .describe("When it begins, as cron writes it, in UTC."),
  hours: wholeNumber(1, 168).describe("Hours it lasts. Range 1..168."),
});

/** What the nodes of a cluster are. */
export const nodes = z
  .strictObject({
    max: wholeNumber(1, 5000).default(50).describe("Nodes the network must hold. Range 1..5000. @default 50"),
    podsPerNode: wholeNumber(1, 250)
      .default(30)
      .describe("Average pods per node the network must hold. Range 1..250. @default 30"),
    system: wholeNumber(2, 9)
      .optional()
      .describe("Nodes that hold the cluster's own controllers. Range 2..9. @default - by sla"),
    spotPercent: z
      .int({ error: "a whole number in 0..100, in steps of 10" })
      .min(0, { error: "a whole number in 0..100, in steps of 10" })
      .max(100, { error: "a whole number in 0..100, in steps of 10" })
      .multipleOf(10, { error: "a whole number in 0..100, in steps of 10" })
      .default(0)
      .describe("Largest share of spot machines, in percent of the processors. Range 0..100. @default 0"),
    cpuLimit: wholeNumber(4, 1_000_000)
      .optional()
      .describe(
        "Processors that all launched nodes may have. Range 4..1000000. @default - 8 for each of nodes.max",
      ),
    freeze: z
      .array(freeze)
      .optional()
      .describe("Times in which nodes are not consolidated or replaced by drift. @default - by sla"),
  })
  .prefault({})
  .describe("What the network must be large enough for, and what is launched into it.");

export type Freeze = z.infer<typeof freeze>;

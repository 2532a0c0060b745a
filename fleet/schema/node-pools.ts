import { z } from "zod";
import { cronFault } from "../cron.ts";
import { sizeCpus } from "../nodes/instance-sizes.ts";
import { WORKLOAD_CLASSES } from "../nodes/workload-classes.ts";
import { distinct, ID_RULE, wholeNumber } from "./scalars.ts";

const CRON = "a schedule such as 0 9 * * mon-fri, five fields, in UTC";

const schedule = z
  .string({ error: CRON })
  .superRefine((text, context) => {
    const fault = cronFault(text);
    if (fault !== undefined) context.addIssue({ code: "custom", message: `${CRON}: ${fault}` });
  })
  .describe("When it begins, as cron writes it, in UTC.");

const hours = wholeNumber(1, 168).describe("Hours it lasts. Range 1..168.");

const freeze = z.strictObject({ schedule, hours });

const FREEZES = 20;

export const freezes = z
  .array(freeze)
  .max(FREEZES, { error: `at most ${FREEZES} times; Karpenter takes no more than 50 budgets` });

const SHARE = "a whole number in 0..100, in steps of 10";

export const spotPercent = z
  .int({ error: SHARE })
  .min(0, { error: SHARE })
  .max(100, { error: SHARE })
  .multipleOf(10, { error: SHARE });

const FAMILY = "an instance family such as m7i";
const SIZE = "a size such as xlarge or 2xlarge, medium or larger, not metal";
const LIST = { error: "at least one; remove the key for the usual ones" };

const families = distinct(
  z.string({ error: FAMILY }).regex(/^[a-z]{1,3}\d[a-z\d-]{0,8}$/, { error: FAMILY }),
).min(1, LIST);
const sizes = distinct(
  z.string({ error: SIZE }).refine((size) => sizeCpus(size) !== undefined, { error: SIZE }),
).min(1, LIST);

const floor = z.strictObject({
  schedule,
  hours,
  min: wholeNumber(1, 1000).describe("Nodes that stay in that time. Range 1..1000."),
});

/** One pool of nodes: who belongs there, which machines it may have, how many, and when they are disturbed. */
export const nodePool = z.strictObject({
  class: z
    .enum(WORKLOAD_CLASSES)
    .optional()
    .describe("What runs there. @default - the pool's own name, which then must be a class"),
  max: wholeNumber(0, 5000)
    .optional()
    .describe(
      "Nodes it may have; 0 launches no more and ends none. Range 0..5000. @default - for general what nodes.max leaves; others must say it",
    ),
  min: wholeNumber(0, 1000)
    .default(0)
    .describe("Nodes that stay when nobody needs them. Range 0..1000. @default 0"),
  minBySchedule: z
    .array(floor)
    .max(10, { error: "at most 10 times" })
    .default([])
    .describe("Times in which more nodes stay. @default none"),
  families: families.optional().describe("Instance families, such as m7i. @default - all of the class"),
  oldestGeneration: wholeNumber(1, 9)
    .optional()
    .describe("Oldest generation of instances. Range 1..9. @default - by class"),
  sizes: sizes.optional().describe("Sizes of instances, such as xlarge. @default - by class"),
  architectures: distinct(z.enum(["amd64", "arm64"]))
    .min(1, LIST)
    .default(["amd64"])
    .describe("Processor architectures; pods that say nothing may land on any of them. @default amd64"),
  spotPercent: spotPercent
    .optional()
    .describe(
      "Largest share of spot machines, in percent of the processors. Range 0..100. @default - nodes.spotPercent for general, 0 for others",
    ),
  burstable: z
    .boolean()
    .optional()
    .describe(
      "Burstable machines (t3, t3a), cheap while idle, slow when their credits are spent. @default - true for class general in development",
    ),
  disruptionPercent: wholeNumber(1, 100)
    .default(10)
    .describe("Largest share of nodes that are disturbed at a time, in percent. Range 1..100. @default 10"),
  freeze: freezes
    .optional()
    .describe("Times in which its nodes are not consolidated or replaced by drift. @default - nodes.freeze"),
});

export const TWIN = "-spot";
export const TENANT_POOL = "tenant-";

const NAME = `${ID_RULE}, at most 20 characters, without ${TENANT_POOL} before or ${TWIN} behind it`;

export const pools = z
  .record(
    z.string().regex(/^(?!tenant-)(?!system$)(?!.*-spot$)[a-z](?:[a-z0-9]|-(?!-|$)){0,19}$/, { error: NAME }),
    nodePool,
  )
  .refine((map) => Object.keys(map).length > 0, {
    error: "at least one pool; remove the key for the usual ones",
  });

export type Freeze = z.infer<typeof freeze>;
export type FloorTime = z.infer<typeof floor>;
export type PoolEntry = z.infer<typeof nodePool>;

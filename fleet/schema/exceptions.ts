import { z } from "zod";
import { ruleId } from "./policy.ts";
import { isoDate, lineOfText } from "./scalars.ts";

const NAME = "the name of a resource, or a pattern with * for any characters";

const exception = z.strictObject({
  rule: ruleId.describe("Rule that it lets off."),
  type: lineOfText(200).describe("Type of the resource, such as aws:sqs/queue:Queue."),
  name: z
    .string({ error: NAME })
    .min(1, { error: NAME })
    .max(200, { error: "at most 200 characters" })
    .refine((text) => /[^*]/.test(text), { error: `${NAME}; a star alone would let off every resource` })
    .describe("Name of the resource; * stands for any characters."),
  stack: lineOfText(100).optional().describe("Stack that it holds in. @default - every stack"),
  path: lineOfText(200)
    .optional()
    .describe("Path of the value, as the violation shows it. @default - every place of the resource"),
  reason: lineOfText(300).describe("Why it is needed."),
  owner: lineOfText(100).describe("Team that answers for it."),
  expires: isoDate.describe("Last day on which it holds."),
});

/** What the rules forbid and somebody needs, each with a reason, an owner and a last day. */
export const exceptionsSchema = z.strictObject({
  exceptions: z.array(exception).describe("What is let off, one entry each."),
});

export type PolicyException = Readonly<z.infer<typeof exception>>;

import { z } from "zod";
import type { Json } from "./json.ts";
import type { Plan } from "./plan.ts";

const json: z.ZodType<Json> = z.json();

/** The JSON form of plans, as `planText` writes it and another revision's program prints it. */
const planSchema = z.object({
  schema: z.literal(1),
  stack: z.string(),
  resources: z.array(
    z.object({
      type: z.string(),
      name: z.string(),
      parent: z.string().exactOptional(),
      provider: z.string().exactOptional(),
      inputs: z.record(z.string(), json),
      dependencies: z.array(z.string()),
      protect: z.boolean(),
      custom: z.boolean(),
      importId: z.string().exactOptional(),
      options: z
        .object({
          deleteBeforeReplace: z.boolean().exactOptional(),
          deletedWith: z.string().exactOptional(),
          ignoreChanges: z.array(z.string()).exactOptional(),
          replaceOnChanges: z.array(z.string()).exactOptional(),
          replaceWith: z.array(z.string()).exactOptional(),
          replacementTrigger: json.exactOptional(),
          retainOnDelete: z.boolean().exactOptional(),
        })
        .exactOptional(),
      aliases: z.array(z.string()).exactOptional(),
      sources: z.record(z.string(), z.array(z.string())).exactOptional(),
    }),
  ),
});

/** Plans from the text of `atoll plan --json`. @throws an Error when it is none, or one of another schema. */
export function parsePlans(text: string): readonly Plan[] {
  return z.array(planSchema).parse(JSON.parse(text));
}

import { z } from "zod";
import type { Json } from "./json.ts";

const json: z.ZodType<Json> = z.json();
const texts = z.array(z.string()).nullish();

const state = z.object({
  urn: z.string().startsWith("urn:pulumi:"),
  type: z.string(),
  custom: z.boolean().default(false),
  inputs: z.record(z.string(), json).nullish(),
  parent: z.string().nullish(),
  provider: z.string().nullish(),
  dependencies: texts,
  protect: z.boolean().nullish(),
  importID: z.string().nullish(),
  deletedWith: z.string().nullish(),
  ignoreChanges: texts,
  replaceOnChanges: texts,
  replaceWith: texts,
  replacementTrigger: json.optional(),
  retainOnDelete: z.boolean().nullish(),
});

/**
 * What `pulumi preview --json` prints, as far as it is read.
 *
 * @see https://github.com/pulumi/pulumi/blob/v3.259.0/sdk/go/common/display/json.go for the names
 */
const preview = z.object({
  steps: z
    .array(
      z.object({
        op: z.string(),
        urn: z.string().startsWith("urn:pulumi:"),
        oldState: state.nullish(),
        newState: state.nullish(),
        replaceReasons: texts,
        detailedDiff: z.record(z.string(), z.object({ kind: z.string().default("update") })).nullish(),
      }),
    )
    .min(1, "no step at all; even the preview of an empty stack has one"),
});

export type PreviewFile = z.infer<typeof preview>;
export type PreviewFileStep = PreviewFile["steps"][number];
export type PreviewFileState = z.infer<typeof state>;

/** A preview from its text; what is wrong with it, when it is none. */
export function previewIn(text: string): PreviewFile | z.ZodError | SyntaxError {
  try {
    return preview.parse(JSON.parse(text));
  } catch (error) {
    if (error instanceof z.ZodError || error instanceof SyntaxError) return error;
    throw error;
  }
}

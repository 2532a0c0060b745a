import { z } from "zod";
import { shown } from "./diff-words.ts";
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

/** Plans from a file of either form: a list of them, or one. What is wrong with it, when it holds none. */
export function plansIn(text: string): readonly Plan[] | z.ZodError | SyntaxError {
  try {
    const data: unknown = JSON.parse(text);
    return z.array(planSchema).parse(Array.isArray(data) ? data : [data]);
  } catch (error) {
    if (error instanceof z.ZodError || error instanceof SyntaxError) return error;
    throw error;
  }
}

/** What is wrong with the text of a plan, as part of a fault. */
export function planFileFault(
  text: string,
  error: z.ZodError | SyntaxError,
): { readonly path: string; readonly expected: string; readonly got: string } {
  if (error instanceof SyntaxError) {
    const got = text.trim() === "" ? "an empty file" : `no JSON (${error.message})`;
    return { path: "", expected: "a plan as JSON", got };
  }
  const [issue] = error.issues;
  const path = issue?.path ?? [];
  // A single plan was read as a list of one.
  const isWrapped = typeof path[0] === "number" && !text.trimStart().startsWith("[");
  const at = isWrapped ? path.slice(1) : path;
  const got = issue === undefined ? "something else" : gotOf(issue, valueAt(JSON.parse(text), at));
  return { path: pathText(at), expected: "a plan of schema 1", got };
}

/** What stands there; in the schema's own words where it has some. */
function gotOf({ code, message }: z.core.$ZodIssue, value: Json | undefined): string {
  if (code !== "invalid_type" && code !== "invalid_value") return message;
  return value === undefined ? "nothing" : shown(value);
}

function valueAt(top: unknown, path: readonly PropertyKey[]): Json | undefined {
  return path.reduce<unknown>((at, step) => (at as Readonly<Record<PropertyKey, unknown>>)[step], top) as
    Json | undefined;
}

function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`))
    .join("")
    .replace(/^\./, "");
}

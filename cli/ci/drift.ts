import { z } from "zod";
import { type Fault, InputError } from "../../fleet/check.ts";
import { FailedCommand } from "../../fleet/failed-command.ts";
import { planFileFault } from "../../plan/plan-file.ts";
import { type PreviewFileStep, previewIn } from "../../plan/preview-file.ts";
import { typeOfUrn } from "../../plan/request.ts";
import { readIn } from "../read-in.ts";

/** What a look does to a resource that is as its state says. */
const QUIET: ReadonlySet<string> = new Set(["same", "refresh", "read", "read-replacement", "read-discard"]);

/**
 * What a refresh that wrote nothing has found, from its JSON: a line for each resource that is not as its state says.
 * What is the engine's own doesn't count: a provider takes the role that reads for the look alone, and so differs each time.
 *
 * @param file where what `pulumi refresh --preview-only --json` printed is
 * @throws FailedCommand when the engine tells of errors in it, and InputError when it is something else.
 */
export function driftOf(file: string): readonly string[] {
  return driftIn(readIn(file, { expected, hint }), file);
}

/** As `driftOf`, of the text of a file. */
export function driftIn(text: string, file: string): readonly string[] {
  const errors = errorsIn(text);
  if (errors.length > 0) throw new FailedCommand("pulumi refresh", errors.join("\n"));
  const found = previewIn(text);
  if (!("steps" in found)) throw new InputError([noRefresh(text, file, found)]);
  return found.steps
    .filter(({ op, urn }) => !QUIET.has(op) && !typeOfUrn(urn).startsWith("pulumi:"))
    .map(driftLine);
}

/** What the engine tells of a look that failed; it stands in the JSON and nowhere else. */
function errorsIn(text: string): readonly string[] {
  try {
    const { diagnostics } = told.parse(JSON.parse(text));
    return diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => plain(message));
  } catch (error) {
    if (error instanceof z.ZodError || error instanceof SyntaxError) return [];
    throw error;
  }
}

const told = z.object({
  diagnostics: z.array(z.object({ severity: z.string(), message: z.string() })),
});

/** Colours of the engine are words in braces. */
const plain = (message: string): string => message.replaceAll(/<\{%[^%]*%\}>/g, "").trim();

function driftLine({ op, urn, detailedDiff }: PreviewFileStep): string {
  const paths = Object.keys(detailedDiff ?? {}).sort();
  const what = op === "delete" ? "is gone" : paths.length === 0 ? op : paths.join(", ");
  return `${typeOfUrn(urn)} ${urn.split("::").slice(3).join("::")}: ${what}`;
}

const expected = "a refresh as JSON";
const hint = "write it again with pulumi refresh --preview-only --json --stack <stack> > <file>";

function noRefresh(text: string, file: string, error: Parameters<typeof planFileFault>[1]): Fault {
  return { file, ...planFileFault(text, error), expected, hint };
}

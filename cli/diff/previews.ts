import { type Fault, InputError } from "../../fleet/check.ts";
import { isEmpty } from "../../plan/diff.ts";
import type { FleetDiff, StackDiff } from "../../plan/fleet-diff.ts";
import { planFileFault } from "../../plan/plan-file.ts";
import { previewDiff, stacksOfPreview, unknownOperations } from "../../plan/preview-diff.ts";
import { type PreviewFile, previewIn } from "../../plan/preview-file.ts";
import { textOrFault } from "../read-in.ts";

const WROTE = "write it again with pulumi preview --json --stack <stack> > <file>";

/**
 * What the engine would do, from files of `pulumi preview --json`, one of each stack.
 *
 * @throws InputError with every file that holds none, or the preview of a stack that another file has.
 */
export function previewedDiff(files: readonly string[]): FleetDiff {
  const faults: Fault[] = [];
  const diffs: StackDiff[] = [];
  for (const file of files) {
    const found = readPreview(file);
    if ("fault" in found) {
      faults.push(found.fault);
      continue;
    }
    if (diffs.some(({ stack }) => stack === found.stack)) {
      const expected = "one preview of each stack; another file has this one, too";
      faults.push({ file, path: found.stack, expected });
    } else diffs.push(previewDiff(found.stack, found.preview));
  }
  if (faults.length > 0) throw new InputError(faults);
  const isChanged = (diff: StackDiff): boolean => diff.fate !== "stays" || !isEmpty(diff);
  const still = diffs.filter((diff) => !isChanged(diff)).map(({ stack }) => stack);
  return { changed: diffs.filter(isChanged).sort(byStack), unchanged: still.length, still: still.sort() };
}

type Found = { readonly fault: Fault } | { readonly stack: string; readonly preview: PreviewFile };

function readPreview(file: string): Found {
  const wanted = { expected: "a preview as JSON", hint: WROTE };
  const text = textOrFault(file, wanted);
  if (typeof text !== "string") return { fault: text };
  const preview = previewIn(text);
  if (!("steps" in preview)) return { fault: { file, ...planFileFault(text, preview), ...wanted } };
  const operations = unknownOperations(preview);
  if (operations.length > 0) {
    const got = operations.join(", ");
    return { fault: { file, path: "steps", expected: "operations that previews are known to have", got } };
  }
  const [stack = "", ...others] = stacksOfPreview(preview);
  if (others.length > 0) {
    const got = [stack, ...others].join(", ");
    return { fault: { file, path: "steps", expected: "the preview of one stack", got, hint: WROTE } };
  }
  return { stack, preview };
}

const byStack = (a: StackDiff, b: StackDiff): number => (a.stack < b.stack ? -1 : 1);

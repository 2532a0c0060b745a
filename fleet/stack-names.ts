import { type Fault, InputError } from "./check.ts";
import { didYouMean } from "./read/issues.ts";

/** What is wrong with the name of a stack that has no entry. */
export function unknownStack(name: string, entries: readonly string[]): Fault {
  const known = [...entries].sort();
  const hint = didYouMean(name, known);
  const expected =
    known.length === 0 ? "a stack; the inventory has no entries" : `one of ${known.join(", ")}`;
  const fault = { file: `stack ${JSON.stringify(name)}`, path: "", expected };
  return hint === undefined ? fault : { ...fault, hint };
}

/**
 * The stacks that are meant, each once and in alphabetical order: those named, or all entries when none is.
 *
 * @throws InputError with every name that is no entry.
 */
export function chosenStacks(names: readonly string[], entries: readonly string[]): readonly string[] {
  const unknown = [...new Set(names)].filter((name) => !entries.includes(name));
  if (unknown.length > 0) throw new InputError(unknown.map((name) => unknownStack(name, entries)));
  return [...new Set(names.length > 0 ? names : entries)].sort();
}

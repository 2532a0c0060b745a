import { readFileSync } from "node:fs";
import { type Fault, InputError } from "../fleet/check.ts";

/** What a named file should hold, and how to come by one. */
export interface Wanted {
  readonly expected: string;
  readonly hint: string;
}

/** The text of a file that somebody named; what is wrong where it cannot be read. */
export function textOrFault(file: string, wanted: Wanted): string | Fault {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    return { file, path: "", ...wanted, got: whatIsThere(error) };
  }
}

/** The text of a file that somebody named. @throws InputError when it cannot be read. */
export function readIn(file: string, wanted: Wanted): string {
  const text = textOrFault(file, wanted);
  if (typeof text !== "string") throw new InputError([text]);
  return text;
}

function whatIsThere(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT") return "nothing at this path";
  if (code === "EISDIR") return "a folder";
  return error instanceof Error ? error.message : String(error);
}

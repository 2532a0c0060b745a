import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { z } from "zod";
import type { Fault, Finding } from "../check.ts";
import { NO_MEMORY, type ReadMemory } from "./memory.ts";
import { textFindings } from "../rules/text.ts";
import { schemaFindings } from "./issues.ts";
import { locatedIn, pathText } from "./locate.ts";
import { decoded, type Origin, parsed, type Source } from "./source.ts";

/** What came of one file: its value when it follows the schema, and everything wrong with it. */
export interface ReadEntry<T> {
  readonly value: T | undefined;
  readonly faults: readonly Fault[];
}

/** One file of a folder, read and checked. A file that cannot be read is a fault as well, never a missing entry. */
export function readFile<T>(
  dir: string,
  file: string,
  schema: z.ZodType<T>,
  { origin = "written", memory = NO_MEMORY }: ReadOptions = {},
): ReadEntry<T> {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(join(dir, file));
  } catch (error) {
    const got = isErrnoException(error) ? error.code : undefined;
    if (got === undefined) throw error;
    return { value: undefined, faults: [{ file, path: "", expected: "a file that can be read", got }] };
  }
  const kind = file.includes("/") ? file.slice(0, file.indexOf("/")) : file;
  const known = memory.recall(kind, bytes);
  if (known !== undefined) return { value: known as T, faults: [] };
  const read = readEntry(file, bytes, schema, origin);
  if (read.faults.length === 0) memory.keep(kind, bytes, read.value);
  return read;
}

/** How a file of an inventory is read. */
export interface ReadOptions {
  /** @default "written" */
  readonly origin?: Origin;
  /** What is known of files of before; only of the same program. @default - nothing */
  readonly memory?: ReadMemory;
}

function isErrnoException(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "code" in error;
}

/** Bytes of one file to a checked value: text, then YAML, then schema, then what its text betrays. */
export function readEntry<T>(
  file: string,
  bytes: Uint8Array,
  schema: z.ZodType<T>,
  origin: Origin = "written",
): ReadEntry<T> {
  const text = decoded(bytes, origin);
  if ("fault" in text) return { value: undefined, faults: [{ file, path: "", ...text.fault }] };
  const { source, faults } = parsed(text.text);
  const told = faults.map(({ offset, path, expected, got, hint }): Fault => {
    const rule = { expected, ...(got === undefined ? {} : { got }), ...(hint === undefined ? {} : { hint }) };
    return { file, ...position(source, offset), path: pathText(path), ...rule };
  });
  if (!faults.every(({ alone }) => alone === true)) return { value: undefined, faults: told };
  const data: unknown = source.document.toJS();
  const result = schema.safeParse(data);
  const findings = [
    ...(result.success ? [] : schemaFindings(file, schema, data, result.error)),
    ...textFindings(file, data),
  ].filter(({ at }) => !faults.some(({ path }) => isWithin(path, at)));
  return {
    value: result.success && told.length === 0 ? result.data : undefined,
    faults: [...told, ...findings.map((finding) => locatedIn(source, finding))],
  };
}

/** Whether a place is the outer one or inside it: what was told as YAML is not told again by the schema. */
function isWithin(outer: Finding["at"], at: Finding["at"]): boolean {
  return outer.every((key, index) => key === at[index]);
}

function position(source: Source, offset: number): { readonly line: number; readonly column: number } {
  const { line, col } = source.lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

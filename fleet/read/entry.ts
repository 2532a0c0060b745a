import type { z } from "zod";
import type { Fault } from "../check.ts";
import { textFindings } from "../rules/text.ts";
import { schemaFindings } from "./issues.ts";
import { locatedIn, pathText } from "./locate.ts";
import { decoded, parsed, type Source } from "./source.ts";

/** What came of one file: its value when it follows the schema, and everything wrong with it. */
export interface ReadEntry<T> {
  readonly value: T | undefined;
  readonly faults: readonly Fault[];
}

/** Bytes of one file to a checked value: text, then YAML, then schema, then what its text betrays. */
export function readEntry<T>(file: string, bytes: Uint8Array, schema: z.ZodType<T>): ReadEntry<T> {
  const text = decoded(bytes);
  if ("fault" in text) return { value: undefined, faults: [{ file, path: "", ...text.fault }] };
  const { source, faults } = parsed(text.text);
  if (faults.length > 0) {
    const told = faults.map(({ offset, path, ...rule }) => {
      return { file, ...position(source, offset), path: pathText(path), ...rule };
    });
    return { value: undefined, faults: told };
  }
  const data: unknown = source.document.toJS();
  const result = schema.safeParse(data);
  const findings = [
    ...(result.success ? [] : schemaFindings(file, schema, data, result.error)),
    ...textFindings(file, data),
  ];
  return {
    value: result.success ? result.data : undefined,
    faults: findings.map((finding) => locatedIn(source, finding)),
  };
}

function position(source: Source, offset: number): { readonly line: number; readonly column: number } {
  const { line, col } = source.lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

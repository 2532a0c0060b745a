import { isUtf8 } from "node:buffer";
import { isMap, isScalar, LineCounter, parseDocument, type Document } from "yaml";
import type { Fault } from "../check.ts";
import { type SourceFault, TOO_DEEP, treeFaults } from "./tree.ts";
import { typed } from "./typed.ts";

/** Limits that no honest file comes near: people write a few hundred bytes, `atoll lock` about 700 for a cluster. */
const MAX_KIBIBYTES = { written: 128, lock: 65_536 } as const;

/** Who wrote a file: people, or `atoll lock`. */
export type Origin = keyof typeof MAX_KIBIBYTES;

/** What git writes into a file that both sides of a merge changed. */
export const CONFLICT_MARKER = /^<{7} /m;

/** One broken bracket makes a parser stumble many times; the first stumbles tell enough. */
const MAX_SYNTAX_FAULTS = 5;

/** The parser descends by recursion, and where thousands of levels end it depends on the machine. */
const TOO_DEEP_TO_READ: SourceFault = { offset: 0, path: [], expected: TOO_DEEP };

/** One YAML file: its text, its tree with positions, and where each line begins. */
export interface Source {
  readonly text: string;
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
}

type TextFault = Omit<Fault, "file" | "path">;

/** Bytes to text: UTF-8 only, byte-order mark dropped, line ends made one. */
export function decoded(
  bytes: Uint8Array,
  origin: Origin = "written",
): { readonly text: string } | { readonly fault: TextFault } {
  const limit = MAX_KIBIBYTES[origin];
  if (bytes.length > limit * 1024)
    return { fault: { expected: `a file of at most ${limit} KiB`, got: `${bytes.length} bytes` } };
  const text = new TextDecoder().decode(bytes).replace(/\r\n?/g, "\n");
  if (!isUtf8(bytes)) {
    const place = positionIn(text, text.indexOf("\ufffd"));
    return {
      fault: { ...place, expected: "UTF-8 text", got: "other bytes", hint: "save the file as UTF-8" },
    };
  }
  const marker = text.search(CONFLICT_MARKER);
  if (marker >= 0) {
    const hint =
      origin === "lock" ? "run atoll lock --rebase <base revision>, such as origin/main" : "resolve it";
    const expected = "a file without the conflict markers of a merge";
    return { fault: { ...positionIn(text, marker), expected, hint } };
  }
  const nul = text.indexOf("\0");
  return nul < 0 ? { text } : { fault: { ...positionIn(text, nul), expected: "text", got: "a NUL byte" } };
}

function positionIn(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset);
  return { line: before.split("\n").length, column: offset - before.lastIndexOf("\n") };
}

/** Parses one file strictly: YAML 1.2, one document, no anchors, aliases, tags or merge keys, no empty values. */
export function parsed(text: string): { readonly source: Source; readonly faults: readonly SourceFault[] } {
  const lines = new LineCounter();
  const document = documentOf(text, lines);
  if (document === undefined) {
    const source = { text, document: parseDocument("", { lineCounter: lines }), lines };
    return { source, faults: [TOO_DEEP_TO_READ] };
  }
  const source = { text, document, lines };
  return { source, faults: [...syntaxFaults(document), ...contentFaults(source)] };
}

/** Thousands of levels end the parser in some places without a document. */
function documentOf(text: string, lineCounter: LineCounter): Document.Parsed | undefined {
  try {
    // The tree walk finds keys given twice in linear time; the parser compares each key with each, and looks up the
    // text around each stumble, which takes minutes for a megabyte of commas.
    return parseDocument(text, {
      version: "1.2",
      lineCounter,
      merge: false,
      uniqueKeys: false,
      prettyErrors: false,
    });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** What the parser has against the text. A warning counts as well: it is about a value that was read as something else. */
function syntaxFaults(document: Document.Parsed): readonly SourceFault[] {
  const stumbles = [...document.errors, ...document.warnings].slice(0, MAX_SYNTAX_FAULTS);
  if (stumbles.some(({ message }) => message.startsWith("Maximum call stack"))) return [TOO_DEEP_TO_READ];
  const faults = stumbles.map(({ message, pos }) => ({
    offset: pos[0],
    path: [],
    expected: "valid YAML 1.2",
    hint: stumble(message),
  }));
  const { version } = document.directives.yaml;
  const other = { offset: 0, path: [], expected: "YAML 1.2", got: version, hint: "remove the %YAML line" };
  return version === "1.2" ? faults : [...faults, other];
}

/** The parser's first line as the end of a sentence of ours. */
function stumble(message: string): string {
  const [text = ""] = message.split("\n");
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** A tree that the parser stumbled over is not looked at any further. */
function contentFaults({ text, document }: Source): readonly SourceFault[] {
  if (document.errors.length > 0 || document.warnings.length > 0) return [];
  const contents = document.contents;
  if (isMap(contents)) return treeFaults(text, contents);
  const fault = { offset: contents?.range[0] ?? 0, path: [], expected: "keys and values" };
  if (contents !== null && !(isScalar(contents) && contents.value === null)) {
    return [{ ...fault, got: typed(text, contents) }];
  }
  const hint = "an empty file never means delete; use lifecycle: retiring";
  return [{ ...fault, offset: 0, got: "nothing", hint }];
}

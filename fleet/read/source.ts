import { isMap, isScalar, LineCounter, parseDocument, type Document } from "yaml";
import type { Fault } from "../check.ts";
import { type SourceFault, treeFaults } from "./tree.ts";
import { typed } from "./typed.ts";

/** A limit that no honest inventory file comes near. */
const MAX_BYTES = 2 ** 20;

/** One broken bracket makes a parser stumble many times; the first stumbles tell enough. */
const MAX_SYNTAX_FAULTS = 5;

/** One YAML file: its text, its tree with positions, and where each line begins. */
export interface Source {
  readonly text: string;
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
}

type TextFault = Pick<Fault, "expected" | "got" | "hint">;

/** Bytes to text: UTF-8 only, byte-order mark dropped, line ends made one. */
export function decoded(bytes: Uint8Array): { readonly text: string } | { readonly fault: TextFault } {
  if (bytes.length > MAX_BYTES) {
    return { fault: { expected: "a file of at most 1 MiB", got: `${bytes.length} bytes` } };
  }
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return { fault: { expected: "UTF-8 text", got: "other bytes", hint: "save the file as UTF-8" } };
  }
  if (text.includes("\0")) return { fault: { expected: "text", got: "a NUL byte" } };
  return { text: text.replace(/\r\n?/g, "\n") };
}

/** Parses one file strictly: YAML 1.2, one document, no anchors, aliases, tags or merge keys, no empty values. */
export function parsed(text: string): { readonly source: Source; readonly faults: readonly SourceFault[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    version: "1.2",
    lineCounter: lines,
    uniqueKeys: true,
    merge: false,
  });
  const source = { text, document, lines };
  return { source, faults: [...syntaxFaults(document), ...contentFaults(source)] };
}

/** What the parser has against the text. A warning counts as well: it is about a value that was read as something else. */
function syntaxFaults(document: Document.Parsed): readonly SourceFault[] {
  const stumbles = [...document.errors, ...document.warnings].slice(0, MAX_SYNTAX_FAULTS);
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

/** The parser's first line without its position, as the end of a sentence of ours. */
function stumble(message: string): string {
  const text = (message.split("\n")[0] ?? "").replace(/ at line \d+, column \d+:?$/, "");
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

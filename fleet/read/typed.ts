import { isMap, isScalar, isSeq, type Node } from "yaml";
import { codePoint, visible } from "../check.ts";

/** Longest text that is repeated in a message. */
export const MAX_SHOWN = 60;

const NOT_ASCII = /[^\x20-\x7e]/gu;

/** A text with everything but ASCII as code points, so that look-alikes can be told apart. */
export function asciiOnly(text: string): string {
  return text.replace(NOT_ASCII, codePoint);
}

/** A value as somebody typed it, on one line, short enough to read; what is no text is named by its kind. */
export function typed(text: string, node: Node): string {
  if (isMap(node)) return "a map";
  if (isSeq(node)) return "a list";
  const [start, end] = node.range ?? [0, 0];
  const source = text.slice(start, end).trim();
  const line = source.split("\n")[0] ?? "";
  const short =
    source.length > line.length || line.length > MAX_SHOWN ? `${line.slice(0, MAX_SHOWN - 3)}...` : line;
  if (short === "") return "nothing";
  const shown = visible(short);
  if (!isScalar(node) || typeof node.value !== "string" || /^["'|>]/.test(short)) return shown;
  return `"${shown.replaceAll('"', '\\"')}"`;
}

import { isMap, isScalar, isSeq, type Node } from "yaml";

/** Longest text that is repeated in a message. */
const MAX_SHOWN = 60;

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
  if (!isScalar(node)) return short;
  if (typeof node.value === "number" || typeof node.value === "bigint") return `the number ${short}`;
  if (typeof node.value !== "string") return short;
  return /^["'|>]/.test(short) ? short : JSON.stringify(short);
}

/** One thing an operator can fix, with everything needed to find and fix it. */
export interface Fault {
  /** File, relative to the inventory folder, or the name of what was given. */
  readonly file: string;
  /** Line, counted from 1; absent when the fault has no position (a missing file). */
  readonly line?: number;
  /** Column, counted from 1. */
  readonly column?: number;
  /** Path inside the file, such as `nodes.max` or `zones[2]`; empty for the file itself. */
  readonly path: string;
  /** The rule, to be read after the word expected: `a whole number in 1..5000`. */
  readonly expected: string;
  /** The value as typed; absent when there is none. */
  readonly got?: string;
  /** The one likely remedy. */
  readonly hint?: string;
}

/** A fault as a rule finds it: it names the place by its path, and the position is looked up when it is reported. */
export interface Finding {
  readonly file: string;
  /** Keys and indexes from the top of the file. */
  readonly at: readonly (string | number)[];
  readonly expected: string;
  /** True when the key itself is at fault, not its value. */
  readonly atKey?: boolean;
  /** Value to show instead of the text in the file. */
  readonly got?: string;
  readonly hint?: string;
}

/** `clusters/dev.yaml:4:8 nodes.max: expected a whole number in 1..5000, got "9000"`. */
export function faultLine(fault: Fault): string {
  const position = [fault.file, fault.line, fault.column].filter((part) => part !== undefined).join(":");
  const where = fault.path === "" ? position : `${position} ${fault.path}`;
  const got = fault.got === undefined ? "" : `, got ${fault.got}`;
  const hint = fault.hint === undefined ? "" : `; ${fault.hint}`;
  return `${where}: expected ${fault.expected}${got}${hint}`;
}

/** What a terminal would not show, or would obey. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

export const codePoint = (character: string): string =>
  `\\u{${character.codePointAt(0)?.toString(16) ?? ""}}`;

/** A text on one line in which nothing hides. */
export function visible(text: string): string {
  return text.replace(/\s*\n\s*/g, " ").replace(INVISIBLE, codePoint);
}

/** Lines in which nothing hides; what they begin with, such as an indent, stays. */
export function visibleLines(text: string): string {
  return text
    .split("\n")
    .map((line) => line.replace(INVISIBLE, codePoint))
    .join("\n");
}

/** A fault repeats what strangers may have typed, and terminals obey more than they show. */
function visibleFault({ file, path, expected, got, hint, ...position }: Fault): Fault {
  return {
    file: visible(file),
    ...position,
    path: visible(path),
    expected: visible(expected),
    ...(got === undefined ? {} : { got: visible(got) }),
    ...(hint === undefined ? {} : { hint: visible(hint) }),
  };
}

/** All faults of one run: what the operator gave, not a bug of ours. */
export class InputError extends Error {
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    const shown = faults.map(visibleFault);
    super(shown.map(faultLine).join("\n"));
    this.name = "InputError";
    this.faults = shown;
  }
}

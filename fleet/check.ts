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
  /** The rule, as a sentence fragment: `expected an integer in 1..5000`. */
  readonly expected: string;
  /** The value as typed; absent when there is none. */
  readonly got?: string;
  /** The one likely remedy. */
  readonly hint?: string;
}

/** `clusters/dev.yaml:4:8 nodes.max: expected an integer in 1..5000, got "9e9"; write 200`. */
export function faultLine(fault: Fault): string {
  const position = [fault.file, fault.line, fault.column].filter((part) => part !== undefined).join(":");
  const where = fault.path === "" ? position : `${position} ${fault.path}`;
  const got = fault.got === undefined ? "" : `, got ${fault.got}`;
  const hint = fault.hint === undefined ? "" : `; ${fault.hint}`;
  return `${where}: ${fault.expected}${got}${hint}`;
}

/** All faults of one run: what the operator gave, not a bug of ours. */
export class InputError extends Error {
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super(faults.map(faultLine).join("\n"));
    this.name = "InputError";
    this.faults = faults;
  }
}

import type { Files } from "../written-inventory.ts";

/** One kind of wrong input: what is written, and every fault the loader must find in it. */
export interface BadInput {
  /** What is wrong, as a person would say it. */
  readonly row: string;
  readonly files: Files;
  readonly faults: readonly string[];
}

export function bad(row: string, files: Files, ...faults: readonly string[]): BadInput {
  return { row, files, faults };
}

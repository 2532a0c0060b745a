import type { Resource } from "./resource.ts";
import type { Value } from "./value.ts";

/** What a rule found at one place of a resource. */
export type Finding =
  | { readonly kind: "violation"; readonly path: string; readonly expected: string; readonly got: string }
  /** A value that decides is not known yet: nothing is wrong so far, and nothing is proven. */
  | { readonly kind: "unknown"; readonly path: string; readonly expected: string };

/** What a rule over a whole stack found, and on which resource. */
export type StackFinding = Finding & { readonly resource: Resource };

/** A violation at a value, or, where the value is not known yet, that. */
export function breach(value: Value, expected: string): Finding {
  if (value.isUnknown) return unknown(value, expected);
  return { kind: "violation", path: value.path, expected, got: value.shown };
}

/** A value that decides is not known yet. */
export function unknown({ path }: { readonly path: string }, expected: string): Finding {
  return { kind: "unknown", path, expected };
}

/** Nothing when the known value is accepted, else what is wrong with it; an absent value is handed on as undefined. */
export function must(
  value: Value,
  expected: string,
  accepts: (known: unknown) => boolean,
): readonly Finding[] {
  return !value.isUnknown && accepts(value.known) ? [] : [breach(value, expected)];
}

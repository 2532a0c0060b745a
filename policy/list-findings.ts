import { breach, type Finding, must, unknown } from "./finding.ts";
import type { Value } from "./value.ts";

/** Nothing when one item is accepted; where one is not known yet, it may be that one. */
export function mustHold(
  list: Value,
  expected: string,
  accepts: (known: unknown) => boolean,
): readonly Finding[] {
  const { items } = list;
  if (items.some(({ isUnknown, known }) => !isUnknown && accepts(known))) return [];
  const hidden = items.find(({ isUnknown }) => isUnknown);
  return [hidden === undefined ? breach(list, expected) : unknown(hidden, expected)];
}

/** What is wrong with each item that is not accepted. */
export function eachMust(
  list: Value,
  expected: string,
  accepts: (known: unknown) => boolean,
): readonly Finding[] {
  return list.items.flatMap((item) => must(item, expected, accepts));
}

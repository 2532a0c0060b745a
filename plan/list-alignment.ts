import { diffArrays } from "diff";

/** Elements that go, by their place in the first list, and those that come, by their place in the second. */
export interface Alignment {
  readonly gone: readonly number[];
  readonly come: readonly number[];
}

/** Most elements that may differ before places are compared instead: the search costs the square of them. */
const MOST_DIFFERENCES = 2_000;

/**
 * The fewest elements that must go and come to make one list of another; undefined when these are too many. Both
 * directions give the same answer.
 */
export function aligned(before: readonly string[], after: readonly string[]): Alignment | undefined {
  if (before.join("\n") <= after.join("\n")) return oneWay(before, after);
  const turned = oneWay(after, before);
  return turned === undefined ? undefined : { gone: turned.come, come: turned.gone };
}

function oneWay(before: readonly string[], after: readonly string[]): Alignment | undefined {
  const parts = diffArrays([...before], [...after], { maxEditLength: MOST_DIFFERENCES });
  if (parts === undefined) return undefined;
  const [gone, come]: [number[], number[]] = [[], []];
  let [was, is] = [0, 0];
  for (const { added, removed, value } of parts) {
    for (let index = 0; index < value.length; index += 1) {
      if (removed) gone.push(was + index);
      if (added) come.push(is + index);
    }
    if (!added) was += value.length;
    if (!removed) is += value.length;
  }
  return { gone, come };
}

import { InputError } from "../../fleet/check.ts";

/** What is compared with what, in names that git knows. */
export interface RevisionNames {
  readonly base: string;
  /** @default - the work tree, with what is not committed yet */
  readonly head?: string;
  /** Whether the base is the commit where the later side left it. */
  readonly isMergeBase: boolean;
}

/** `a..b` and `a...b`, as git writes them; a side that is left out is HEAD. */
const RANGE = /^(.*?)(\.{2,3})(.*)$/;

/**
 * The two sides that a person names: `main`, `main feature`, `main..feature` or `main...feature`.
 *
 * @throws InputError where a range and a second name stand beside each other.
 */
export function revisionNames(base: string, head: string | undefined, isMergeBase: boolean): RevisionNames {
  const [range, from = "", dots = "", to = ""] = RANGE.exec(base) ?? [];
  if (range === undefined) return { base, ...(head === undefined ? {} : { head }), isMergeBase };
  if (head !== undefined) {
    const expected = `one range, or two revisions; ${base} names both sides already`;
    throw new InputError([{ file: "head", path: "", expected, got: JSON.stringify(head) }]);
  }
  return {
    base: from === "" ? "HEAD" : from,
    head: to === "" ? "HEAD" : to,
    isMergeBase: isMergeBase || dots === "...",
  };
}

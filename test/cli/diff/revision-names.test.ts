import { expect, test } from "vitest";
import { revisionNames } from "../../../cli/diff/revision-names.ts";

test.each([
  [["main", undefined], { base: "main", isMergeBase: false }],
  [["main", "feature"], { base: "main", head: "feature", isMergeBase: false }],
  [["main..feature", undefined], { base: "main", head: "feature", isMergeBase: false }],
  [["main...feature", undefined], { base: "main", head: "feature", isMergeBase: true }],
  [["v1.2..", undefined], { base: "v1.2", head: "HEAD", isMergeBase: false }],
  [["...feature", undefined], { base: "HEAD", head: "feature", isMergeBase: true }],
  [["release/1.2", undefined], { base: "release/1.2", isMergeBase: false }],
] as const)("%j names the two sides", ([base, head], names) => {
  expect(revisionNames(base, head, false)).toEqual(names);
  expect(revisionNames(base, head, true)).toEqual({ ...names, isMergeBase: true });
});

test("a range has both sides already", () => {
  expect(() => revisionNames("main..feature", "dev", false)).toThrow(
    'head: expected one range, or two revisions; main..feature names both sides already, got "dev"',
  );
});

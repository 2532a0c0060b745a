import { expect, test } from "vitest";
import {
  failedTests,
  type FileResult,
  filesToRunAgain,
  merged,
  totalLine,
  unsteadyTests,
} from "./run-counts.ts";

const WHY = "Error: waited in vain\n    at until.ts:8";

/** A file whose tests ended so; `failed` ones say why. */
function file(name: string, ...statuses: readonly string[]): FileResult {
  return {
    name,
    status: statuses.includes("failed") ? "failed" : "passed",
    message: "",
    assertionResults: statuses.map((status, index) => ({
      ...{ status, fullName: `test ${index + 1}` },
      ...(status === "failed" && { failureMessages: [WHY] }),
    })),
  };
}

const run = (...testResults: readonly FileResult[]) => ({ testResults });

/** A file that fails before any of its tests. */
const BROKEN: FileResult = {
  ...file("broken", "skipped"),
  status: "failed",
  message: "no such module\nat x",
};

const FIRST = run(
  file("steady", "passed", "skipped"),
  file("shaken", "passed", "failed", "failed"),
  file("wrong", "failed"),
  BROKEN,
);

test("of a run in which up to three files failed these are run again", () => {
  expect(filesToRunAgain(FIRST)).toEqual(["shaken", "wrong", "broken"]);
  expect(filesToRunAgain(run(file("steady", "passed")))).toEqual([]);
});

test("where more files failed none is run again", () => {
  expect(filesToRunAgain(run(...FIRST.testResults, file("fourth", "failed")))).toEqual([]);
});

test("the second run of a file counts in place of its first, and what did not come to a second end stays failed", () => {
  const second = run(file("shaken", "passed", "passed", "passed"), file("wrong", "failed"));
  const both = merged(FIRST, second);
  expect(both.testResults.map(({ name, status }) => [name, status])).toEqual([
    ["steady", "passed"],
    ["shaken", "passed"],
    ["wrong", "failed"],
    ["broken", "failed"],
  ]);
  expect(totalLine([FIRST])).toBe("Total: 2 passed, 3 failed, 2 skipped");
  expect(totalLine([both])).toBe("Total: 4 passed, 1 failed, 2 skipped");
});

test("tests that failed beside others are unsteady where their file passes alone, with the first line of why", () => {
  const second = run(file("shaken", "passed", "passed", "passed"), file("wrong", "failed"));
  expect(unsteadyTests(FIRST, second)).toEqual([
    "shaken: test 2: Error: waited in vain",
    "shaken: test 3: Error: waited in vain",
  ]);
  expect(unsteadyTests(FIRST, run({ ...BROKEN, status: "passed", message: "" }))).toEqual([
    "broken: no such module",
  ]);
});

test("what failed is told test by test, and of a file that broke as a whole once", () => {
  expect(failedTests(FIRST)).toEqual([
    "shaken: test 2: Error: waited in vain",
    "shaken: test 3: Error: waited in vain",
    "wrong: test 1: Error: waited in vain",
    "broken: no such module",
  ]);
});

test("the last line counts all stages, what is pending as skipped", () => {
  expect(totalLine([])).toBe("Total: 0 passed, 0 failed, 0 skipped");
  expect(totalLine([run(file("one", "passed", "pending")), run(file("two", "passed", "todo"))])).toBe(
    "Total: 2 passed, 0 failed, 1 skipped",
  );
});

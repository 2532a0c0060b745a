/** What vitest's counts say at the end of a run: plain values in, lines out. */

/** What vitest's JSON reporter writes, as far as it is read here. */
export interface VitestCounts {
  readonly testResults: readonly FileResult[];
}

export interface FileResult {
  /** Path of the test file. */
  readonly name: string;
  readonly status: string;
  /** Why the file failed as a whole; else empty. */
  readonly message: string;
  readonly assertionResults: readonly {
    readonly status: string;
    readonly fullName: string;
    readonly failureMessages?: readonly string[];
  }[];
}

/** More files than this that fail together do not fail because others ran beside them. */
const MOST_AGAIN = 3;

/** Files that are run once again, alone, after a run in which these failed beside others. */
export function filesToRunAgain(first: VitestCounts): readonly string[] {
  const failed = first.testResults.filter(isFailed).map(({ name }) => name);
  return failed.length <= MOST_AGAIN ? failed : [];
}

/** The results of a run in which some files were run again: what counts of those is their second run. */
export function merged(first: VitestCounts, second: VitestCounts): VitestCounts {
  const again = new Map(second.testResults.map((file) => [file.name, file]));
  return { testResults: first.testResults.map((file) => again.get(file.name) ?? file) };
}

/** Tests that failed beside others and passed alone, as `<file>: <test>: <first line of why>`. */
export function unsteadyTests(first: VitestCounts, second: VitestCounts): readonly string[] {
  const passed = new Set(second.testResults.filter((file) => !isFailed(file)).map(({ name }) => name));
  return failedTests({ testResults: first.testResults.filter(({ name }) => passed.has(name)) });
}

/** Every test that failed, in the order in which they ran, as `<file>: <test>: <first line of why>`. */
export function failedTests({ testResults }: VitestCounts): readonly string[] {
  return testResults.flatMap(({ name, message, assertionResults }) => {
    const failed = assertionResults.filter(({ status }) => status === "failed");
    const whys = failed.map(({ fullName, failureMessages: [why = ""] = [] }) => `${fullName}: ${why}`);
    const told = failed.length === 0 && message !== "" ? [message] : whys;
    return told.map((why) => `${name}: ${why.split("\n")[0] ?? ""}`);
  });
}

/** The line that a machine reads: `Total: 812 passed, 0 failed, 2 skipped`. */
export function totalLine(read: readonly VitestCounts[]): string {
  const all = read.flatMap(({ testResults }) => testResults).flatMap((file) => file.assertionResults);
  const count = (...of: readonly string[]): number => all.filter(({ status }) => of.includes(status)).length;
  return `Total: ${count("passed")} passed, ${count("failed")} failed, ${count("skipped", "pending")} skipped`;
}

const isFailed = ({ status }: FileResult): boolean => status === "failed";

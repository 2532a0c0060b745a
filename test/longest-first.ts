import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * Files of the engine's tests that take longest, the longest first: one of them that began last would keep the others
 * waiting, each alone with its processor.
 */
const LONG = [
  "killed-cluster",
  "stacks",
  "day-two",
  "blue-green",
  "central-metrics",
  "three-kinds",
  "commands",
  "link",
  "bootstrap-accounts",
  "region-pairs",
  "killed-cli",
  "policy-samples",
];

/** Begins with the longest files; the others follow as vitest sorts them. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => rankOf(one) - rankOf(other));
  }
}

function rankOf({ moduleId }: TestSpecification): number {
  const rank = LONG.findIndex((name) => moduleId.endsWith(`/sandbox/${name}.test.ts`));
  return rank === -1 ? LONG.length : rank;
}

import { expect, test } from "vitest";
import { statePlan } from "../../../cli/teardown/state-plan.ts";
import { overviewJson, overviewText } from "../../../cli/teardown/teardown-text.ts";
import * as tokens from "../../../sandbox/aws/tokens.ts";
import { inState, stateOf } from "../recover/sample-state.ts";

const EMPTY = { protected: [], drained: [], stops: [], retained: [], pending: 0 };

const shown = (...resources: Parameters<typeof stateOf>[0]): string =>
  overviewText({ ...EMPTY, stack: "dev", destroyed: statePlan("dev", stateOf(resources)) }, "npx atoll ...");

test("a destroy is told as a diff tells it: data by name, protected things first, the rest by type", () => {
  const table = inState(tokens.ROUTE_TABLE, "dev-table", "rtb-1");
  const key = inState("aws:kms/key:Key", "dev-key", "key-1");
  const vpc = { ...inState(tokens.VPC, "dev-vpc", "vpc-1"), protect: true };
  expect(shown(table, key, vpc, { ...table, urn: `${table.urn}-b` })).toBe(
    [
      "teardown of dev: what it would do; nothing was changed",
      "1 clear    0 protections, by an up in which the entry retires",
      "2 drain    0 things that controllers made, then a look whether more come",
      "3 destroy  5 deleted, 2 of them with data or impossible to have again",
      "           - dev aws:ec2/vpc:Vpc dev-vpc (protected)",
      "           - dev aws:kms/key:Key dev-key",
      "           and, by type:",
      "             1 aws provider, 2 RouteTable",
      "To run it: npx atoll ...",
    ].join("\n"),
  );
});

test("what holds data is named to the last, however much it is", () => {
  const keys = Array.from({ length: 40 }, (_, index) =>
    inState("aws:kms/key:Key", `key-${index}`, `${index}`),
  );
  const told = shown(...keys);
  expect(told.match(/aws:kms\/key:Key/g)).toHaveLength(40);
});

test("a program reads the same of each thing that goes, and of what stands in the way", () => {
  const vpc = { ...inState(tokens.VPC, "dev-vpc", "vpc-1"), protect: true };
  const destroyed = statePlan("dev", stateOf([vpc]));
  expect(overviewJson({ ...EMPTY, stack: "dev", destroyed })).toEqual({
    ...EMPTY,
    stack: "dev",
    destroyed: expect.arrayContaining([
      { type: "aws:ec2/vpc:Vpc", name: "dev-vpc", protect: true, losesData: true },
    ]) as object,
  });
});

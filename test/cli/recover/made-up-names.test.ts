import { expect, test } from "vitest";
import { withKeptNames } from "../../../cli/recover/made-up-names.ts";
import * as tokens from "../../../sandbox/aws/tokens.ts";
import { inState, planOf, resource, stateOf } from "./sample-state.ts";

const PLAN = planOf(
  resource(tokens.SECURITY_GROUP, "dev-group"),
  resource(tokens.ROLE, "dev-role", { name: "r" }),
);
const group = (inputs: Record<string, unknown>) => ({
  ...inState(tokens.SECURITY_GROUP, "dev-group", "sg-1"),
  inputs,
});
const inputsOf = (inputs: Record<string, unknown>): unknown =>
  withKeptNames(PLAN, stateOf([group(inputs)]))?.deployment.resources?.at(-1)?.inputs;

test("a name that the program leaves to Pulumi is marked as made up, so that it stays", () => {
  const name = "dev-group-1a2b3c4";
  expect(inputsOf({ name, vpcId: "vpc-1" })).toEqual({ name, vpcId: "vpc-1", __defaults: ["name"] });
  expect(inputsOf({ name, __defaults: ["description"] })).toEqual({
    name,
    __defaults: ["description", "name"],
  });
});

test("nothing is written where the mark is there, the program gives the name, or does not want the thing", () => {
  expect(inputsOf({ name: "dev-group-1", __defaults: ["name"] })).toBeUndefined();
  const role = { ...inState(tokens.ROLE, "dev-role", "r"), inputs: { name: "r" } };
  expect(withKeptNames(PLAN, stateOf([role]))).toBeUndefined();
  const stranger = { ...group({ name: "x" }), urn: `${group({}).urn}-old` };
  expect(withKeptNames(PLAN, stateOf([stranger]))).toBeUndefined();
});

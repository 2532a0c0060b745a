import { expect, test } from "vitest";
import { driftIn } from "../../../cli/ci/drift.ts";

const urn = (type: string, name: string): string => `urn:pulumi:dev::atoll::${type}::${name}`;
const VPC = "atoll:network:Network$aws:ec2/vpc:Vpc";

/** What the engine prints: a step for each resource. */
const refresh = (...steps: readonly object[]): string =>
  JSON.stringify({ steps: [{ op: "same", urn: urn("pulumi:pulumi:Stack", "atoll-dev") }, ...steps] });

test("what is as its state says, and a provider with another role, is no drift", () => {
  const steps = [
    { op: "refresh", urn: urn(VPC, "dev-vpc") },
    {
      op: "update",
      urn: urn("pulumi:providers:aws", "aws"),
      detailedDiff: { assumeRoles: { kind: "update" } },
    },
  ];
  expect(driftIn(refresh(...steps), "looked.json")).toEqual([]);
});

test("what was changed by hand is told by its inputs, and what is gone as gone", () => {
  const steps = [
    { op: "update", urn: urn(VPC, "dev-vpc"), detailedDiff: { "tags.a": {}, enableDnsHostnames: {} } },
    { op: "delete", urn: urn("aws:ec2/eip:Eip", "dev::eip"), detailedDiff: null },
  ];
  expect(driftIn(refresh(...steps), "looked.json")).toEqual([
    "aws:ec2/vpc:Vpc dev-vpc: enableDnsHostnames, tags.a",
    "aws:ec2/eip:Eip dev::eip: is gone",
  ]);
});

test("a look that failed says why, without the engine's colours", () => {
  const diagnostics = [
    { severity: "info", message: "hello" },
    { severity: "error", message: "<{%fg 1%}>error: <{%reset%}>AWS account ID not allowed: 999999999999\n" },
  ];
  expect(() => driftIn(JSON.stringify({ steps: [], diagnostics }), "looked.json")).toThrow(
    "pulumi refresh failed:\n  error: AWS account ID not allowed: 999999999999",
  );
});

test.each(["", "{}", "error: no stack named 'dev' found"])("%j is no refresh", (text) => {
  expect(() => driftIn(text, "looked.json")).toThrow(
    /^looked\.json.*: expected a refresh as JSON.*; write it again with pulumi refresh --preview-only --json /,
  );
});

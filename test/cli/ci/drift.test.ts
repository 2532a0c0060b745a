import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { driftIn } from "../../../cli/ci/drift.ts";
import { atollProgram } from "../../../cli/program.ts";
import { said } from "../said.ts";

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

test("the command ends with 2 where something differs, for people and for programs", async () => {
  const folder = mkdtempSync(join(tmpdir(), "atoll-drift-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const file = join(folder, "looked.json");
  const drift = (...args: readonly string[]) => said(atollProgram(), ["ci", "drift", ...args]);
  writeFileSync(file, refresh());
  expect(await drift(file)).toEqual({ stdout: "as its state says", stderr: "", exitCode: 0 });
  writeFileSync(file, refresh({ op: "delete", urn: urn(VPC, "dev-vpc") }));
  const stdout = "aws:ec2/vpc:Vpc dev-vpc: is gone";
  expect(await drift(file)).toEqual({ stdout, stderr: "", exitCode: 2 });
  const json = await drift(file, "--json");
  expect({ ...json, stdout: JSON.parse(json.stdout) as unknown }).toEqual({
    stdout: { schema: 1, drift: [stdout] },
    stderr: "",
    exitCode: 2,
  });
  expect(await drift("nowhere.json")).toMatchObject({
    exitCode: 1,
    stderr: expect.stringMatching(
      /^error nowhere\.json: expected a refresh as JSON, got nothing at this path; write it again with pulumi refresh /,
    ) as string,
  });
});

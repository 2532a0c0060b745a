import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { record } from "../../plan/record.ts";
import { nameOf } from "../../sandbox/engine/events.ts";
import { openStack } from "../../sandbox/engine/open.ts";
import { operate, type OperationReport } from "../../sandbox/engine/operation.ts";
import { policyFlags } from "../../sandbox/engine/policy-pack.ts";
import { runPulumi } from "../../sandbox/engine/pulumi.ts";
import type { Sandbox } from "../../sandbox/engine/folder.ts";
import { INVENTORY, type OwnSandbox, ownSandbox, run, samplePlan } from "./sandbox.ts";
import { packLines, planLines } from "./policy-said.ts";
import { violatingProgram } from "./violations/program.ts";

const PROGRAM = resolve(import.meta.dirname, "violations");
const MODULES = resolve(import.meta.dirname, "../../node_modules");

let own: OwnSandbox;

beforeAll(async () => {
  own = await ownSandbox();
});
afterAll(async () => {
  await own.remove();
});

/** Its rights name the network, whose id a first preview does not know. */
const BALANCERS = "aws-load-balancer-controller";

/** What the pack said through the engine. */
const saidByEngine = ({ policy }: OperationReport): readonly string[] =>
  packLines(
    policy.map(({ resourceUrn = "", ...one }) => ({
      ...one,
      resource: resourceUrn === "" ? "" : nameOf(resourceUrn),
    })),
  );

/** A project of its own, whose stack prod is that of the inventory as far as the rules can know. */
async function violatingProject(sandbox: Sandbox): Promise<Sandbox> {
  const project = join(sandbox.dir, "violations");
  mkdirSync(project, { recursive: true });
  const options = "runtime:\n  name: nodejs\n  options:\n    typescript: false\n";
  writeFileSync(join(project, "Pulumi.yaml"), `name: violations\nmain: program/\n${options}`);
  writeFileSync(join(project, "package.json"), '{ "type": "module" }\n');
  symlinkSync(PROGRAM, join(project, "program"));
  symlinkSync(MODULES, join(project, "node_modules"));
  const other = { ...sandbox, project };
  await runPulumi(other, "stack", "select", "--create", "prod");
  return other;
}

test("a violation stops an update before anything is created, and plans tell the same violations", async () => {
  await openStack(own.sandbox, "prod", INVENTORY);
  const project = await violatingProject(own.sandbox);
  const flags = policyFlags(own.sandbox);
  const report = await operate(project, { name: "up", stack: "prod", flags });
  expect({ succeeded: report.succeeded, messages: report.messages }).toEqual({
    succeeded: false,
    messages: ["preview failed"],
  });
  expect(own.cloud.list()).toEqual([]);
  const said = saidByEngine(report);
  const resources = await record(violatingProgram, { stack: "prod", project: "violations" });
  expect(said).toEqual(planLines({ schema: 1, stack: "prod", resources }));
  expect([...new Set(said.map((line) => line.split(":", 1)[0]))]).toEqual([
    "? forbid-passing-any-role later-policy",
    "? forbid-wildcard-iam later-policy",
    "forbid-open-ingress open-group",
    "forbid-open-ingress open-rule",
    "forbid-wide-ports open-rule",
    "forbid-wildcard-iam open-role",
    "forbid-wildcard-iam wide-policy",
    "protect-stateful untagged-vpc",
    "require-closed-default-group untagged-vpc",
    "require-default-deny open-namespace",
    "require-described-rules open-group",
    "require-described-rules open-rule",
    "require-disjoint-subnets open-subnet",
    "require-flow-logs untagged-vpc",
    "require-name-tag open-group",
    "require-name-tag open-subnet",
    "require-name-tag untagged-vpc",
    "require-owner-tags untagged-vpc",
    "require-pod-security open-namespace",
    "require-resource-tag open-group",
    "require-resource-tag open-role",
    "require-resource-tag open-rule",
    "require-resource-tag open-subnet",
    "require-routed-subnets open-subnet",
  ]);
});

test("the region comes up whose buckets prod keeps its objects in", async () => {
  await openStack(own.sandbox, "eu-central", INVENTORY);
  expect(await run(own.sandbox, "up", "eu-central")).toMatchObject({ succeeded: true, messages: [] });
});

test.each(["dev", "prod"])("the pack and the plan of %s say the same", async (stack) => {
  await openStack(own.sandbox, stack, INVENTORY);
  const report = await operate(own.sandbox, { name: "preview", stack, flags: policyFlags(own.sandbox) });
  expect(report.messages).toEqual([]);
  expect(report.succeeded).toBe(true);
  const [said, planned] = [saidByEngine(report), planLines(await samplePlan(stack))];
  // A plan reads a document around an id that a first preview does not know at all.
  const unknown = said.filter((line) => line.startsWith("? ") && !planned.includes(line));
  expect(said.filter((line) => !unknown.includes(line))).toEqual(planned);
  expect(unknown.map((line) => line.split(":", 1)[0])).toEqual(
    stack === "prod"
      ? ["forbid-passing-any-role", "forbid-wildcard-iam"].map(
          (rule) => `? ${rule} prod-identity-${BALANCERS}.${BALANCERS}-policy`,
        )
      : [],
  );
});

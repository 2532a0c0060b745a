import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { previewedDiff } from "../../../cli/diff/previews.ts";
import { diffText } from "../../../plan/diff-text.ts";

let dir = "";
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "atoll-previews-"));
});
afterAll(() => {
  rmSync(dir, { recursive: true });
});

let count = 0;
function written(content: unknown): string {
  count += 1;
  const path = join(dir, `preview-${count}.json`);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

const urnOf = (stack: string, type: string, name: string): string =>
  `urn:pulumi:${stack}::atoll::${type}::${name}`;

/** A state as the engine prints it. */
function state(stack: string, type: string, name: string, inputs: object = {}): object {
  const urn = urnOf(stack, type, name);
  return { urn, type, custom: true, inputs: { __defaults: [], ...inputs } };
}

const VPC = "aws:ec2/vpc:Vpc";
const UNKNOWN_ON_WIRE = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A preview with one of everything that can happen. */
function previewOf(stack: string): object {
  const vpc = (cidrBlock: string): object => ({
    ...state(stack, VPC, `${stack}-vpc`, { cidrBlock }),
    protect: true,
  });
  const subnet = (vpcId: string): object => state(stack, "aws:ec2/subnet:Subnet", `${stack}-a`, { vpcId });
  const role = (tag: string): object =>
    state(stack, "aws:iam/role:Role", `${stack}-role`, {
      tags: { tag },
      tagsAll: { tag },
      secret: "[secret]",
    });
  const root = { urn: urnOf(stack, "pulumi:pulumi:Stack", `atoll-${stack}`), type: "pulumi:pulumi:Stack" };
  return {
    steps: [
      { op: "same", urn: root.urn, oldState: root, newState: root },
      {
        op: "replace",
        urn: urnOf(stack, VPC, `${stack}-vpc`),
        oldState: vpc("10.0.0.0/16"),
        newState: vpc("10.1.0.0/16"),
        replaceReasons: ["cidrBlock"],
        detailedDiff: { cidrBlock: { kind: "update-replace", inputDiff: true } },
      },
      {
        op: "replace",
        urn: urnOf(stack, "aws:ec2/subnet:Subnet", `${stack}-a`),
        oldState: subnet("vpc-1"),
        newState: subnet(UNKNOWN_ON_WIRE),
        detailedDiff: { vpcId: { kind: "update-replace" } },
      },
      {
        op: "update",
        urn: urnOf(stack, "aws:iam/role:Role", `${stack}-role`),
        oldState: role("old"),
        newState: role("new"),
      },
      { op: "create", urn: urnOf(stack, VPC, `${stack}-more`), newState: state(stack, VPC, `${stack}-more`) },
      { op: "delete", urn: urnOf(stack, VPC, `${stack}-less`), oldState: state(stack, VPC, `${stack}-less`) },
      { op: "same", urn: urnOf(stack, VPC, `${stack}-still`), oldState: state(stack, VPC, `${stack}-still`) },
    ],
    changeSummary: { same: 2 },
  };
}

describe("previews of the engine", () => {
  test("are told as a diff, with what the provider says about replacements", () => {
    expect(diffText(previewedDiff([written(previewOf("dev"))])).split("\n")).toEqual([
      "DANGEROUS: dev: deletes aws:ec2/vpc:Vpc dev-less, which cannot be had again; and 1 more danger",
      "2 replaced, 1 deleted, 1 changed, 1 added in 1 of 1 stack",
      "affects 1 stack",
      "",
      "cannot be taken back:",
      "  ! dev: deletes aws:ec2/vpc:Vpc dev-less, which cannot be had again",
      "  ! dev: replaces aws:ec2/vpc:Vpc dev-vpc, which is protected, because of cidrBlock",
      "",
      "replaced or deleted:",
      "  ! dev aws:ec2/subnet:Subnet dev-a",
      "      because of vpcId",
      '      ~ vpcId: "vpc-1" -> "<known after up>"',
      "  ! dev aws:ec2/vpc:Vpc dev-vpc (protected)",
      "      because of cidrBlock",
      '      ~ cidrBlock: "10.0.0.0/16" -> "10.1.0.0/16"',
      "  - dev aws:ec2/vpc:Vpc dev-less",
      "",
      "dev: 2 replaced, 1 deleted, 1 changed, 1 added, 1 unchanged",
      "  ~ aws:iam/role:Role dev-role",
      '      ~ tags.tag: "old" -> "new"',
      "  + aws:ec2/vpc:Vpc dev-more",
    ]);
  });

  test("of stacks in which the same happens are told once", () => {
    const diff = previewedDiff(["dev", "test", "prod"].map((stack) => written(previewOf(stack))));
    expect(diffText(diff).split("\n")).toContain("  the same in dev, prod, test");
  });

  test("of a stack in which nothing happens are counted", () => {
    const still = { steps: [{ op: "same", urn: urnOf("dev", VPC, "v"), oldState: state("dev", VPC, "v") }] };
    expect(previewedDiff([written(still)])).toEqual({ changed: [], unchanged: 1, still: ["dev"] });
  });

  test("of a stack that is created, and of one that is destroyed, say so", () => {
    const root = urnOf("dev", "pulumi:pulumi:Stack", "atoll-dev");
    const fates = ["create", "delete"].map((op) => {
      const side = op === "create" ? "newState" : "oldState";
      const steps = [
        { op, urn: root },
        { op, urn: urnOf("dev", VPC, "v"), [side]: state("dev", VPC, "v") },
      ];
      return previewedDiff([written({ steps })]).changed[0]?.fate;
    });
    expect(fates).toEqual(["comes", "goes"]);
  });
});

const WROTE = "write it again with pulumi preview --json --stack <stack> > <file>";

describe("a file that holds no preview is a fault:", () => {
  const whole = JSON.stringify(previewOf("dev"));
  test.each<[string, unknown, string]>([
    ["an empty one", "", `: expected a preview as JSON, got an empty file; ${WROTE}`],
    ["a truncated one", whole.slice(0, 300), ": expected a preview as JSON, got no JSON ("],
    ["another document", { resources: [] }, " steps: expected a preview as JSON, got "],
    [
      "one without steps",
      { steps: [] },
      ` steps: expected a preview as JSON, got no step at all; even the preview of an empty stack has one; ${WROTE}`,
    ],
    [
      "a step that nobody knows",
      { steps: [{ op: "explode", urn: urnOf("dev", VPC, "v") }] },
      " steps: expected operations that previews are known to have, got explode",
    ],
    [
      "one of two stacks",
      { steps: ["dev", "prod"].map((stack) => ({ op: "same", urn: urnOf(stack, VPC, "v") })) },
      ` steps: expected the preview of one stack, got dev, prod; ${WROTE}`,
    ],
  ])("%s", (_name, content, message) => {
    const file = written(content);
    expect(() => previewedDiff([file])).toThrow(`${file}${message}`);
  });

  test("one that is not there, and a stack that is there twice, both told at once", () => {
    const [one, other] = [written(previewOf("dev")), written(previewOf("dev"))];
    expect(() => previewedDiff([one, other, join(dir, "nowhere")])).toThrow(
      [
        `${other} dev: expected one preview of each stack; another file has this one, too`,
        `${join(dir, "nowhere")}: expected a preview as JSON, got nothing at this path; ${WROTE}`,
      ].join("\n"),
    );
  });
});

test("a protection that comes or goes is a change, though the engine calls the step the same", () => {
  const vpc = (more: object): object => ({
    ...state("prod", VPC, "prod-vpc", { cidrBlock: "10.0.0.0/16" }),
    ...more,
  });
  const step = (before: object, after: object): object => ({
    steps: [{ op: "same", urn: urnOf("prod", VPC, "prod-vpc"), oldState: vpc(before), newState: vpc(after) }],
  });
  const told = (before: object, after: object): string =>
    diffText(previewedDiff([written(step(before, after))]));
  expect(told({ protect: true }, {})).toContain(`DANGEROUS: prod: takes the protection from ${VPC} prod-vpc`);
  expect(told({}, { protect: true })).toContain("(protect): false -> true");
  expect(told({ retainOnDelete: true }, {})).toContain("(retainOnDelete)");
  // What it waits for, or where it stands in the sources, is nobody's concern.
  expect(told({ dependencies: ["urn:pulumi:prod::atoll::a:b:C::d"] }, {})).toContain("no changes");
});

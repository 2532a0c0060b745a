import { describe, expect, test } from "vitest";
import { comparable } from "../../plan/canonical.ts";
import { diffPlans } from "../../plan/diff.ts";
import type { PlannedOptions } from "../../plan/options.ts";
import type { PlannedResource } from "../../plan/plan.ts";
import { planFromPreview } from "../../plan/preview.ts";
import { AWS, planned, planOf, SUBNET, VPC } from "./sample-plan.ts";

const NAMESPACE = "kubernetes:core/v1:Namespace";

/** What happens to each resource: the causes of a replacement, or the paths that change in place. */
function told(before: readonly PlannedResource[], after: readonly PlannedResource[]): object {
  const { replaced, changed } = diffPlans(planOf(before), planOf(after));
  return {
    replaced: Object.fromEntries(replaced.map(({ after: one, causes }) => [one.name, causes])),
    changed: Object.fromEntries(
      changed.map(({ after: one, leaves, follows }) => [
        one.name,
        [...leaves.map(({ path }) => path), ...follows],
      ]),
    ),
  };
}

const having = (options: PlannedOptions, inputs: PlannedResource["inputs"] = {}): PlannedResource =>
  planned(NAMESPACE, "n", inputs, { options });

describe("a change of an option alone", () => {
  test.each<[keyof PlannedOptions, PlannedOptions, PlannedOptions]>([
    ["deleteBeforeReplace", { deleteBeforeReplace: true }, { deleteBeforeReplace: false }],
    ["deletedWith", {}, { deletedWith: `${VPC}::v` }],
    ["ignoreChanges", { ignoreChanges: ["a"] }, { ignoreChanges: ["a", "b"] }],
    ["replaceOnChanges", { replaceOnChanges: ["a"] }, {}],
    ["replaceWith", {}, { replaceWith: [`${VPC}::v`] }],
    ["replacementTrigger", {}, { replacementTrigger: 1 }],
    ["replacementTrigger", { replacementTrigger: 1 }, {}],
    ["retainOnDelete", { retainOnDelete: true }, {}],
  ])("is shown as (%s)", (name, before, after) => {
    expect(told([having(before)], [having(after)])).toEqual({
      replaced: {},
      changed: { n: [`(${name})`] },
    });
  });

  test("is none when a resource that it names was renamed", () => {
    const before = [planned(VPC, "old"), having({ deletedWith: `${VPC}::old` })];
    const after = [
      planned(VPC, "new", {}, { aliases: [`${VPC}::old`] }),
      having({ deletedWith: `${VPC}::new` }),
    ];
    expect(told(before, after)).toEqual({ replaced: {}, changed: { new: ["(name)"] } });
  });
});

describe("replaceOnChanges", () => {
  test.each([
    ["spec", true],
    ["spec.a", true],
    ["spec.b", false],
    ["*", true],
  ])("%s, and spec.a changes: replaced %j", (path, isReplaced) => {
    const options = { replaceOnChanges: [path] };
    expect(told([having(options, { spec: { a: 1 } })], [having(options, { spec: { a: 2 } })])).toEqual(
      isReplaced
        ? { replaced: { n: ["spec.a"] }, changed: {} }
        : { replaced: {}, changed: { n: ["spec.a"] } },
    );
  });

  test("replaces what holds the id of a replaced resource", () => {
    const holder = having({ replaceOnChanges: ["vpc"] }, { vpc: "${v.id}" });
    const vpc = (cidrBlock: string): PlannedResource => planned(VPC, "v", { cidrBlock });
    expect(told([vpc("a"), holder], [vpc("b"), holder])).toEqual({
      replaced: { v: ["cidrBlock"], n: ["vpc (v is replaced)"] },
      changed: {},
    });
  });
});

describe("replacementTrigger", () => {
  const ignoring = { ignoreChanges: ["spec"] };
  const server = (replacementTrigger: number, spec: string): PlannedResource =>
    having({ ...ignoring, replacementTrigger }, { spec });

  test("replaces when it changes, with all that is ignored otherwise", () => {
    const { replaced } = diffPlans(planOf([server(1, "old")]), planOf([server(2, "new")]));
    expect(replaced.map(({ causes, leaves }) => [causes, leaves.map(({ path }) => path)])).toEqual([
      [["(replacementTrigger)"], ["(replacementTrigger)", "spec"]],
    ]);
  });

  test("that stays replaces nothing", () => {
    expect(told([server(1, "old")], [server(1, "new")])).toEqual({ replaced: {}, changed: {} });
  });

  test("replaces what holds the id", () => {
    const holder = planned(SUBNET, "s", { vpcId: "${n.id}" });
    expect(told([server(1, "a"), holder], [server(2, "a"), holder])).toEqual({
      replaced: { n: ["(replacementTrigger)"], s: ["vpcId (n is replaced)"] },
      changed: {},
    });
  });
});

describe("ignoreChanges", () => {
  const subnet = (ignoreChanges: readonly string[], inputs: PlannedResource["inputs"]): PlannedResource =>
    planned(SUBNET, "s", inputs, { options: { ignoreChanges } });

  test("hides a change that would replace", () => {
    const [before, after] = [{ cidrBlock: "a" }, { cidrBlock: "b" }].map((one) => subnet(["cidrBlock"], one));
    expect(told([before!], [after!])).toEqual({ replaced: {}, changed: {} });
  });

  test("hides nothing beside its path", () => {
    const [before, after] = [{ tags: { a: "1", b: "1" } }, { tags: { a: "2", b: "2" } }].map((one) =>
      subnet(["tags.a"], one),
    );
    expect(told([before!], [after!])).toEqual({ replaced: {}, changed: { s: ["tags.b"] } });
  });

  test("of the new side counts, for the engine asks the program", () => {
    const [before, after] = [subnet(["cidrBlock"], { cidrBlock: "a" }), subnet([], { cidrBlock: "b" })];
    expect(told([before], [{ ...after, options: {} }])).toEqual({
      replaced: { s: ["cidrBlock"] },
      changed: {},
    });
  });

  test("keeps the id of a resource that is replaced", () => {
    const vpc = (cidrBlock: string): PlannedResource => planned(VPC, "v", { cidrBlock });
    const holder = subnet(["vpcId"], { vpcId: "${v.id}" });
    expect(told([vpc("a"), holder], [vpc("b"), holder])).toEqual({
      replaced: { v: ["cidrBlock"] },
      changed: {},
    });
  });
});

describe("an id to import, on a resource that both plans have", () => {
  const vpc = (importId?: string): PlannedResource =>
    planned(VPC, "v", {}, importId === undefined ? {} : { importId });

  test.each([
    ["comes", undefined, "vpc-1"],
    ["changes", "vpc-1", "vpc-2"],
  ])("that %s replaces it, and what holds its id", (_title, before, after) => {
    const subnet = planned(SUBNET, "s", { vpcId: "${v.id}" });
    expect(told([vpc(before), subnet], [vpc(after), subnet])).toEqual({
      replaced: { v: ["(import)"], s: ["vpcId (v is replaced)"] },
      changed: {},
    });
  });

  test("that goes changes nothing in the cloud", () => {
    expect(told([vpc("vpc-1")], [vpc()])).toEqual({ replaced: {}, changed: { v: ["(import)"] } });
  });
});

test("replaceWith ties a resource to the replacement of another", () => {
  const tied = having({ replaceWith: [`${VPC}::v`] });
  const vpc = (cidrBlock: string): PlannedResource => planned(VPC, "v", { cidrBlock });
  expect(told([vpc("a"), tied], [vpc("b"), tied])).toEqual({
    replaced: { v: ["cidrBlock"], n: ["(replaceWith) (v is replaced)"] },
    changed: {},
  });
});

describe("an account", () => {
  const provider = (allowed: readonly string[], role: string): PlannedResource =>
    planned(AWS, "aws", {
      allowedAccountIds: JSON.stringify(allowed),
      assumeRoles: JSON.stringify([{ roleArn: `arn:aws:iam::${role}:role/atoll` }]),
    });
  const [A, B] = ["111111111111", "222222222222"] as const;

  test.each([
    ["the role goes to another one", provider([A, B], A), provider([A, B], B), true],
    ["only another one is allowed", provider([A], A), provider([B], A), true],
    ["one more is allowed", provider([A], A), provider([A, B], A), false],
  ])("moves when %s", (_title, before, after, moves) => {
    expect(diffPlans(planOf([before]), planOf([after])).replaced.flatMap(({ causes }) => causes)).toEqual(
      moves ? ["(account)"] : [],
    );
  });
});

test("a preview does not tell deleteBeforeReplace, so it is left out where the two are compared", () => {
  const both = having({ deleteBeforeReplace: true, retainOnDelete: true });
  expect(
    comparable(planOf([both, planned(VPC, "v", {}, { options: { deleteBeforeReplace: true } })])),
  ).toEqual(planOf([having({ retainOnDelete: true }), planned(VPC, "v")]));
});

test("a preview tells the other options, in whatever order", () => {
  const urn = (type: string, name: string): string => `urn:pulumi:dev::atoll::${type}::${name}`;
  const newState = {
    urn: urn(NAMESPACE, "n"),
    type: NAMESPACE,
    custom: true,
    deletedWith: urn(VPC, "v"),
    ignoreChanges: ["b", "a"],
    replaceOnChanges: ["d", "c"],
    replaceWith: [urn(VPC, "w"), urn(VPC, "v")],
    replacementTrigger: 3,
    retainOnDelete: true,
  };
  expect(planFromPreview("dev", { steps: [{ op: "create", newState }] })).toEqual(
    planOf([
      having({
        deletedWith: `${VPC}::v`,
        ignoreChanges: ["a", "b"],
        replaceOnChanges: ["c", "d"],
        replaceWith: [`${VPC}::v`, `${VPC}::w`],
        replacementTrigger: 3,
        retainOnDelete: true,
      }),
    ]),
  );
});

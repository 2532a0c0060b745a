import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { diffPlans } from "../../plan/diff.ts";
import type { Json, JsonMap } from "../../plan/json.ts";
import { type Plan, type PlannedResource, resourceKey, SECRET, UNKNOWN } from "../../plan/plan.ts";
import { appliedDiff, toldResource } from "./applied-diff.ts";
import { AWS, planned, planOf } from "./sample-plan.ts";

const COMPONENT = "atoll:test:Group";
const TYPES = ["kubernetes:core/v1:ConfigMap", "kubernetes:helm.sh/v3:Release", "aws:unknown/thing:Thing"];
const NAMES = ["a", "b", "c", "d"];
const PROVIDERS = ["one", "other"].map((name) => planned(AWS, name, { region: "eu-central-1" }));
const GROUPS = ["left", "right"].map((name) => planned(COMPONENT, name, {}, { custom: false }));

const scalar = fc.oneof(
  fc.integer({ min: 0, max: 3 }),
  fc.boolean(),
  fc.constantFrom(
    "x",
    "y z",
    UNKNOWN,
    SECRET,
    ...NAMES.map((name) => `\${${name}.id}`),
    "see ${a.id} and ${b.id}",
  ),
);
const named = fc.uniqueArray(
  fc.record({ name: fc.constantFrom("a", "b", "c.d", "7"), value: scalar }, { requiredKeys: ["name"] }),
  { maxLength: 4, selector: ({ name }) => name },
);
const { tree } = fc.letrec<{ tree: Json }>((tie) => ({
  tree: fc.oneof(
    { depthSize: "small", maxDepth: 3 },
    scalar,
    named,
    fc.array(scalar, { maxLength: 4 }),
    fc.array(tie("tree"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("m", "n", "k.l"), tie("tree"), { maxKeys: 3 }),
  ),
}));
const inputs: fc.Arbitrary<JsonMap> = fc.dictionary(fc.constantFrom("spec", "values", "data", "tags"), tree, {
  maxKeys: 3,
});

const options = fc.record(
  {
    deleteBeforeReplace: fc.boolean(),
    retainOnDelete: fc.constant(true),
    replaceOnChanges: fc.constantFrom(["spec"], ["data", "values.m"]),
    deletedWith: fc.constantFrom(...TYPES.map((type) => `${type}::a`)),
    replacementTrigger: fc.integer({ min: 0, max: 2 }),
  },
  { requiredKeys: [] },
);

const resource: fc.Arbitrary<PlannedResource> = fc
  .record({
    type: fc.constantFrom(...TYPES),
    name: fc.constantFrom(...NAMES),
    inputs,
    protect: fc.boolean(),
    parent: fc.constantFrom(...GROUPS.map(resourceKey)),
    provider: fc.constantFrom(...PROVIDERS.map(resourceKey)),
    options: fc.option(options, { nil: undefined }),
    importId: fc.option(fc.constantFrom("id-1", "id-2"), { nil: undefined }),
  })
  .map(({ type, name, inputs: given, options: chosen, importId, ...rest }) =>
    planned(type, name, given, {
      ...rest,
      ...(chosen === undefined || Object.keys(chosen).length === 0 ? {} : { options: chosen }),
      ...(importId === undefined ? {} : { importId }),
    }),
  );
const resources = fc.uniqueArray(resource, { maxLength: 8, selector: resourceKey });

/** Two plans of one stack; where they say so, a resource of the second is one of the first that was called otherwise. */
const plans = fc
  .record({ before: resources, after: resources, isRenamed: fc.boolean() })
  .map(({ before, after, isRenamed }): readonly [Plan, Plan] => {
    const [old] = before.filter((one) => !after.some((other) => resourceKey(other) === resourceKey(one)));
    const heir =
      isRenamed && old !== undefined
        ? [{ ...old, name: "new", aliases: [resourceKey(old)], protect: true }]
        : [];
    return [
      planOf([...PROVIDERS, ...GROUPS, ...before]),
      planOf([...PROVIDERS, ...GROUPS, ...after, ...heir]),
    ];
  });

describe("what a diff tells, carried out on the plan before,", () => {
  test("is the plan after, resource by resource", () => {
    fc.assert(
      fc.property(plans, ([before, after]) => {
        const wanted = new Map(after.resources.map((one) => [resourceKey(one), toldResource(one)]));
        expect(appliedDiff(before, diffPlans(before, after))).toEqual(wanted);
      }),
      { numRuns: 1_000 },
    );
  });

  test("is the plan before when nothing differs", () => {
    fc.assert(
      fc.property(plans, ([before]) => {
        const again = structuredClone(before);
        const wanted = new Map(again.resources.map((one) => [resourceKey(one), toldResource(one)]));
        expect(appliedDiff(before, diffPlans(before, again))).toEqual(wanted);
      }),
    );
  });

  test("is not the plan after when one told value is left out", () => {
    const [before, after] = [1, 2].map((n) =>
      planOf([planned("kubernetes:core/v1:ConfigMap", "a", { spec: { n, m: n } })]),
    );
    const diff = diffPlans(before!, after!);
    const [change] = diff.changed;
    const less = { ...diff, changed: [{ ...change!, leaves: change!.leaves.slice(1) }] };
    expect(appliedDiff(before!, less).get("kubernetes:core/v1:ConfigMap::a")).toMatchObject({
      inputs: { spec: { n: 2, m: 1 } },
    });
  });
});

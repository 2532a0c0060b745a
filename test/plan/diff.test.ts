import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { diffPlans, isEmpty } from "../../plan/diff.ts";
import { type PlannedResource, resourceKey } from "../../plan/plan.ts";
import { INTERNET_GATEWAY, keysOf, planned, planOf, SUBNET, VPC } from "./sample-plan.ts";

const TYPES = [VPC, SUBNET, INTERNET_GATEWAY, "kubernetes:core/v1:Namespace"];
const INPUTS = ["cidrBlock", "vpcId", "tags", "spec"];

const resource: fc.Arbitrary<PlannedResource> = fc
  .record({
    type: fc.constantFrom(...TYPES),
    name: fc.string({ minLength: 1, maxLength: 4 }),
    inputs: fc.dictionary(fc.constantFrom(...INPUTS), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 }),
    protect: fc.boolean(),
  })
  .map(({ type, name, inputs, protect }) =>
    planned(type, name, inputs as PlannedResource["inputs"], { protect }),
  );

const resources = fc.uniqueArray(resource, { maxLength: 12, selector: resourceKey });

/** A plan, and the plan after some of its resources went, some got an input that no other has, and new ones came. */
const edits = fc
  .record({
    all: resources,
    fates: fc.array(fc.constantFrom("stay", "go", "come", "change"), { minLength: 12, maxLength: 12 }),
  })
  .map(({ all, fates }) => {
    const having = (...wanted: string[]): PlannedResource[] =>
      all.filter((_, index) => wanted.includes(fates[index]!));
    const changed = having("change").map((one) => ({ ...one, inputs: { ...one.inputs, note: "edited" } }));
    return {
      before: [...having("stay", "go", "change")],
      after: [...having("stay", "come"), ...changed],
      gone: keysOf(having("go")),
      come: keysOf(having("come")),
      changed: keysOf(changed),
      stayed: having("stay").length,
    };
  });

describe("a diff", () => {
  test("of a plan with itself is empty, however it is written", () => {
    fc.assert(
      fc.property(resources, (all) => {
        const diff = diffPlans(planOf(all), planOf(structuredClone(all).reverse()));
        expect(isEmpty(diff)).toBe(true);
        expect(diff.unchanged).toBe(all.length);
      }),
    );
  });

  test("lists exactly what was added, deleted and changed", () => {
    fc.assert(
      fc.property(edits, ({ before, after, gone, come, changed, stayed }) => {
        const diff = diffPlans(planOf(before), planOf(after));
        expect(keysOf(diff.deleted)).toEqual(gone);
        expect(keysOf(diff.added)).toEqual(come);
        expect(keysOf([...diff.replaced, ...diff.changed].map((one) => one.after))).toEqual(changed);
        expect([...diff.replaced, ...diff.changed].flatMap(({ leaves }) => leaves)).toEqual(
          changed.map(() => ({ path: "note", after: "edited" })),
        );
        expect(diff.unchanged).toBe(stayed);
      }),
    );
  });

  test("does not depend on the order in which resources were registered", () => {
    fc.assert(
      fc.property(edits, fc.func(fc.nat()), ({ before, after }, rank) => {
        const shuffled = (all: readonly PlannedResource[]): readonly PlannedResource[] =>
          all.toSorted((a, b) => rank(resourceKey(a)) - rank(resourceKey(b)));
        expect(diffPlans(planOf(shuffled(before)), planOf(shuffled(after)))).toEqual(
          diffPlans(planOf(before), planOf(after)),
        );
      }),
    );
  });

  test("backwards swaps what was added and what was deleted", () => {
    fc.assert(
      fc.property(resources, resources, (a, b) => {
        const [there, back] = [diffPlans(planOf(a), planOf(b)), diffPlans(planOf(b), planOf(a))];
        expect(back.added).toEqual(there.deleted);
        expect(back.deleted).toEqual(there.added);
        expect(back.unchanged).toBe(there.unchanged);
      }),
    );
  });

  test("tells what the engine knows beside the inputs, in brackets", () => {
    const before = planned(VPC, "v", {}, { protect: true, parent: "a:b:C::x" });
    const after = planned(VPC, "v", {}, { parent: "a:b:C::y", options: { retainOnDelete: true } });
    const groups = [
      planned("a:b:C", "x", {}, { custom: false }),
      planned("a:b:C", "y", {}, { custom: false }),
    ];
    const { changed } = diffPlans(planOf([before, ...groups]), planOf([after, ...groups]));
    expect(changed.map(({ leaves }) => leaves)).toEqual([
      [
        { path: "(parent)", before: "a:b:C::x", after: "a:b:C::y" },
        { path: "(protect)", before: true, after: false },
        { path: "(retainOnDelete)", after: true },
      ],
    ]);
  });

  test("says nothing of a secret but that it is one", () => {
    const secret = planOf([planned(VPC, "v", { tags: "<secret>" })]);
    expect(isEmpty(diffPlans(secret, secret))).toBe(true);
  });
});

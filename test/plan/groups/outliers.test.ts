import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { diffMarkdown } from "../../../plan/diff-markdown.ts";
import { diffText } from "../../../plan/diff-text.ts";
import { diffFleets } from "../../../plan/fleet-diff.ts";
import { diffGroups } from "../../../plan/groups/groups.ts";
import type { JsonMap } from "../../../plan/json.ts";
import type { Plan, PlannedResource } from "../../../plan/plan.ts";
import { planned, VPC } from "../sample-plan.ts";
import { AFTER, BEFORE, ownOf, type Own, planOfMany, QUOTA, RELEASE, withInputs } from "./fleet-of-many.ts";

const STACKS = 300;
const OWN = Array.from({ length: STACKS }, (_, index) => ownOf(index));
const before = OWN.map((own) => planOfMany(own, BEFORE));
const after = OWN.map((own) => planOfMany(own, AFTER));

const is = (type: string, ending: string) => (one: PlannedResource) =>
  one.type === type && one.name.endsWith(ending);
const valuesOf = (inputs: JsonMap): JsonMap => inputs["values"] as JsonMap;
const withValues = (plan: Plan, values: JsonMap): Plan =>
  withInputs(plan, is(RELEASE, "-release"), (was) => ({ ...was, values: { ...valuesOf(was), ...values } }));
const dataRange = (plan: Plan, cidrBlock: string): Plan =>
  withInputs(
    plan,
    (one) => one.name === `${plan.stack}-data-${lettersOf(plan)[0]!}`,
    (was) => ({ ...was, cidrBlock }),
  );
const lettersOf = ({ stack }: Plan): string => ownOf(Number(stack.slice(1))).letters;

/** Ways in which one stack of many comes out otherwise than the others; none of them is like another. */
const VARIANTS: Readonly<Record<string, (plan: Plan, own: Own, neighbour: Own) => Plan>> = {
  "another value": (plan) => withValues(plan, { replicas: 30 }),
  "another kind of value": (plan) => withValues(plan, { replicas: "3" }),
  "a missing change": (plan, own) =>
    withInputs(plan, is(VPC, "-vpc"), () => planOfMany(own, BEFORE).resources.find(is(VPC, "-vpc"))!.inputs),
  "a resource besides": (plan, { stack }) => ({
    ...plan,
    resources: [...plan.resources, planned(VPC, `${stack}-spare`)],
  }),
  "a resource less": (plan) => ({
    ...plan,
    resources: plan.resources.filter((one) => !is(VPC, "-vpc")(one)),
  }),
  "another path": (plan) => withValues(plan, { replicaCount: 3, replicas: 2 }),
  "a range of its neighbour": (plan, _own, { net }) => dataRange(plan, `${net}.128.0/24`),
  "another place in its own range": (plan, { net }) => dataRange(plan, `${net}.200.0/24`),
  "the account of its neighbour": (plan, { stack }, { account }) =>
    withValues(plan, { roleArn: `arn:aws:iam::${account}:role/${stack}-proxy` }),
  "the name of its neighbour": (plan, _own, { stack }) => withValues(plan, { cluster: stack }),
  "the zones of another region": (plan) =>
    withInputs(
      plan,
      (one) => one.name.includes("-data-") && one.name.endsWith(lettersOf(plan)[1]!),
      (was) => ({
        ...was,
        availabilityZone: "eu-north-1a",
      }),
    ),
  "a lost protection": (plan) => ({
    ...plan,
    resources: plan.resources.map((one) => (is(RELEASE, "-release")(one) ? { ...one, protect: true } : one)),
  }),
};

const planted = (count: number) =>
  fc.record({
    at: fc.uniqueArray(fc.integer({ min: 0, max: STACKS - 2 }), { minLength: count, maxLength: count }),
    kinds: fc.shuffledSubarray(Object.keys(VARIANTS), { minLength: count, maxLength: count }),
  });

describe("among 300 stacks that change alike", () => {
  test("all are one group, and so are their tenants, when nothing is planted", () => {
    const groups = diffGroups(diffFleets(before, after));
    expect(groups.map(({ members, isOfTenants }) => ({ count: members.length, isOfTenants }))).toEqual([
      { count: STACKS, isOfTenants: false },
      { count: STACKS, isOfTenants: true },
    ]);
    expect(groups[0]!.members).toEqual(OWN.map(({ stack }) => stack).sort());
  });

  test.each(Object.entries(VARIANTS))(
    "one with %s stands apart, named in text and Markdown",
    (_kind, change) => {
      const plans = after.map((plan, index) => (index === 7 ? change(plan, ownOf(7), ownOf(8)) : plan));
      const diff = diffFleets(before, plans);
      const groups = diffGroups(diff);
      expect(groups.map(({ members }) => members.length)).toEqual([STACKS, STACKS - 1, 1]);
      expect(groups[2]!.members).toEqual(["c7"]);
      expect(groups[2]!.deviation).not.toEqual([]);
      expect(diffText(diff)).toMatch(/^c7: .* unchanged$/m);
      expect(diffMarkdown(diff, { revision: "main" })).toMatch(/^- c7, unlike c0 \(\+298\): /m);
    },
  );

  test("each of several that are planted is shown, whichever they are", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: Object.keys(VARIANTS).length }).chain(planted),
        ({ at, kinds }) => {
          const kindAt = new Map(at.map((index, place) => [index, kinds[place]!]));
          const plans = after.map((plan, index) => {
            const kind = kindAt.get(index);
            return kind === undefined ? plan : VARIANTS[kind]!(plan, ownOf(index), ownOf(index + 1));
          });
          const diff = diffFleets(before, plans);
          const groups = diffGroups(diff).filter(({ isOfTenants }) => !isOfTenants);
          const alone = at.map((index) => `c${index}`).sort();
          expect(groups).toHaveLength(1 + at.length);
          expect(
            groups
              .slice(1)
              .flatMap(({ members }) => members)
              .sort(),
          ).toEqual(alone);
          const [text, markdown] = [diffText(diff), diffMarkdown(diff, { revision: "main" })];
          for (const stack of alone) {
            expect(text).toMatch(new RegExp(`^${stack}: .* unchanged$`, "m"));
            expect(markdown).toMatch(new RegExp(`^- ${stack}, unlike `, "m"));
            expect(markdown).toMatch(new RegExp(`<summary>${stack}: .* unchanged</summary>`));
          }
        },
      ),
      { numRuns: 10 },
    );
  });

  test("a tenant that differs stands apart from the tenants, and its stack stays with the others", () => {
    const plans = after.map((plan, index) =>
      index === 7
        ? withInputs(plan, is(QUOTA, "-quota-tier"), (was) => ({ ...was, spec: { hard: { pods: "4" } } }))
        : plan,
    );
    const groups = diffGroups(diffFleets(before, plans));
    expect(groups.map(({ members }) => members.length)).toEqual([STACKS, STACKS - 1, 1]);
    expect(groups[2]).toMatchObject({
      members: ["t7x--live in c7"],
      deviation: [
        'unlike t0x--live in c0 (+298): kubernetes:core/v1:ResourceQuota t7x--live-quota-tier: spec.hard.pods after: "4" instead of "3"',
      ],
    });
  });

  test("what is left as it was is named: a stack, and a tenant", () => {
    const still = (plan: Plan, index: number): Plan => {
      if (index === 9) return before[9]!;
      const quota = before[index]!.resources.find(is(QUOTA, "-quota-tier"))!;
      return index === 7 ? withInputs(plan, is(QUOTA, "-quota-tier"), () => quota.inputs) : plan;
    };
    const lines = diffText(diffFleets(before, after.map(still))).split("\n");
    expect(lines.slice(-2)).toEqual([
      "1 stack without changes: c9",
      "1 environment of tenants in these stacks without changes: t7x--live in c7",
    ]);
  });
});

test("a value that the change moves is never taken for the stack's own: each new range is shown", () => {
  const moved = before.map((plan, index) => {
    const { net } = ownOf(index === 7 ? 8 + STACKS : index + STACKS);
    return withInputs(plan, is(VPC, "-vpc"), (was) => ({ ...was, cidrBlock: `${net}.0.0/16` }));
  });
  const groups = diffGroups(diffFleets(before.slice(0, 20), moved.slice(0, 20)));
  expect(groups.map(({ members }) => members.length)).toEqual(Array.from({ length: 20 }, () => 1));
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { diffFleets, type StackDiff } from "../../../plan/fleet-diff.ts";
import { diffGroups } from "../../../plan/groups/groups.ts";
import type { OwnFacts } from "../../../plan/groups/own-facts.ts";
import { entriesOf, type Piece, piecesOf } from "../../../plan/groups/pieces.ts";
import { isList, isMap, type Json } from "../../../plan/json.ts";
import type { Plan, PlannedResource } from "../../../plan/plan.ts";
import { planned } from "../sample-plan.ts";
import { AFTER, BEFORE, ownOf, planOfMany } from "./fleet-of-many.ts";

/** A word between its two signs. */
const [OPEN, CLOSE] = ["\u0001", "\u0002"];
const WORD = new RegExp(`${OPEN}([^${CLOSE}]*)${CLOSE}`, "g");

/** The words of a piece with their values, put back without any code of the grouping. */
function putBack(
  text: string,
  { own, slice }: { readonly own: OwnFacts; readonly slice: Piece["slice"] },
): string {
  const values = new Map<string, string>(
    [...own.words, ...own.letters].map(([value, word]) => [word, value]),
  );
  if (slice !== undefined) {
    values.set("environment of the tenant", slice.name);
    values.set("tenant", slice.tenant);
    values.set("environment", slice.environment);
  }
  values.set("open", "\u0001").set("close", "\u0002");
  return text.replaceAll(WORD, (_, word: string) => {
    const known = values.get(word);
    if (known !== undefined) return known;
    const [, offset = "", length = ""] = /^own range \+ (\d+)(\/\d+)?$/.exec(word) ?? [];
    let rest = own.block!.base + Number(offset);
    const octets: number[] = [];
    for (let place = 0; place < 4; place += 1) {
      octets.unshift(rest % 256);
      rest = Math.floor(rest / 256);
    }
    return octets.join(".") + length;
  });
}

function allPutBack(value: Json, piece: Parameters<typeof putBack>[1]): Json {
  if (typeof value === "string") return putBack(value, piece);
  if (isList(value)) return value.map((one) => allPutBack(one, piece));
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [putBack(key, piece), allPutBack(one, piece)]),
  );
}

const sorted = (list: readonly string[] = []): readonly string[] => [...list].sort();

/** What a piece tells, by resource, straight from its diff. */
function toldOf({ diff }: Piece): ReadonlyMap<string, Json> {
  const key = (what: string, { type, name }: PlannedResource): string => `${what} ${type}::${name}`;
  const whole = (what: string) => (one: PlannedResource) =>
    [key(what, one), { ...one, dependencies: sorted(one.dependencies) } as unknown as Json] as const;
  const changes = (what: "replaced" | "changed") =>
    diff[what].map(({ before, after, leaves, causes, follows }) => {
      const protection = `${before.protect} ${after.protect}`;
      const told = {
        parent: after.parent ?? "",
        protection,
        leaves,
        causes: sorted(causes),
        follows: sorted(follows),
      };
      return [key(what, after), told as unknown as Json] as const;
    });
  return new Map([
    ...changes("replaced"),
    ...changes("changed"),
    ...diff.deleted.map(whole("deleted")),
    ...diff.added.map(whole("added")),
  ]);
}

const PROTECTION: Readonly<Record<string, string>> = {
  none: "false false",
  kept: "true true",
  given: "false true",
  "taken away": "true false",
};

/** The same, from what the grouping compares, with all words put back. */
function unworded(piece: Piece, entries = entriesOf(piece)): ReadonlyMap<string, Json> {
  const facts = { own: piece.diff.own!, slice: piece.slice };
  return new Map(
    entries.map(({ what, key, content }) => {
      const back = allPutBack(content, facts) as Readonly<Record<string, Json>>;
      const lists = ["dependencies", "causes", "follows"].filter((field) => back[field] !== undefined);
      const ordered = Object.fromEntries(
        lists.map((field) => [field, sorted(back[field] as readonly string[])]),
      );
      const protection =
        back["protection"] === undefined ? {} : { protection: PROTECTION[back["protection"] as string]! };
      return [`${what} ${putBack(key, facts)}`, { ...back, ...ordered, ...protection }];
    }),
  );
}

/** Texts that look like what is own, or like the words that stand for it. */
const text = fc.oneof(
  fc.constantFrom(
    ...[
      "c1",
      "c2",
      "c1-node-a",
      "c12",
      "xc1",
      "10.1.0.0/16",
      "10.1.64.0/19",
      "10.2.128.7",
      "10.1.0.0/8",
      "10.1.0.0.1",
    ],
    ...[
      "eu-central-1",
      "us-east-1b",
      "100000000001",
      "\u0001stack\u0002",
      "\u0001",
      "\u0002",
      "<stack>",
      "t1x--live",
      "t1x",
    ],
    ...[
      "a c1 and c2",
      "node-a",
      "-d",
      "1.10.1.0.0",
      "10.1.0.0/33",
      "300.1.0.0",
      "own range + 5/24",
      "${c1-vpc.id}",
    ],
  ),
  fc.string({ unit: fc.constantFrom("c", "1", "-", "a", ".", "/", "\u0001", "\u0002", " "), maxLength: 12 }),
);
const json: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", maxDepth: 3 },
    text,
    fc.boolean(),
    fc.integer({ min: 0, max: 3 }),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(text, tie("value"), { maxKeys: 3 }),
  ),
})).value;

const extra: fc.Arbitrary<readonly PlannedResource[]> = fc
  .uniqueArray(
    fc.record({ name: text, inputs: fc.dictionary(text, json, { maxKeys: 3 }), protect: fc.boolean() }),
    { maxLength: 4, selector: ({ name }) => name },
  )
  .map((all) =>
    all.map(({ name, inputs, protect }) =>
      planned("kubernetes:core/v1:ConfigMap", name, inputs, { protect }),
    ),
  );

/** Three stacks with whatever comes, goes and changes beside what changes in all of them. */
const fleets = fc.array(fc.record({ was: extra, is: extra }), { minLength: 3, maxLength: 3 }).map((all) => {
  const plans = (side: "was" | "is"): readonly Plan[] =>
    all.map((one, index) => {
      const plan = planOfMany(ownOf(index), side === "was" ? BEFORE : AFTER);
      return { ...plan, resources: [...plan.resources, ...one[side]] };
    });
  return diffFleets(plans("was"), plans("is"));
});

describe("words in the place of what is own", () => {
  test("lose nothing: with them put back, each diff is what it was", () => {
    fc.assert(
      fc.property(fleets, ({ changed }) => {
        for (const piece of changed.flatMap(piecesOf)) expect(unworded(piece)).toEqual(toldOf(piece));
      }),
      { numRuns: 200 },
    );
  });

  test("stand for the same in all members of a group: the first one's, with another's values, is the other's diff", () => {
    fc.assert(
      fc.property(fleets, (diff) => {
        const pieces = new Map(diff.changed.flatMap(piecesOf).map((piece) => [piece.name, piece]));
        for (const { members } of diffGroups(diff)) {
          const [first] = members;
          const entries = entriesOf(pieces.get(first!)!);
          for (const member of members) {
            const piece = pieces.get(member)!;
            expect(unworded(piece, entries)).toEqual(toldOf(piece));
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  test("leave every change in exactly one group", () => {
    fc.assert(
      fc.property(fleets, (diff) => {
        const count = (diffs: readonly StackDiff[]): number =>
          diffs.reduce(
            (sum, one) =>
              sum + one.replaced.length + one.deleted.length + one.changed.length + one.added.length,
            0,
          );
        const told = diffGroups(diff).flatMap(({ members, shown }) => members.map(() => shown));
        expect(count(told)).toBe(count(diff.changed));
      }),
    );
  });
});

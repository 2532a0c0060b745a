import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type LeafChange, leafChanges } from "../../plan/leaves.ts";
import type { Json } from "../../plan/json.ts";
import { told, withLeaves } from "./applied-leaves.ts";

const container = (name: string, image: string): Json => ({ name, image });

describe("elements of lists are paired by what people call them", () => {
  test.each<[string, Json, Json, LeafChange[]]>([
    [
      "by their name, so that one more in the middle is one more",
      { containers: [container("a", "a:1"), container("c", "c:1")] },
      { containers: [container("a", "a:1"), container("b", "b:1"), container("c", "c:2")] },
      [
        { path: "containers[b].image", after: "b:1" },
        { path: "containers[b].name", after: "b" },
        { path: "containers[c].image", before: "c:1", after: "c:2" },
      ],
    ],
    [
      "by the alert or the record of a rule",
      {
        groups: [
          {
            name: "traefik",
            rules: [
              { record: "x", expr: "1" },
              { alert: "Down", expr: "2" },
            ],
          },
        ],
      },
      { groups: [{ name: "traefik", rules: [{ alert: "Down", expr: "3" }] }] },
      [
        { path: "groups[traefik].rules[Down].expr", before: "2", after: "3" },
        { path: "groups[traefik].rules[x].expr", before: "1" },
        { path: "groups[traefik].rules[x].record", before: "x" },
      ],
    ],
    [
      "by their number too, where a group has one alert twice",
      {
        rules: [
          { alert: "Full", expr: "1" },
          { alert: "Full", expr: "2" },
        ],
      },
      {
        rules: [
          { alert: "Full", expr: "1" },
          { alert: "Full", expr: "3" },
        ],
      },
      [{ path: "rules[Full#2].expr", before: "2", after: "3" }],
    ],
    [
      "in quotes, where a name could be read as a place or as two steps",
      {
        env: [
          { name: "1", value: "a" },
          { name: "a]b", value: "a" },
        ],
      },
      {
        env: [
          { name: "1", value: "b" },
          { name: "a]b", value: "b" },
        ],
      },
      [
        { path: 'env["1"].value', before: "a", after: "b" },
        { path: 'env["a]b"].value', before: "a", after: "b" },
      ],
    ],
    [
      "and their order is told by itself",
      { env: [container("a", "1"), container("b", "1")] },
      { env: [container("b", "1"), container("a", "2")] },
      [
        { path: "env", before: ["a", "b"], after: ["b", "a"], order: true },
        { path: "env[a].image", before: "1", after: "2" },
      ],
    ],
    [
      "but by their place, where all names are others",
      { containers: [container("a", "1")] },
      { containers: [container("b", "1")] },
      [{ path: "containers[0].name", before: "a", after: "b" }],
    ],
    [
      "and by their place, where a name is there twice",
      {
        ports: [
          { name: "a", port: 1 },
          { name: "a", port: 2 },
        ],
      },
      {
        ports: [
          { name: "a", port: 1 },
          { name: "a", port: 3 },
        ],
      },
      [{ path: "ports[1].port", before: 2, after: 3 }],
    ],
  ])("%s", (_title, before, after, expected) => {
    expect(leafChanges(before, after)).toEqual(expected);
  });
});

describe("elements without a name", () => {
  test.each<[string, Json, Json, LeafChange[]]>([
    [
      "that come in the middle have their new place",
      { excluded: ["a", "b", "d"] },
      { excluded: ["a", "b", "c", "d"] },
      [{ path: "excluded[2]", after: "c" }],
    ],
    [
      "that go have their old place",
      { excluded: ["a", "b", "c"] },
      { excluded: ["b", "c"] },
      [{ path: "excluded[0]", before: "a" }],
    ],
    [
      "only in another order are told as that",
      { args: ["a", "b", "c"] },
      { args: ["c", "a", "b"] },
      [{ path: "args", before: ["a", "b", "c"], after: ["c", "a", "b"], order: true }],
    ],
    [
      "that are there more than once are told as few as can be",
      { bits: [1, 0, 1] },
      { bits: [1, 1, 0] },
      [
        { path: "bits[1]", before: 0 },
        { path: "bits[2]", after: 0 },
      ],
    ],
    [
      "the same way in both directions",
      { bits: [1, 1, 0] },
      { bits: [1, 0, 1] },
      [
        { path: "bits[1]", after: 0 },
        { path: "bits[2]", before: 0 },
      ],
    ],
    [
      "that are maps come in the middle as a whole",
      { routes: [{ to: "a" }, { to: "c" }] },
      { routes: [{ to: "a" }, { to: "b" }, { to: "c" }] },
      [{ path: "routes[1]", after: { to: "b" } }],
    ],
    [
      "that are maps and change inside are told by the place",
      { routes: [{ to: "a", when: 1 }, { to: "c" }] },
      { routes: [{ to: "a", when: 2 }, { to: "c" }] },
      [{ path: "routes[0].when", before: 1, after: 2 }],
    ],
  ])("%s", (_title, before, after, expected) => {
    expect(leafChanges(before, after)).toEqual(expected);
  });
});

describe("a text that holds data is compared as data", () => {
  const routing = (receiver: string): string =>
    `route:\n  receiver: ${receiver}\n  group_by: [alertname]\nreceivers:\n  - name: team\n  - name: night\n`;

  test("in YAML, as alert routing does", () => {
    const found = leafChanges({ config: routing("team") }, { config: routing("night") });
    expect(found).toEqual([{ path: "config.route.receiver", before: "team", after: "night" }]);
  });

  test("but not on one line, where a word with a colon is rather prose", () => {
    const prose = ["Tells who: night", "Tells who: day"] as const;
    expect(leafChanges({ a: prose[0] }, { a: prose[1] })).toEqual([
      { path: "a", before: prose[0], after: prose[1] },
    ]);
  });

  test("but not when only the notation differs, or when it is no data", () => {
    const commented = `# for the night\n${routing("team")}`;
    expect(leafChanges({ config: routing("team") }, { config: commented })).toEqual([
      { path: "config", before: routing("team"), after: commented },
    ]);
    const script = ["#!/bin/sh\nset -e\nls\n", "#!/bin/sh\nset -e\nls -l\n"] as const;
    expect(leafChanges(...script)).toEqual([{ path: "", before: script[0], after: script[1] }]);
  });
});

const scalar = fc.oneof(
  fc.integer({ min: 0, max: 5 }),
  fc.constantFrom("a", "b", "c.d", "1", "x y"),
  fc.boolean(),
);
const named = fc.uniqueArray(
  fc.record({ name: fc.constantFrom("a", "b", "c", "d.e", "7"), value: scalar }, { requiredKeys: ["name"] }),
  { selector: ({ name }) => name, maxLength: 5 },
);
const { tree } = fc.letrec<{ tree: Json; list: Json; map: Json }>((tie) => ({
  tree: fc.oneof({ depthSize: "small" }, scalar, tie("list"), tie("map"), named),
  list: fc.oneof(fc.array(scalar, { maxLength: 5 }), fc.array(tie("tree"), { maxLength: 3 }), named),
  map: fc.dictionary(fc.constantFrom("a", "b", "name", "k.l"), tie("tree"), {
    maxKeys: 3,
  }),
}));

test("what the leaves say, done to the one side, gives the other", () => {
  fc.assert(
    fc.property(fc.record({ root: tree }), fc.record({ root: tree }), (before, after) => {
      expect(told(withLeaves(before, leafChanges(before, after)))).toEqual(told(after));
    }),
    { numRuns: 2_000 },
  );
});

test("the order of elements with names can be told, too", () => {
  const shuffled = named.chain((list) =>
    fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
  );
  fc.assert(
    fc.property(shuffled, ([before, after]) => {
      expect(withLeaves({ env: before }, leafChanges({ env: before }, { env: after }))).toEqual({
        env: after,
      });
    }),
  );
});

test("backwards, the same leaves change the other way, and none is told twice", () => {
  fc.assert(
    fc.property(fc.record({ root: tree }), fc.record({ root: tree }), (a, b) => {
      const there = leafChanges(a, b).map(({ path, before, after }) => ({ path, before, after }));
      const back = leafChanges(b, a).map(({ path, before, after }) => ({
        path,
        before: after,
        after: before,
      }));
      expect(back).toEqual(there);
      expect(new Set(there.map(({ path }) => path)).size).toBe(there.length);
    }),
  );
});

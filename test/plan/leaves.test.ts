import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sortedKeys } from "../../plan/canonical.ts";
import { leafChanges } from "../../plan/leaves.ts";
import type { Json } from "../../plan/json.ts";

describe("two values differ", () => {
  const policy = (action: string): string =>
    JSON.stringify({ Statement: [{ Effect: "Allow", Action: action }] });

  test.each<[string, Json, Json, object[]]>([
    ["at a leaf of a map", { a: { b: 1 } }, { a: { b: 2 } }, [{ path: "a.b", before: 1, after: 2 }]],
    ["at a place of a list", { a: [1, 2] }, { a: [1, 3] }, [{ path: "a[1]", before: 2, after: 3 }]],
    [
      "by a whole branch that comes",
      {},
      { a: { b: 1, c: [2] } },
      [
        { path: "a.b", after: 1 },
        { path: "a.c[0]", after: 2 },
      ],
    ],
    ["by a whole branch that goes", { a: { b: 1 } }, {}, [{ path: "a.b", before: 1 }]],
    ["by an empty map", {}, { a: {} }, [{ path: "a", after: {} }]],
    ["by what fills an empty list", { a: [] }, { a: [1] }, [{ path: "a[0]", after: 1 }]],
    ["by null, which is no absence", {}, { a: null }, [{ path: "a", after: null }]],
    ["in kind", { a: "1" }, { a: { b: 1 } }, [{ path: "a", before: "1", after: { b: 1 } }]],
    [
      "at a key that is no identifier",
      { tags: { "kubernetes.io/role/elb": "1" } },
      { tags: { "kubernetes.io/role/elb": "2" } },
      [{ path: 'tags["kubernetes.io/role/elb"]', before: "1", after: "2" }],
    ],
    [
      "inside of texts that are documents",
      { policy: policy("s3:GetObject") },
      { policy: policy("s3:*") },
      [{ path: "policy.Statement[0].Action", before: "s3:GetObject", after: "s3:*" }],
    ],
    [
      "in the notation of a document",
      { policy: '{"a":1}' },
      { policy: '{ "a": 1 }' },
      [{ path: "policy", before: '{"a":1}', after: '{ "a": 1 }' }],
    ],
    [
      "when only one text is a document",
      { a: "[" },
      { a: "[1]" },
      [{ path: "a", before: "[", after: "[1]" }],
    ],
  ])("%s", (_title, before, after, expected) => {
    expect(leafChanges(before, after)).toEqual(expected);
  });

  test("nowhere, when only the order of keys differs", () => {
    expect(leafChanges({ a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 })).toEqual([]);
  });

  test("at two places whose joined keys would read alike", () => {
    const paths = leafChanges({}, { "a.b": 1, a: { b: 2 } }).map(({ path }) => path);
    expect(paths).toEqual(['["a.b"]', "a.b"]);
  });
});

const map = fc.dictionary(fc.string({ maxLength: 3 }), fc.jsonValue({ maxDepth: 3 }), {
  maxKeys: 4,
}) as fc.Arbitrary<Record<string, Json>>;
const canonical = (value: Json): string => JSON.stringify(sortedKeys(value));

test("there are changes exactly when the values differ", () => {
  fc.assert(
    fc.property(map, map, (a, b) => {
      expect(leafChanges(a, b).length > 0).toBe(canonical(a) !== canonical(b));
      expect(leafChanges(a, structuredClone(a))).toEqual([]);
    }),
  );
});

test("backwards, the same paths change the other way", () => {
  fc.assert(
    fc.property(map, map, (a, b) => {
      const turned = leafChanges(b, a).map(({ path, before, after }) => ({
        path,
        before: after,
        after: before,
      }));
      const shape = leafChanges(a, b).map(({ path, before, after }) => ({ path, before, after }));
      expect(turned).toEqual(shape);
    }),
  );
});

test("no path is told twice", () => {
  fc.assert(
    fc.property(map, map, (a, b) => {
      const paths = leafChanges(a, b).map(({ path }) => path);
      expect(new Set(paths).size).toBe(paths.length);
    }),
  );
});

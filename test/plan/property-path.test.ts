import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Json, JsonMap } from "../../plan/json.ts";
import { leafChanges } from "../../plan/leaves.ts";
import { covers, parsedPath, setBack } from "../../plan/property-path.ts";

test.each<[string, readonly (string | number)[]]>([
  ["tags", ["tags"]],
  ["tags.Name", ["tags", "Name"]],
  ["routes[0].cidrBlock", ["routes", 0, "cidrBlock"]],
  ['tags["kubernetes.io/role/elb"]', ["tags", "kubernetes.io/role/elb"]],
  ['tags["a\\"b"].c', ["tags", 'a"b', "c"]],
  ["routes[*].cidrBlock", ["routes", "*", "cidrBlock"]],
  ["rules[TraefikDown].expr", ["rules", "TraefikDown", "expr"]],
  ["env[a.b/c].value", ["env", "a.b/c", "value"]],
  ["*", ["*"]],
])("the path %s has the steps %j", (text, steps) => {
  expect(parsedPath(text)).toEqual(steps);
});

test.each([
  ["tags", "tags.Name", true],
  ["tags.Name", "tags", false],
  ["tags.Name", "tags.Owner", false],
  ["*", "tags.Name", true],
  ["routes[*].a", "routes[3].a.b", true],
  ["routes[1]", "routes[2]", false],
  ['routes["1"]', "routes[1]", false],
  // Nobody knows which place a name has: rather yes.
  ["routes[1].a", "routes[web].a", true],
  ["routes[1].a", "routes[web].b", false],
])("the pattern %s against %s: %j", (pattern, path, expected) => {
  expect(covers(parsedPath(pattern), parsedPath(path))).toBe(expected);
});

describe("a value that is set back", () => {
  test.each<[string, JsonMap, JsonMap, JsonMap]>([
    ["a", { a: 1 }, { a: 2, b: 3 }, { a: 1, b: 3 }],
    ["a", {}, { a: 2, b: 3 }, { b: 3 }],
    ["a", { a: 1 }, { b: 3 }, { a: 1, b: 3 }],
    ["tags.a", { tags: { a: 1 } }, { tags: { b: 2 } }, { tags: { a: 1, b: 2 } }],
    ["tags.a", { tags: { a: 1 } }, {}, {}],
    ["tags.a", {}, { tags: { a: 1 } }, { tags: {} }],
    ["tags.a.b", {}, { tags: { a: { b: 1 } } }, { tags: { a: { b: 1 } } }],
    ["list[1]", { list: [1, 2] }, { list: [3, 4, 5] }, { list: [3, 2, 5] }],
    ["list[1]", { list: [1] }, { list: [3, 4] }, { list: [3, 4] }],
    ["list[*].a", { list: [{ a: 1 }] }, { list: [{ a: 2, b: 3 }] }, { list: [{ a: 1, b: 3 }] }],
    ["tags.*", { tags: { a: 1 } }, { tags: { b: 2 } }, { tags: { a: 1 } }],
    ["*", { a: 1 }, { b: 2 }, { a: 1 }],
    ["a.b", { a: "text" }, { a: { b: 1 } }, { a: {} }],
    ["a.b", { a: { b: 1 } }, { a: "text" }, { a: "text" }],
  ])("at %s from %j in %j is %j", (path, was, now, expected) => {
    expect(setBack(parsedPath(path), was, now)).toEqual(expected);
  });

  test("differs from before nowhere below a path that both sides have, and from after nowhere else", () => {
    const value = fc.dictionary(fc.constantFrom("a", "b"), fc.jsonValue({ maxDepth: 2 }), {
      minKeys: 1,
    }) as fc.Arbitrary<JsonMap>;
    fc.assert(
      fc.property(value, value, fc.constantFrom("a", "b"), (was, now, key) => {
        const kept = setBack([key], was, now) as Json;
        const below = (path: string): boolean => covers([key], parsedPath(path));
        expect(leafChanges(was, kept).filter(({ path }) => below(path))).toEqual([]);
        expect(leafChanges(now, kept).filter(({ path }) => !below(path))).toEqual([]);
      }),
    );
  });
});

import { describe, expect, test } from "vitest";
import { type TextEdit, withEdits } from "../../../fleet/tenants/nested-text.ts";

const edited = (text: string, ...edits: readonly TextEdit[]): string => withEdits("acme.yaml", text, edits);
const at = (...keys: readonly string[]): readonly string[] => ["databases", ...keys];
const said = (value: string | undefined, ...keys: readonly string[]): TextEdit => ({
  at: at(...keys),
  value,
});

const BLOCK = `displayName:  Acme # ours
databases:
  shop: # the first
    environments: [live]   # one

    pooler: true # many
  # about the second
  site:
    restore:
      from: shop
size: small
`;

describe("a file written in lines", () => {
  test("gets a word below those of its place", () => {
    expect(edited(BLOCK, said("retiring", "shop", "lifecycle"))).toBe(
      BLOCK.replace("true # many\n", "true # many\n    lifecycle: retiring\n"),
    );
    expect(edited(BLOCK, said("retiring", "site", "lifecycle"))).toBe(
      BLOCK.replace("from: shop\n", "from: shop\n    lifecycle: retiring\n"),
    );
  });

  test("has another value where there was one", () => {
    expect(edited(BLOCK, said("[trial, live]", "shop", "environments"))).toBe(
      BLOCK.replace("[live]", "[trial, live]"),
    );
  });

  test("loses a place with all that is below it, and nothing beside it", () => {
    expect(edited(BLOCK, said(undefined, "site"))).toBe(
      BLOCK.replace("  site:\n    restore:\n      from: shop\n", ""),
    );
    expect(edited(BLOCK, said(undefined, "shop", "pooler"))).toBe(
      BLOCK.replace("    pooler: true # many\n", ""),
    );
    expect(edited(BLOCK, said(undefined))).toBe("displayName:  Acme # ours\nsize: small\n");
    expect(edited(BLOCK, said(undefined, "none"))).toBe(BLOCK);
  });

  test("need not end with a line's end", () => {
    expect(edited("databases:\n  shop:\n    major: '17'", said("true", "shop", "pooler"))).toBe(
      "databases:\n  shop:\n    major: '17'\n    pooler: true\n",
    );
  });
});

describe("a file written in braces", () => {
  const FLOW = 'databases: { shop: { major: "17" }, site: {} } # two\n';

  test("gets a word, and loses one", () => {
    expect(edited(FLOW, said("true", "shop", "pooler"), said("true", "site", "pooler"))).toBe(
      'databases: { shop: { major: "17", pooler: true }, site: { pooler: true } } # two\n',
    );
    expect(edited(FLOW, said(undefined, "shop"))).toBe("databases: { site: {} } # two\n");
    expect(edited(FLOW, said(undefined, "site"))).toBe('databases: { shop: { major: "17" } } # two\n');
    expect(edited(FLOW, said(undefined))).toBe("");
  });
});

test("a file in which places can't be told apart is left to people", () => {
  const text = "shared: &one\n  major: '17'\ndatabases:\n  shop: *one\n";
  expect(() => edited(text, said("true", "shop", "pooler"))).toThrow(
    "acme.yaml databases.shop: expected one key a line; write databases.shop.pooler by hand",
  );
});

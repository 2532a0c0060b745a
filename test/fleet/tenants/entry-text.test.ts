import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { newEntryText, withLifecycle } from "../../../fleet/tenants/entry-text.ts";
import { faultsOf } from "../written-inventory.ts";

const NAME = "tenants/acme.yaml";

const WRITTEN = `# Acme, since 2024.
displayName:   Acme   # as they write it
tier: pooled
environments: {live: {cluster: old}}   # one

size: small
# the end
`;

test("a new entry is as short as a person would write it", () => {
  const environments = { live: { cluster: "dev" }, try: { place: { environment: "staging" } } };
  const entry = {
    displayName: "Acme: & Sons",
    tier: "pooled",
    size: "small",
    residency: ["eu"],
    environments,
  };
  expect(newEntryText(entry)).toBe(`# yaml-language-server: $schema=../.schema/tenant.json
displayName: "Acme: & Sons"
tier: pooled
size: small
residency:
  - eu
environments:
  live: { cluster: dev }
  try: { place: { environment: staging } }
`);
});

describe("a lifecycle", () => {
  test("is added below everything else, and nothing else changes", () => {
    expect(withLifecycle(NAME, WRITTEN, { lifecycle: "suspended" })).toBe(`${WRITTEN}lifecycle: suspended\n`);
    const open = WRITTEN.trimEnd();
    expect(withLifecycle(NAME, open, { lifecycle: "suspended" })).toBe(`${WRITTEN}lifecycle: suspended\n`);
  });

  test("that is there is written over where it stands, its comment kept", () => {
    const suspended = WRITTEN.replace("size: small", "lifecycle: suspended # unpaid\nsize: small");
    expect(withLifecycle(NAME, suspended, { lifecycle: "retiring", retireAfter: "2026-12-24" })).toBe(
      `${suspended.replace("suspended #", "retiring #")}retireAfter: 2026-12-24\n`,
    );
    expect(withLifecycle(NAME, suspended, {})).toBe(WRITTEN);
  });

  test("that is frozen has its line for it, which goes with the others", () => {
    const keys = { lifecycle: "retiring", frozen: true, retireAfter: "2026-12-24" } as const;
    const frozen = withLifecycle(NAME, WRITTEN, keys);
    expect(frozen).toBe(`${WRITTEN}lifecycle: retiring\nfrozen: true\nretireAfter: 2026-12-24\n`);
    expect(withLifecycle(NAME, frozen, {})).toBe(WRITTEN);
  });

  test("that is there already changes nothing", () => {
    const suspended = `${WRITTEN}lifecycle: suspended\n`;
    expect(withLifecycle(NAME, suspended, { lifecycle: "suspended" })).toBe(suspended);
    expect(withLifecycle(NAME, WRITTEN, {})).toBe(WRITTEN);
  });

  test.each([
    ["{ displayName: Acme, size: small }\n"],
    ["displayName: Acme\n...\n"],
    ["displayName: Acme\nlifecycle: &rest suspended\nretireAfter: *rest\n"],
    ["displayName: Acme\nnotes: |\n  text\n  lifecycle: none\n...\n"],
  ])("is not written into %j, where lines can't be told apart", (text) => {
    expect(faultsOf(() => withLifecycle(NAME, text, { lifecycle: "suspended" }))).toEqual([
      "tenants/acme.yaml: expected a file with one key a line; write lifecycle by hand",
    ]);
  });

  test("that comes and goes leaves every byte as it was", () => {
    const value = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.array(fc.string({ unit: "grapheme" })),
      fc.dictionary(fc.string(), fc.string()),
    );
    const key = fc.stringMatching(/^[a-z]{1,8}$/).filter((one) => one !== "lifecycle");
    const text = fc
      .tuple(fc.dictionary(key, value, { minKeys: 1 }), fc.constantFrom(40, 0))
      .map(([entry, lineWidth]) => stringify(entry, { lineWidth }))
      .filter((one) => !one.startsWith("{"));
    fc.assert(
      fc.property(text, (before) => {
        const suspended = withLifecycle(NAME, before, { lifecycle: "suspended" });
        expect(parse(suspended)).toEqual({ ...parse(before), lifecycle: "suspended" });
        expect(withLifecycle(NAME, suspended, {})).toBe(before);
      }),
    );
  });
});

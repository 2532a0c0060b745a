import { expect, test } from "vitest";
import { loadInventory } from "../../fleet/load.ts";
import { overrideWarnings } from "../../fleet/override-warnings.ts";
import { inventoryFolder, SOUND } from "./written-inventory.ts";

const BY =
  "valuesOverride: { owner: team-core, why: old nodes are slow, until: 2027-01-31, values: { args: [] } }";

const warnings = (addOns: string): readonly string[] =>
  overrideWarnings(
    loadInventory(
      inventoryFolder({ "clusters/dev.yaml": `${SOUND["clusters/dev.yaml"] ?? ""}addOns: ${addOns}\n` }),
    ),
  );

test.each([
  ["none", "{}", []],
  [
    "each with its owner and its last day",
    `{ traefik: { ${BY} }, metrics-server: { ${BY} } }`,
    [
      "clusters/dev.yaml: team-core overrides values of metrics-server until 2027-01-31: old nodes are slow",
      "clusters/dev.yaml: team-core overrides values of traefik until 2027-01-31: old nodes are slow",
    ],
  ],
  ["none of an add-on that is off", `{ velero: { enabled: false, ${BY} } }`, []],
])("the check tells of overrides: %s", (_title, addOns, told) => {
  expect(warnings(addOns)).toEqual(told);
});

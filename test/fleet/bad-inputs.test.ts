import { describe, expect, test } from "vitest";
import { KEY_INPUTS } from "./bad-inputs/keys.ts";
import { NAME_INPUTS } from "./bad-inputs/names.ts";
import { NETWORK_INPUTS } from "./bad-inputs/networks.ts";
import { QUANTITY_INPUTS } from "./bad-inputs/quantities.ts";
import { SEMANTIC_INPUTS } from "./bad-inputs/semantics.ts";
import { YAML_INPUTS } from "./bad-inputs/yaml.ts";
import { loaderFaults } from "./written-inventory.ts";

const TABLES = {
  "YAML as a language": YAML_INPUTS,
  "keys and values": KEY_INPUTS,
  names: NAME_INPUTS,
  networks: NETWORK_INPUTS,
  "quantities and days": QUANTITY_INPUTS,
  "what entries say together": SEMANTIC_INPUTS,
};

test("the inventory that every row edits has no fault", () => {
  expect(loaderFaults({})).toEqual([]);
});

describe.each(Object.entries(TABLES))("the loader refuses, of %s,", (_, rows) => {
  test.each(rows)("$row", ({ files, faults }) => {
    expect(loaderFaults(files)).toEqual(faults);
  });
});

test("each row is named once", () => {
  const names = Object.values(TABLES).flatMap((rows) => rows.map(({ row }) => row));
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

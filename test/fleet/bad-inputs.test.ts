import { describe, expect, test } from "vitest";
import { KEY_INPUTS } from "./bad-inputs/keys.ts";
import { NAME_INPUTS } from "./bad-inputs/names.ts";
import { NETWORK_INPUTS } from "./bad-inputs/networks.ts";
import { NOT_YET } from "./bad-inputs/not-yet.ts";
import { NUMBER_INPUTS } from "./bad-inputs/numbers.ts";
import { QUANTITY_INPUTS } from "./bad-inputs/quantities.ts";
import { RANGE_INPUTS } from "./bad-inputs/ranges.ts";
import { SEMANTIC_INPUTS } from "./bad-inputs/semantics.ts";
import { YAML_INPUTS } from "./bad-inputs/yaml.ts";
import { loaderFaults, SOUND } from "./written-inventory.ts";

const TABLES = {
  "YAML as a language": YAML_INPUTS,
  "numbers that are none": NUMBER_INPUTS,
  "keys and values": KEY_INPUTS,
  names: NAME_INPUTS,
  "ranges of addresses": RANGE_INPUTS,
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
  const refused = Object.values(TABLES).flatMap((rows) => rows.map(({ row }) => row));
  const names = [...refused, ...Object.keys(NOT_YET)];
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

describe("the loader reads without a word", () => {
  const dev = SOUND["clusters/dev.yaml"] ?? "";
  test.each([
    ["a byte-order mark", `\uFEFF${dev}`],
    ["the line ends of Windows", dev.replaceAll("\n", "\r\n")],
    ["the line ends of old Macs", dev.replaceAll("\n", "\r")],
    ["comments and blank lines", `# a cluster\n\n${dev}\n# the end`],
    ["a document start", `---\n${dev}`],
    ["a directive for YAML 1.2", `%YAML 1.2\n---\n${dev}`],
    ["quoted keys", dev.replace("kind:", '"kind":')],
    ["no line end at the end", dev.trimEnd()],
  ])("%s", (_, text) => {
    expect(loaderFaults({ "clusters/dev.yaml": text })).toEqual([]);
  });

  test("notes and dot files beside the entries", () => {
    const notes = {
      "README.md": "x",
      "tenants/README.md": "x",
      "clusters/.keep": "",
      ".schema/x.json": "{}",
    };
    expect(loaderFaults(notes)).toEqual([]);
  });

  test("a folder without tenants", () => {
    expect(loaderFaults({ "tenants/acme.yaml": undefined, "tenants/zeta.yaml": undefined })).toEqual([]);
  });
});

import { expect, test } from "vitest";
import { loadInventory } from "../../../fleet/load.ts";
import { exceptionWarnings, expiredExceptions } from "../../../fleet/rules/exceptions.ts";
import { inventoryFolder, loaderFaults } from "../written-inventory.ts";

const FIELDS = {
  rule: "require-encryption",
  type: "aws:ebs/volume:Volume",
  name: "dev-scratch-*",
  reason: "scratch space without data of anybody",
  owner: "platform",
  expires: '"2026-12-31"',
};

const entry = (change: Readonly<Record<string, string>> = {}): string =>
  `- ${Object.entries({ ...FIELDS, ...change })
    .map(([key, value]) => `${key}: ${value}`)
    .join("\n  ")}\n`;

const faults = (text: string) => loaderFaults({ "exceptions.yaml": `exceptions:\n${text}` });
const inventory = (text: string) =>
  loadInventory(inventoryFolder({ "exceptions.yaml": `exceptions:\n${text}` }));

test("exceptions are read beside fleet.yaml, and a fleet without any has none", () => {
  expect(inventory(entry({ stack: "dev", path: "encrypted" })).exceptions).toEqual([
    { ...FIELDS, expires: "2026-12-31", stack: "dev", path: "encrypted" },
  ]);
  expect(loadInventory(inventoryFolder()).exceptions).toEqual([]);
});

test("each fault is told with its line, all at once", () => {
  expect(faults(entry({ expires: '"soon"', owners: "platform" }) + entry({ name: '"*"' }))).toEqual([
    'exceptions.yaml:7:12 exceptions[0].expires: expected a day such as "2026-11-24", got "soon"',
    'exceptions.yaml:8:3 exceptions[0].owners: expected one of the keys rule, type, name, stack, path, reason, owner, expires, got "owners"; did you mean owner',
    'exceptions.yaml:11:9 exceptions[1].name: expected the name of a resource, or a pattern with * for any characters, got "*"; a star alone would let off every resource',
  ]);
});

test("a stack that the fleet lacks is told with the nearest that it has", () => {
  const [line = ""] = faults(entry({ stack: "devv" }));
  expect(line).toMatch(
    /^exceptions\.yaml:8:10 exceptions\[0\]\.stack: expected one of .*, got "devv"; did you mean dev$/,
  );
  expect(faults(entry({ stack: "bootstrap.main" }))).toEqual([]);
});

test("an exception is a fault from the day after its last, whether anything needs it or not", () => {
  const found = (today: string) => expiredExceptions(inventory(entry()), today);
  expect(found("2026-12-31")).toEqual([]);
  expect(found("2027-01-01")).toEqual([
    {
      file: "exceptions.yaml",
      at: ["exceptions", 0, "expires"],
      expected: "2027-01-01 or a later day",
      hint: "correct what it let off and remove it, or let platform say how much longer it is needed",
    },
  ]);
});

test("two weeks before its end it is warned of", () => {
  const warnings = (today: string) => exceptionWarnings(inventory(entry()), today);
  expect(warnings("2026-12-16")).toEqual([]);
  expect(warnings("2026-12-17")).toEqual([
    "exceptions.yaml: the exception of platform from require-encryption for dev-scratch-* ends on 2026-12-31",
  ]);
  expect(warnings("2027-01-01")).toEqual([]);
});

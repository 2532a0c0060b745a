import { expect, test } from "vitest";
import { faultLine } from "../../fleet/check.ts";
import { loadFleet } from "../../fleet/load.ts";
import { located } from "../../fleet/read/locate.ts";
import { lockText } from "../../fleet/write-lock.ts";
import { policyFindings } from "../../stacks/policy-findings.ts";
import { lockOf, TODAY } from "../fleet/locked-inventory.ts";
import { type Files, inventoryFolder, SOUND } from "../fleet/written-inventory.ts";

/** What the rules say of a fleet with these words about them. */
function faults(levels: string, more: Files = {}): readonly string[] {
  const policy = levels === "" ? "" : `policy:\n  levels:\n${levels}`;
  const files = { "fleet.yaml": `${SOUND["fleet.yaml"] ?? ""}${policy}`, ...more };
  const dir = inventoryFolder({ ...files, "fleet.lock.yaml": lockText(lockOf(files)) });
  const lines = located(dir, policyFindings(loadFleet(dir, TODAY))).map(faultLine);
  return lines.map((line) => line.replace(/:\d+:\d+/, ""));
}

test("levels of rules that exist are fine, also disabled ones", () => {
  expect(faults("    require-quota: { all: advisory, production: mandatory, edge: disabled }\n")).toEqual([]);
  expect(faults("")).toEqual([]);
});

test("a rule that does not exist is told, in levels and in exceptions", () => {
  const exception = [
    "- rule: require-encrption",
    "  type: aws:ebs/volume:Volume",
    "  name: dev-scratch",
    "  reason: scratch",
    "  owner: platform",
    '  expires: "2026-12-31"',
  ].join("\n");
  expect(
    faults("    require-qouta: { all: advisory }\n", { "exceptions.yaml": `exceptions:\n${exception}\n` }),
  ).toEqual([
    'fleet.yaml policy.levels.require-qouta: expected the id of a rule, got "require-qouta"; did you mean require-quota',
    'exceptions.yaml exceptions[0].rule: expected the id of a rule, got "require-encrption"; did you mean require-encryption',
  ]);
});

test("what keeps production from losing data is not switched off there", () => {
  const kept =
    'expected mandatory or advisory: rules of deletion safety can\'t be disabled in production, got "disabled"';
  expect(faults("    protect-stateful: { production: disabled }\n")).toEqual([
    `fleet.yaml policy.levels.protect-stateful.production: ${kept}`,
  ]);
  expect(faults("    protect-stateful: { all: disabled }\n")).toEqual([
    `fleet.yaml policy.levels.protect-stateful.all: ${kept}; give production a level of its own beside it`,
  ]);
  expect(faults("    protect-stateful: { all: disabled, production: advisory }\n")).toEqual([]);
  expect(faults("    protect-stateful: { development: disabled }\n")).toEqual([]);
});

import { expect, test } from "vitest";
import type { Finding } from "../../../fleet/check.ts";
import { loadInventory } from "../../../fleet/load.ts";
import { newDayFindings } from "../../../fleet/rules/new-days.ts";
import { lockOf, TODAY } from "../locked-inventory.ts";
import { edited, type Files, inventoryFolder } from "../written-inventory.ts";

const retiring = (day: string): Files => ({
  ...edited("tenants/zeta.yaml", "size", `lifecycle: retiring\nretireAfter: ${day}\nsize`),
  ...edited("tenants/acme.yaml", "{ cluster: old }", `{ cluster: old, retireAfter: ${day} }`),
});

function findings(before: Files, after: Files, day: string = TODAY): readonly Finding[] {
  return newDayFindings(loadInventory(inventoryFolder(after)), [lockOf(before)], day);
}

test("a day of removal that is new to the lock is not over yet", () => {
  const late = {
    expected: "2026-11-24 or a later day, for the lock does not know this one yet",
    hint: "a day that is over would leave no time to object",
  };
  const both = [
    { ...late, file: "tenants/zeta.yaml", at: ["retireAfter"] },
    { ...late, file: "tenants/acme.yaml", at: ["environments", "live", "retireAfter"] },
  ];
  expect(findings({}, retiring("2026-11-23"))).toEqual(both);
  expect(findings(retiring("2026-12-24"), retiring("2026-11-23"))).toEqual(both);
  expect(findings({}, retiring(TODAY))).toEqual([]);
});

test("a day of removal that the lock knows may pass", () => {
  expect(findings(retiring("2026-12-24"), retiring("2026-12-24"), "2027-01-31")).toEqual([]);
});

import { expect, test } from "vitest";
import { loadInventory } from "../../../fleet/load.ts";
import { alertWarnings } from "../../../fleet/regions/alert-warnings.ts";
import { inventoryFolder, SOUND } from "../written-inventory.ts";

const MAIL = "  mail: { kind: email, target: platform@lagoon.cloud }\n";

function warnings(lines: string): readonly string[] {
  const fleet = (SOUND["fleet.yaml"] ?? "").replace("alertRoutes:\n", `alertRoutes:\n${MAIL}`);
  const region = `${SOUND["regions/eu.yaml"] ?? ""}${lines}`;
  return alertWarnings(loadInventory(inventoryFolder({ "fleet.yaml": fleet, "regions/eu.yaml": region })));
}

const SILENT =
  "regions/eu.yaml: alarms reach nobody: no alert route of kind email; subscribe to eu-alerts by hand";

test.each([
  ["quotas that a pager is to hear of", "alerts: [on-call]\nquotaAlarms: {}\n", [SILENT]],
  ["a budget that nobody is to hear of", "budget: { monthlyUsd: 10 }\n", [SILENT]],
  ["quotas that are mailed, too", "alerts: [on-call, mail]\nquotaAlarms: {}\n", []],
  ["no alarms", "", []],
])("of %s, the check tells whether anybody is reached", (_title, lines, told) => {
  expect(warnings(lines)).toEqual(told);
});

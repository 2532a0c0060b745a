import { describe, expect, test } from "vitest";
import type { Finding } from "../../../fleet/check.ts";
import { loadInventory } from "../../../fleet/load.ts";
import { newDayFindings } from "../../../fleet/rules/new-days.ts";
import { lockOf, TODAY } from "../locked-inventory.ts";
import { edited, type Files, inventoryFolder, SOUND } from "../written-inventory.ts";
import { withDatabases } from "./locked-databases.ts";

const retiring = (day: string): Files => ({
  ...edited("tenants/zeta.yaml", "size", `lifecycle: retiring\nretireAfter: ${day}\nsize`),
  ...edited("tenants/acme.yaml", "{ cluster: old }", `{ cluster: old, retireAfter: ${day} }`),
});

function findings(before: Files, after: Files, day: string = TODAY): readonly Finding[] {
  return newDayFindings(loadInventory(inventoryFolder(after)), [lockOf(before)], day);
}

test("a day of removal that is new to the lock has not come yet", () => {
  const late = {
    expected: "a day after 2026-11-24, for the lock does not know this one yet",
    hint: "a day that has come would leave no time to object",
  };
  const both = [
    { ...late, file: "tenants/zeta.yaml", at: ["retireAfter"] },
    { ...late, file: "tenants/acme.yaml", at: ["environments", "live", "retireAfter"] },
  ];
  expect(findings({}, retiring("2026-11-23"))).toEqual(both);
  expect(findings(retiring("2026-12-24"), retiring("2026-11-23"))).toEqual(both);
  expect(findings({}, retiring(TODAY))).toEqual(both);
  expect(findings({}, retiring("2026-11-25"))).toEqual([]);
});

test("a link that was never told of leaves no sooner, also where the lock has none at all", () => {
  const link = (more: string): Files => ({
    "links/one.yaml": `kind: vpn\nfrom: dev\nto: { site: { address: 198.51.100.7, cidrs: [192.168.0.0/24] } }\n${more}`,
  });
  const leaving = link("lifecycle: retiring\nretireAfter: 2026-11-23\n");
  const late = {
    expected: "a day after 2026-11-24, for the lock does not know this one yet",
    hint: "a day that has come would leave no time to object",
    file: "links/one.yaml",
    at: ["retireAfter"],
  };
  expect(findings({}, leaving)).toEqual([late]);
  expect(findings(link(""), leaving)).toEqual([late]);
  expect(findings(leaving, leaving)).toEqual([]);
});

test("a day of removal that the lock knows may pass", () => {
  expect(findings(retiring("2026-12-24"), retiring("2026-12-24"), "2027-01-31")).toEqual([]);
});

describe("a switch that is new to the lock is not over yet:", () => {
  const green = (switchOver: string): Files => ({
    "clusters/green.yaml": `${SOUND["clusters/dev.yaml"] ?? ""}replaces: dev\n${switchOver}`,
  });
  const on = (day: string, soakHours = 48): Files =>
    green(`switchOver: { on: "${day}", soakHours: ${soakHours} }\n`);
  const late = (got: string): Finding => ({
    file: "clusters/green.yaml",
    at: ["switchOver", "on"],
    expected: "2026-11-24 or a later day, for the lock does not know this one yet",
    got,
    hint: "a switch that is over is only watched for longer",
  });

  test("that of a pair", () => {
    expect(findings(green(""), on("2026-11-23", 1))).toEqual([late("2026-11-23 and 1 hours")]);
    expect(findings(on("2026-11-30"), on("2026-11-23"))).toEqual([late("2026-11-23 and 48 hours")]);
    expect(findings(green(""), on(TODAY, 1))).toEqual([]);
  });

  test("nor is its watch cut short once it is", () => {
    const after = (hours: number) => findings(on("2026-11-30"), on("2026-11-30", hours), "2026-12-01");
    expect(after(1)).toEqual([
      { ...late("2026-11-30 and 1 hours"), expected: late("").expected.replace("11-24", "12-01") },
    ]);
    expect(after(48)).toEqual([]);
    expect(after(96)).toEqual([]);
  });

  test("that of data", () => {
    const data = (day: string): Files =>
      edited(
        "tenants/zeta.yaml",
        "{ cluster: dev }",
        `{ cluster: dev, stateful: true, switchOver: "${day}" }`,
      );
    expect(findings({}, data("2026-11-23"))).toEqual([
      {
        file: "tenants/zeta.yaml",
        at: ["environments", "trial", "switchOver"],
        expected: "2026-11-24 or a later day, for the lock does not know this one yet",
        hint: "its data moves on that day, not before",
      },
    ]);
    expect(findings({}, data(TODAY))).toEqual([]);
    expect(findings(data("2026-11-23"), data("2026-11-23"))).toEqual([]);
  });
});

test("nor has that of a database, in any of its environments", () => {
  const leaving = (day: string): Files =>
    withDatabases(`{ shop: { lifecycle: retiring, retireAfter: ${day}, retireFrom: [trial] } }`);
  const late = {
    expected: "a day after 2026-11-24, for the lock does not know this one yet",
    hint: "a day that has come would leave no time to object",
    file: "tenants/acme.yaml",
    at: ["databases", "shop", "retireAfter"],
  };
  expect(findings(withDatabases("{ shop: {} }"), leaving(TODAY))).toEqual([late]);
  expect(findings(withDatabases("{ shop: {} }"), leaving("2026-11-25"))).toEqual([]);
  expect(findings(leaving(TODAY), leaving(TODAY))).toEqual([]);
});

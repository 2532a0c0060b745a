import { beforeEach, describe, expect, test } from "vitest";
import {
  type DatabaseChoice,
  databaseText,
  retireDatabaseStep,
} from "../../../cli/tenant/retire-database.ts";
import type { Fleet } from "../../../fleet/inventory.ts";
import { loadFleet } from "../../../fleet/load.ts";
import { lockText } from "../../../fleet/write-lock.ts";
import { withDatabases } from "../../fleet/rules/locked-databases.ts";
import { lockOf, TODAY } from "../../fleet/locked-inventory.ts";
import { inventoryFolder } from "../../fleet/written-inventory.ts";

const DAY = "2026-12-24";
const LEAVING = `{ shop: { lifecycle: retiring, retireAfter: ${DAY} }, site: {} }`;

function fleetOf(databases: string, day: string = TODAY): Fleet {
  const files = withDatabases(databases);
  return loadFleet(inventoryFolder({ ...files, "fleet.lock.yaml": lockText(lockOf(files)) }), day);
}

/** The line of all databases after a step. */
function step(fleet: Fleet, choice: Omit<DatabaseChoice, "database">): string | undefined {
  const changed = retireDatabaseStep(fleet, "acme", { database: "shop", ...choice });
  return changed?.after?.split("\n").find((line) => line.startsWith("databases"));
}

let fleet: Fleet;

beforeEach(() => {
  fleet = fleetOf("{ shop: {}, site: {} }");
});

describe("one database of a tenant", () => {
  test("retires with a day, which is written beside what is there", () => {
    expect(step(fleet, { after: DAY })).toBe(
      `databases: { shop: { lifecycle: retiring, retireAfter: ${DAY} }, site: {} }`,
    );
    expect(step(fleet, {})).toBeUndefined();
  });

  test("goes once its day has come and its name is typed", () => {
    expect(step(fleetOf(LEAVING, DAY), { confirm: "shop" })).toBe("databases: { site: {} }");
    expect(() => step(fleetOf(LEAVING, DAY), { confirm: "site" })).toThrow(
      "retire: expected --confirm shop, got --confirm site",
    );
    expect(() => step(fleetOf(LEAVING, "2026-12-23"), { confirm: "shop" })).toThrow(
      `retire: expected a database whose day of removal has come, got shop, which is retiring; its day of removal is ${DAY}`,
    );
    expect(() => step(fleet, { confirm: "shop" })).toThrow(
      "retire: expected a database whose day of removal has come, got shop, which is active",
    );
  });

  test("goes from the environments that it retires from, and stays in the others", () => {
    const some = `{ shop: { lifecycle: retiring, retireAfter: ${DAY}, retireFrom: [trial] }, site: {} }`;
    expect(step(fleetOf(some, DAY), { confirm: "shop" })).toBe(
      "databases: { shop: { environments: [live] }, site: {} }",
    );
  });

  test("takes the key of all with it when it is the last", () => {
    const last = fleetOf(`{ shop: { lifecycle: retiring, retireAfter: ${DAY} } }`, DAY);
    expect(step(last, { confirm: "shop" })).toBeUndefined();
    expect(retireDatabaseStep(last, "acme", { database: "shop", confirm: "shop" })?.after).not.toContain(
      "shop",
    );
  });

  test("must be one, and is told what it can be told", () => {
    expect(() => retireDatabaseStep(fleet, "acme", { database: "shpo" })).toThrow(
      "retire: expected a database of acme (shop, site), got shpo; did you mean shop",
    );
    expect(() => step(fleet, { after: "soon" })).toThrow(
      "retire: expected --after with a day such as 2026-11-24, got soon",
    );
    expect(() => step(fleet, { after: DAY, confirm: "shop" })).toThrow(
      "retire: expected --after or --confirm, got both",
    );
  });
});

test("how far one is, and what comes next, is told", () => {
  const command = "atoll tenant retire acme --database shop";
  const updates = "  pulumi up --stack dev\n  pulumi up --stack old\n";
  expect(databaseText(fleet, "acme", "shop")).toBe(
    `database shop of acme is active\nnext:\n  ${command} --after <day>`,
  );
  expect(databaseText(fleetOf(LEAVING), "acme", "shop")).toBe(
    `database shop of acme is retiring; its day of removal is ${DAY}\nnext:\n${updates}  from ${DAY} on: ${command} --confirm shop`,
  );
  expect(databaseText(fleetOf(LEAVING, DAY), "acme", "shop")).toBe(
    `database shop of acme is retiring, and may be removed\nnext:\n${updates}  ${command} --confirm shop`,
  );
  expect(databaseText(fleet, "acme", "none")).toBe(
    `database none of acme is gone from the inventory\nnext:\n${updates.trimEnd()}`,
  );
});

import { beforeEach, describe, expect, test } from "vitest";
import type { Lock } from "../../../fleet/schema/lock.ts";
import { lockOf, TODAY } from "../locked-inventory.ts";
import { alterations, type Entry, FILES, withEntry, YESTERDAY } from "./altered-lock.ts";

let BASE: Lock;

beforeEach(() => {
  BASE = lockOf(FILES);
});

const told = (lock: Lock, base: Lock = BASE, today: string = TODAY): readonly string[] =>
  alterations(base, lock, today);

describe("an environment moves to the successor of its cluster", () => {
  const moved = (more: Partial<Entry>): Lock =>
    withEntry(BASE, "tenants", "zeta", { placements: { trial: "green" }, ...more });
  const refused = [
    "tenants.zeta.placements.trial: expected dev until its data moves, which main holds, got green",
  ];

  test("with its data on the day that was known", () => {
    expect(told(moved({}), BASE, "2026-11-30")).toEqual(refused);
    expect(told(moved({}), BASE, "2026-12-01")).toEqual([]);
  });

  test("with its data today, when the day is new", () => {
    expect(told(moved({ moving: { trial: TODAY } }))).toEqual([]);
    expect(told(moved({ moving: { trial: YESTERDAY } }))).toContain(refused[0]);
  });

  test("not as one that had no data in the same change", () => {
    expect(told(moved({ stateful: undefined, moving: undefined }))).toEqual(refused);
    const without = withEntry(BASE, "tenants", "zeta", { stateful: undefined, moving: undefined });
    expect(told(moved({ stateful: undefined, moving: undefined }), without)).toEqual([]);
  });
});

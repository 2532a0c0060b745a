import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { z } from "zod";
import { updateLock } from "../../fleet/addresses/update-lock.ts";
import { type Fault, faultLine, InputError } from "../../fleet/check.ts";
import { loadFleet, loadInventory } from "../../fleet/load.ts";
import { readEntry } from "../../fleet/read/entry.ts";
import { clusterSchema } from "../../fleet/schema/cluster.ts";
import { fleetSchema } from "../../fleet/schema/fleet.ts";
import { lockSchema } from "../../fleet/schema/lock.ts";
import { tenantSchema } from "../../fleet/schema/tenant.ts";
import { lockText } from "../../fleet/write-lock.ts";
import { type Change, changedFiles, changes, oddText } from "./inventory-changes.ts";
import { inventoryFolder, SOUND } from "./written-inventory.ts";

const DAY = "2026-11-24";

/** More for a long night: ATOLL_FUZZ_RUNS=1000000 npx vitest run test/fleet/loader-fuzz.test.ts */
const RUNS = Number(process.env["ATOLL_FUZZ_RUNS"] ?? 1_000);

const prototypeKeys = Reflect.ownKeys(Object.prototype).length;

/** What an operator needs to find a fault; its message shows all there is and stands on one line. */
function expectTold(fault: Fault, exists: boolean): void {
  expect(fault.file).not.toBe("");
  expect(fault.expected).not.toBe("");
  expect(faultLine(fault)).not.toMatch(/undefined|\[object|[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
  if (!exists || fault.path === "") return;
  expect(fault.line, faultLine(fault)).toBeGreaterThan(0);
  expect(fault.column, faultLine(fault)).toBeGreaterThan(0);
}

/** A sound inventory and its lock. */
function lockedFiles(): Readonly<Record<string, string>> {
  const { lock } = updateLock(loadInventory(inventoryFolder()), undefined, DAY);
  return { ...SOUND, "fleet.lock.yaml": lockText(lock) };
}

/** Loads what was written; every answer but a fleet or told faults fails the test. */
function expectAnswer(dir: string): void {
  try {
    expect(loadFleet(dir, DAY).clusters.size).toBeGreaterThan(0);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    expect(error.faults.length).toBeGreaterThan(0);
    for (const fault of error.faults) {
      const path = join(dir, fault.file);
      expectTold(fault, existsSync(path) && statSync(path).isFile());
    }
  }
  expect(Reflect.ownKeys(Object.prototype)).toHaveLength(prototypeKeys);
}

/** An inventory with these changes, in a folder that lasts as long as the check. */
function checkChanged(sound: Readonly<Record<string, string>>, all: readonly Change[]): void {
  const dir = mkdtempSync(join(tmpdir(), "atoll-fuzz-"));
  try {
    for (const [path, { bytes }] of changedFiles(sound, all)) {
      const target = join(dir, path);
      mkdirSync(bytes === undefined ? target : dirname(target), { recursive: true });
      if (bytes !== undefined) writeFileSync(target, bytes);
    }
    expectAnswer(dir);
  } finally {
    rmSync(dir, { recursive: true });
  }
}

describe("no input crashes the loader:", () => {
  test("not a sound inventory with some of its files changed, cut, emptied, lost or replaced", () => {
    const sound = lockedFiles();
    fc.assert(
      fc.property(fc.array(changes, { minLength: 1, maxLength: 4 }), (all) => {
        checkChanged(sound, all);
      }),
      { numRuns: RUNS },
    );
  });

  test.each<[string, z.ZodType, fc.Arbitrary<string>]>([
    ["an entry", clusterSchema, fc.oneof(oddText, fc.string({ unit: "binary", maxLength: 400 }))],
    ["a tenant", tenantSchema, oddText],
    ["the fleet's file", fleetSchema, oddText],
    ["a lock", lockSchema, oddText],
  ])("not any text as %s", (_, schema, text) => {
    fc.assert(
      fc.property(text, (content) => {
        const { value, faults } = readEntry("some.yaml", Buffer.from(content), schema);
        expect(value !== undefined || faults.length > 0).toBe(true);
        for (const fault of new InputError(faults).faults) expectTold(fault, true);
      }),
      { numRuns: RUNS },
    );
  });

  test("not any bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const { value, faults } = readEntry("some.yaml", bytes, clusterSchema);
        expect(value).toBeUndefined();
        for (const fault of new InputError(faults).faults) expectTold(fault, true);
      }),
      { numRuns: RUNS },
    );
  });
});

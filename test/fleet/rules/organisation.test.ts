import { beforeEach, describe, expect, test } from "vitest";
import { rebasedLock } from "../../../fleet/addresses/rebase.ts";
import { updateLock } from "../../../fleet/addresses/update-lock.ts";
import { loadInventory } from "../../../fleet/load.ts";
import type { Lock } from "../../../fleet/schema/lock.ts";
import { lockText } from "../../../fleet/write-lock.ts";
import { faultsAfter, lockOf, TODAY } from "../locked-inventory.ts";
import { edited, type Files, inventoryFolder } from "../written-inventory.ts";
import { alterations } from "./altered-lock.ts";

const REEF: Files = edited("fleet.yaml", "organisation: lagoon", "organisation: reef");

/** What a lock was before it knew whose it is. */
function ofOld(lock: Lock): Lock {
  const { organisation: _, ...rest } = lock;
  return rest;
}

test("the organisation is in the lock, below its version", () => {
  expect(lockText(lockOf({})).split("\n").slice(1, 4)).toEqual([
    "version: 1",
    "organisation: lagoon",
    "regions:",
  ]);
});

test("an organisation that the lock knows keeps its name", () => {
  expect(faultsAfter({}, REEF)).toEqual([
    'fleet.yaml:1:15 organisation: expected lagoon, after which buckets and the issuers of clusters are named, got "reef"; write lagoon again: what bears the old name would be replaced; a fleet of that name is an inventory of its own',
  ]);
});

test("a lock of old takes it over, and tells so", () => {
  const old = ofOld(lockOf({}));
  const { lock, changes } = updateLock(loadInventory(inventoryFolder()), old, TODAY);
  expect(lock).toEqual(lockOf({}));
  expect(changes).toEqual([{ action: "add", holder: "organisation", value: "lagoon" }]);
});

test("the next lock keeps the one it has", () => {
  const { lock } = updateLock(loadInventory(inventoryFolder(REEF)), lockOf({}), TODAY);
  expect(lock.organisation).toBe("lagoon");
});

describe("beside the lock of another revision", () => {
  let base: Lock;

  beforeEach(() => {
    base = lockOf({});
  });

  const told = (lock: Lock, before: Lock = base): readonly string[] => alterations(before, lock, TODAY);

  test("the same one says nothing", () => {
    expect(told(base)).toEqual([]);
  });

  test("another one is told, and so is a lost one", () => {
    const kept = "organisation: expected lagoon, which main holds";
    expect(told({ ...base, organisation: "reef" })).toEqual([`${kept}, got reef`]);
    expect(told(ofOld(base))).toEqual([`${kept}, got none`]);
  });

  test("one that a lock of old takes over is no change", () => {
    expect(told(base, ofOld(base))).toEqual([]);
  });

  test("a rebase keeps that of the base, and that of the branch where the base has none", () => {
    expect(rebasedLock(base, { ...base, organisation: "reef" }).organisation).toBe("lagoon");
    expect(rebasedLock(ofOld(base), base).organisation).toBe("lagoon");
    expect(rebasedLock(ofOld(base), ofOld(base))).not.toHaveProperty("organisation");
  });
});

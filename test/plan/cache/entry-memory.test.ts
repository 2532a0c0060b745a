import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { loadFleet } from "../../../fleet/load.ts";
import { entryMemory } from "../../../plan/cache/entry-memory.ts";

const ROOT = resolve(import.meta.dirname, "../../..");
const TODAY = "2026-11-24";

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "atoll-entries-"));
  onTestFinished(() => {
    rmSync(made, { recursive: true, force: true });
  });
  return made;
}

/** A copy of the large sample and the file of a memory; how many files a load has to read. */
function place() {
  const root = folder();
  const inventory = join(root, "inventory");
  cpSync(join(ROOT, "examples/enterprise"), inventory, { recursive: true });
  const path = join(root, "memory", "entries.json");
  const load = (program = "one") => {
    const memory = entryMemory(path, program);
    let read = 0;
    const keep: typeof memory.keep = (...one) => {
      read += 1;
      memory.keep(...one);
    };
    const fleet = loadFleet(inventory, TODAY, { ...memory, keep });
    memory.save();
    return { fleet, read };
  };
  return { inventory, path, load };
}

const FILES = 1 + 7 + 13 + 60 + 1 + 1;

test("a fleet that is remembered is the fleet that was read", () => {
  const { inventory, load } = place();
  const fresh = loadFleet(inventory, TODAY);
  expect(load()).toEqual({ fleet: fresh, read: FILES });
  expect(load()).toEqual({ fleet: fresh, read: 0 });
});

test("a file that changes is read again, whatever its name and time, and no other", () => {
  const { inventory, load } = place();
  load();
  const file = join(inventory, "tenants/garnet.yaml");
  writeFileSync(file, readFileSync(file, "utf8").replace("Garnet Jewellers", "Garnet & Sons"));
  const { fleet, read } = load();
  expect([fleet.tenants.get("garnet")?.displayName, read]).toEqual(["Garnet & Sons", 1]);
});

test("another program reads all files anew", () => {
  const { load } = place();
  load();
  expect(load("two").read).toBe(FILES);
  expect(load("two").read).toBe(0);
});

test("a file with a fault is never remembered: it is told each time, with its line", () => {
  const { inventory, load } = place();
  load();
  const file = join(inventory, "tenants/garnet.yaml");
  writeFileSync(file, readFileSync(file, "utf8").replace("tier: pooled", "tier: poled"));
  for (const time of ["first", "second"]) expect(load, time).toThrow(/^tenants\/garnet\.yaml:3:7 tier: /m);
});

test("the same bytes in another folder of the inventory are another entry", () => {
  const path = join(folder(), "entries.json");
  const memory = entryMemory(path, "one");
  memory.keep("clusters", Buffer.from("kind: eks"), { kind: "eks" });
  expect(memory.recall("tenants", Buffer.from("kind: eks"))).toBeUndefined();
});

test("a memory in pieces is an empty one", () => {
  const { path, load } = place();
  load();
  writeFileSync(path, readFileSync(path, "utf8").slice(0, 1_000));
  expect(load().read).toBe(FILES);
  expect(load().read).toBe(0);
});

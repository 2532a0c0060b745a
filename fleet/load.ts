import { existsSync } from "node:fs";
import { join } from "node:path";
import type { z } from "zod";
import { LOCK_FILE } from "./addresses/held-ranges.ts";
import { addressFindings } from "./addresses/verify.ts";
import { type Fault, type Finding, InputError } from "./check.ts";
import type { Cluster, Fleet, Inventory, Link, Region } from "./inventory.ts";
import type { UnplacedTenant } from "./placement/demand.ts";
import {
  decidedPlaces,
  type PlacedTenants,
  rememberedPlaces,
  type UnplacedEntries,
} from "./placement/places.ts";
import { type EntryKind, EXCEPTIONS_FILE, folderFindings, idsIn } from "./read/folder.ts";
import { located } from "./read/locate.ts";
import { NO_MEMORY, type ReadMemory } from "./read/memory.ts";
import { readEntry, type ReadEntry, readFile } from "./read/entry.ts";
import { inventoryFindings } from "./rules/all.ts";
import { expiredOverrides } from "./rules/overrides.ts";
import type { LockReader } from "./rules/foreign-remedy.ts";
import { unlockedDatabases } from "./rules/database-moves.ts";
import { keptWords } from "./rules/kept-words.ts";
import { lifecycleFindings, lostEntries } from "./rules/lifecycle.ts";
import { exceptionsSchema } from "./schema/exceptions.ts";
import { clusterSchema } from "./schema/cluster.ts";
import { fleetSchema } from "./schema/fleet.ts";
import { linkSchema } from "./schema/link.ts";
import { type Lock, lockSchema } from "./schema/lock.ts";
import { regionSchema } from "./schema/region.ts";
import { tenantSchema } from "./schema/tenant.ts";

/**
 * Reads and checks an inventory folder. Of its lock it takes where environments are whose entries say it by a rule; for
 * those that are new it decides.
 *
 * @param lock What stands for the lock in the folder.
 * @throws InputError with every fault of the run, by file and line.
 */
export function loadInventory(dir: string, lock: LockReader = () => existingLock(dir)): Inventory {
  const { inventory, faults } = readInventory(dir, (entries) => decidedPlaces(entries, lock), lock);
  if (faults.length > 0 || inventory === undefined) throw new InputError(inOrder(faults));
  return inventory;
}

/**
 * The fleet that the program deploys: an inventory that agrees with its lock, both proven.
 *
 * @throws InputError with every fault of the run, by file and line.
 */
export function loadFleet(dir: string, today: string, memory: ReadMemory = NO_MEMORY): Fleet {
  let read: ReadEntry<Lock> | undefined;
  const lockRead = (): ReadEntry<Lock> => (read ??= lockOf(dir, memory));
  const known = (): Lock | undefined => lockRead().value;
  const { inventory, faults, readable } = readInventory(
    dir,
    (entries) => rememberedPlaces(entries, known),
    known,
    memory,
  );
  if (!readable) throw new InputError(inOrder(faults));
  const lock = lockRead();
  const unread = [...faults, ...lock.faults];
  if (unread.length > 0 || inventory === undefined || lock.value === undefined) {
    // A file that is missing explains what refers to it.
    const missing = lock.value === undefined ? [] : lostEntries(namesInFolders(dir), lock.value, today);
    const kept = inventory === undefined || lock.value === undefined ? [] : keptWords(inventory, lock.value);
    throw new InputError(inOrder([...located(dir, [...kept, ...missing]), ...unread]));
  }
  const lost = lifecycleFindings(inventory, lock.value, today);
  const findings = [
    ...lost,
    ...unlockedDatabases(inventory, lock.value),
    ...addressFindings(inventory, lock.value),
    ...expiredOverrides(inventory, today),
  ];
  if (findings.length > 0) throw new InputError(inOrder(located(dir, findings)));
  return { ...inventory, lock: lock.value, today };
}

/** The lock of an inventory folder; undefined when there is none yet. @throws InputError when it can't be read. */
export function readLock(dir: string): Lock | undefined {
  if (!existsSync(join(dir, LOCK_FILE))) return undefined;
  const { value, faults } = lockOf(dir);
  if (value === undefined) throw new InputError(faults);
  return value;
}

/** A lock from its text, such as that of another revision. @throws InputError when it can't be read. */
export function parseLock(name: string, bytes: Uint8Array): Lock {
  const { value, faults } = readEntry(name, bytes, lockSchema, "lock");
  if (value === undefined) throw new InputError(faults);
  return value;
}

/** The lock as far as it can be read, for what rules say of the inventory alone. */
function existingLock(dir: string): Lock | undefined {
  return existsSync(join(dir, LOCK_FILE)) ? lockOf(dir).value : undefined;
}

function lockOf(dir: string, memory: ReadMemory = NO_MEMORY): ReadEntry<Lock> {
  const path = join(dir, LOCK_FILE);
  if (existsSync(path)) return readFile(dir, LOCK_FILE, lockSchema, { origin: "lock", memory });
  const fault = {
    file: LOCK_FILE,
    path: "",
    expected: "a lock file",
    got: "none",
    hint: "restore it from git; a fleet that never had one: run atoll lock and commit it",
  };
  return { value: undefined, faults: [fault] };
}

interface InventoryRead {
  readonly inventory?: Inventory;
  readonly faults: readonly Fault[];
  /** False when there is no inventory at all: nothing else is worth saying then. */
  readonly readable: boolean;
}

type Placing = (entries: UnplacedEntries) => PlacedTenants;

function readInventory(
  dir: string,
  placing: Placing,
  lock: LockReader,
  memory: ReadMemory = NO_MEMORY,
): InventoryRead {
  const folder = folderFindings(dir);
  const faults: Fault[] = [...located(dir, folder.findings)];
  if (!folder.readable) return { faults, readable: false };
  const place = { dir, memory, faults };
  const settings = collect(place, "fleet.yaml", fleetSchema);
  const entries = {
    regions: readFolder<Region>(place, "regions", regionSchema),
    clusters: readFolder<Cluster>(place, "clusters", clusterSchema),
    tenants: readFolder<UnplacedTenant>(place, "tenants", tenantSchema),
    links: readFolder<Link>(place, "links", linkSchema),
  };
  const exceptions = collect(place, EXCEPTIONS_FILE, exceptionsSchema)?.exceptions ?? [];
  if (settings === undefined) return { faults, readable: true };
  const isWhole = faults.length === 0;
  const placed = placing({ settings, ...entries });
  // A cluster that can't be read is none that could be chosen, and nobody's fault.
  if (isWhole) faults.push(...located(dir, placed.findings));
  const inventory: Inventory = { dir, settings, ...entries, tenants: placed.tenants, exceptions };
  const findings: readonly Finding[] = inventoryFindings(inventory, namesInFolders(dir), lock);
  return { inventory, faults: [...faults, ...located(dir, findings)], readable: true };
}

/** Where files are read from, and what is wrong with them. */
interface Place {
  readonly dir: string;
  readonly memory: ReadMemory;
  readonly faults: Fault[];
}

function collect<T>({ dir, memory, faults }: Place, file: string, schema: z.ZodType<T>): T | undefined {
  if (!existsSync(join(dir, file))) return undefined;
  const { value, faults: found } = readFile(dir, file, schema, { memory });
  for (const fault of found) faults.push(fault);
  return value;
}

function readFolder<T extends { readonly id: string }>(
  place: Place,
  kind: EntryKind,
  schema: z.ZodType<Omit<T, "id">>,
): ReadonlyMap<string, T> {
  const entries = new Map<string, T>();
  for (const id of idsIn(place.dir, kind)) {
    const entry = collect(place, `${kind}/${id}.yaml`, schema);
    if (entry !== undefined) entries.set(id, { ...entry, id } as T);
  }
  return entries;
}

function namesInFolders(dir: string): Readonly<Record<EntryKind, ReadonlySet<string>>> {
  const ids = (kind: EntryKind): ReadonlySet<string> => new Set(idsIn(dir, kind));
  return {
    regions: ids("regions"),
    clusters: ids("clusters"),
    tenants: ids("tenants"),
    links: ids("links"),
  };
}

function inOrder(faults: readonly Fault[]): readonly Fault[] {
  return [...faults].sort((a, b) =>
    a.file < b.file ? -1 : a.file > b.file ? 1 : (a.line ?? 0) - (b.line ?? 0),
  );
}

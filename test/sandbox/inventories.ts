import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll } from "vitest";
import { updateLock } from "../../fleet/addresses/update-lock.ts";
import { loadInventory } from "../../fleet/load.ts";
import { writeLock } from "../../fleet/write-lock.ts";

/** The sample inventory: whole clusters. */
export const INVENTORY = resolve(import.meta.dirname, "../../inventory");

const copies: string[] = [];

// Of each test file that imports this: the worker's process is ended before it could clean up.
afterAll(() => {
  for (const dir of copies.splice(0)) rmSync(dir, { recursive: true, force: true });
});

/** The sample inventory with a change; it goes with the test file. */
export function copyOfInventory(change: (dir: string) => void): string {
  const dir = mkdtempSync(join(tmpdir(), "atoll-inventory-"));
  copies.push(dir);
  cpSync(INVENTORY, dir, { recursive: true });
  change(dir);
  return dir;
}

/** The sample fleet with other clusters and tenants: these files alone, and the lock they get. */
export function inventoryOf(files: Readonly<Record<string, string>>): string {
  return copyOfInventory((dir) => {
    for (const path of ["fleet.lock.yaml", "clusters", "tenants"])
      rmSync(join(dir, path), { recursive: true });
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(dir, path)), { recursive: true });
      writeFileSync(join(dir, path), text);
    }
    relock(dir);
  });
}

/** Writes the lock of a new fleet. */
export function relock(dir: string): void {
  const today = new Date().toISOString().slice(0, 10);
  writeLock(dir, updateLock(loadInventory(dir), undefined, today).lock);
}

/** Add-ons that are on in dev. */
const ADD_ONS = ["cert-manager", "gateway-api", "metrics-server", "traefik"] as const;

/**
 * The sample inventory with one tenant, and with a dev that has these of its add-ons alone. For tests in which more of
 * the same would prove no more: each add-on costs about as much as the network.
 */
export function smallInventory(kept: readonly (typeof ADD_ONS)[number][]): string {
  return copyOfInventory((dir) => {
    for (const file of ["fleet.lock.yaml", ...OTHER_TENANTS]) rmSync(join(dir, file));
    const off = ADD_ONS.filter((one) => !kept.includes(one)).map((one) => `${one}: { enabled: false }`);
    if (off.length > 0) appendFileSync(join(dir, "clusters", "dev.yaml"), `addOns: { ${off.join(", ")} }\n`);
    relock(dir);
  });
}

/** All tenants but aurora. */
const OTHER_TENANTS = ["brightside", "cobalt", "driftwood"].map((tenant) => `tenants/${tenant}.yaml`);

let network: string | undefined;

/**
 * The sample inventory without tenants, and with clusters that somebody else runs: a stack is its network, and nothing
 * else. For tests of what doesn't depend on a cluster, which takes minutes to come up.
 */
export function networkInventory(): string {
  network ??= copyOfInventory(keepNetworks);
  return network;
}

/** Leaves networks alone of a copy of the sample inventory, and writes its lock. */
export function keepNetworks(dir: string): void {
  for (const path of ["fleet.lock.yaml", "tenants"]) rmSync(join(dir, path), { recursive: true });
  for (const file of readdirSync(join(dir, "clusters")).map((name) => join(dir, "clusters", name)))
    writeFileSync(file, readFileSync(file, "utf8").replaceAll("kind: eks", "kind: attached"));
  relock(dir);
}

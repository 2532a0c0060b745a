import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll } from "vitest";

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

let network: string | undefined;

/**
 * The sample inventory with clusters that somebody else runs: a stack is its network, and nothing else. For tests of
 * what doesn't depend on a cluster, which takes minutes to come up.
 */
export function networkInventory(): string {
  network ??= copyOfInventory((dir) => {
    const entries = readdirSync(join(dir, "clusters")).map((file) => join(dir, "clusters", file));
    for (const file of [...entries, join(dir, "fleet.lock.yaml")])
      writeFileSync(file, readFileSync(file, "utf8").replaceAll("kind: eks", "kind: attached"));
  });
  return network;
}

import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll } from "vitest";

/** The sample inventory: whole clusters. */
export const INVENTORY = resolve(import.meta.dirname, "../../inventory");

let network: string | undefined;

// Of each test file that imports this: the worker's process is ended before it could clean up.
afterAll(() => {
  if (network !== undefined) rmSync(network, { recursive: true, force: true });
});

/**
 * The sample inventory with clusters that somebody else runs: a stack is its network, and nothing else. For tests of
 * what doesn't depend on a cluster, which takes minutes to come up.
 */
export function networkInventory(): string {
  network ??= attachedCopy();
  return network;
}

function attachedCopy(): string {
  const dir = mkdtempSync(join(tmpdir(), "atoll-inventory-"));
  cpSync(INVENTORY, dir, { recursive: true });
  const entries = readdirSync(join(dir, "clusters")).map((file) => join(dir, "clusters", file));
  for (const file of [...entries, join(dir, "fleet.lock.yaml")]) {
    writeFileSync(file, readFileSync(file, "utf8").replaceAll("kind: eks", "kind: attached"));
  }
  return dir;
}

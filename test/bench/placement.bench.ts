import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { performance } from "node:perf_hooks";
import { LOCK_FILE } from "../../fleet/addresses/held-ranges.ts";
import { updateLock } from "../../fleet/addresses/update-lock.ts";
import type { Inventory } from "../../fleet/inventory.ts";
import { loadInventory, readLock } from "../../fleet/load.ts";
import type { Lock } from "../../fleet/schema/lock.ts";
import { writeLock } from "../../fleet/write-lock.ts";
import { checkedFleet } from "../../stacks/checked-fleet.ts";
import type { BenchRow } from "./row.ts";

const DAY = "2026-11-27";
const ROUNDS = 10;
const SAMPLE = resolve(import.meta.dirname, "../../examples/enterprise");

/** Environments that are named by their cluster become rules, but for those of clusters that rules don't choose. */
function asRules(text: string, { clusters }: Inventory): string {
  return text.replaceAll(/\{ cluster: ([a-z-]+)/g, (whole, id: string) => {
    const cluster = clusters.get(id);
    if (cluster === undefined || cluster.replaces !== undefined) return whole;
    return `{ place: { environment: ${cluster.environment}, region: ${cluster.region} }`;
  });
}

/** The example as rules, with its lock but for the places of tenants. */
function writeRules(dir: string): Lock {
  cpSync(SAMPLE, dir, { recursive: true });
  const known = loadInventory(dir);
  for (const name of readdirSync(join(dir, "tenants"))) {
    const path = join(dir, "tenants", name);
    writeFileSync(path, asRules(readFileSync(path, "utf8"), known));
  }
  const lock = readLock(dir);
  if (lock === undefined) throw new Error("the example has no lock");
  return { ...lock, tenants: {} };
}

function secondsOf(run: () => void): number {
  const started = performance.now();
  run();
  return (performance.now() - started) / 1000;
}

/** Figures of placing: a whole fleet at once, and the check of what was placed. */
export function run(): Promise<readonly BenchRow[]> {
  const dir = mkdtempSync(join(tmpdir(), "atoll-bench-"));
  try {
    const before = writeRules(dir);
    const rounds = Array.from({ length: ROUNDS }, () => {
      rmSync(join(dir, LOCK_FILE));
      const placed = secondsOf(() => {
        writeLock(
          dir,
          updateLock(
            loadInventory(dir, () => before),
            before,
            DAY,
          ).lock,
        );
      });
      return { placed, checked: secondsOf(() => void checkedFleet(dir, DAY)) };
    });
    const best = (key: "placed" | "checked"): number => Math.min(...rounds.map((one) => one[key]));
    const what = "60 tenants, 300 environments, 13 clusters";
    return Promise.resolve([
      { name: `${what}: read, placed and locked`, value: best("placed"), unit: "s" },
      { name: `${what}: read and checked`, value: best("checked"), unit: "s" },
      {
        name: `${what}: placed and checked`,
        value: best("placed") + best("checked"),
        unit: "s",
        bar: "<= 1",
      },
    ]);
  } finally {
    rmSync(dir, { recursive: true });
  }
}

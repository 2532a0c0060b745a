import { rmSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { updateLock } from "../../fleet/addresses/update-lock.ts";
import { InputError } from "../../fleet/check.ts";
import { loadFleet, loadInventory } from "../../fleet/load.ts";
import { writeLock } from "../../fleet/write-lock.ts";
import { planStack } from "../../plan/plan-stack.ts";
import { checkedFleet } from "../../stacks/checked-fleet.ts";
import { type WrittenFleet, writtenFleet } from "./written-fleet.ts";

const DAY = "2026-11-24";

const RUNS = Number(process.env["ATOLL_FUZZ_RUNS"] ?? 60);

/** A cluster in an existing VPC: its network and the provider. */
const LEAST_RESOURCES = 2;

/** What became of one inventory: how far it got, and how many stacks were planned. */
interface Outcome {
  readonly refusedBy?: "loader" | "lock" | "check";
  readonly stacks: number;
}

function write(dir: string, files: WrittenFleet): void {
  for (const [path, data] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), stringify(data, { aliasDuplicateObjects: false }));
  }
}

/** The answer, or undefined when the input was refused; anything else that is thrown stays thrown. */
function unlessRefused<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

async function outcome(dir: string, files: WrittenFleet): Promise<Outcome> {
  write(dir, files);
  const inventory = unlessRefused(() => loadInventory(dir));
  if (inventory === undefined) return { refusedBy: "loader", stacks: 0 };
  const given = unlessRefused(() => updateLock(inventory, undefined, DAY));
  if (given === undefined) return { refusedBy: "lock", stacks: 0 };
  writeLock(dir, given.lock);
  loadFleet(dir, DAY); // whatever `atoll lock` wrote is a lock that the loader accepts
  const fleet = unlessRefused(() => checkedFleet(dir, DAY));
  if (fleet === undefined) return { refusedBy: "check", stacks: 0 };
  for (const stack of fleet.clusters.keys()) {
    const { resources } = await planStack(fleet, stack);
    expect(resources.length).toBeGreaterThanOrEqual(LEAST_RESOURCES);
  }
  return { stacks: fleet.clusters.size };
}

test("no inventory that is accepted fails later in the program", async () => {
  const outcomes: Outcome[] = [];
  await fc.assert(
    fc.asyncProperty(writtenFleet, async (files) => {
      const dir = mkdtempSync(join(tmpdir(), "atoll-accepted-"));
      try {
        outcomes.push(await outcome(dir, files));
      } finally {
        rmSync(dir, { recursive: true });
      }
    }),
    { numRuns: RUNS },
  );
  const ends = outcomes.map(({ refusedBy }) => refusedBy ?? "planned");
  const planned = ends.filter((end) => end === "planned").length;
  expect(planned, `of ${ends.join(", ")}`).toBeGreaterThan(RUNS / 20);
  expect(planned).toBeLessThan(RUNS);
});

import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import type { Plan } from "../../plan/plan.ts";
import { planStack } from "../../plan/plan-stack.ts";
import { stopClusters } from "../../sandbox/clusters/clusters.ts";
import { openSandbox, openStack } from "../../sandbox/engine/open.ts";
import { changes, operate } from "../../sandbox/engine/operation.ts";
import { KINDS, platformFleet } from "../record/platform-fleet.ts";
import { writeFullInventory } from "./full-inventory.ts";
import type { BenchRow } from "./row.ts";

const ROUNDS = 3;

/** The best of some recordings: others work on the machine, too. */
async function recordRows(kind: string): Promise<readonly BenchRow[]> {
  const fleet = platformFleet({ prod: { ...KINDS[kind], sla: 3, profile: "full" } });
  let best = Number.POSITIVE_INFINITY;
  let plan: Plan | undefined;
  for (let round = 0; round < ROUNDS; round += 1) {
    const started = performance.now();
    plan = await planStack(fleet, "prod");
    best = Math.min(best, performance.now() - started);
  }
  const name = `${kind}, full at sla 3: plan of ${plan?.resources.length ?? 0} resources`;
  return [{ name, value: best / 1_000, unit: "s", bar: "< 2" }];
}

/** A cluster with everything, in a sandbox whose tools are there already. */
async function sandboxRows(): Promise<readonly BenchRow[]> {
  const dir = mkdtempSync(join(tmpdir(), "atoll-bench-"));
  const inventory = join(dir, "fleet");
  cpSync(join(import.meta.dirname, "../../inventory"), inventory, { recursive: true });
  writeFullInventory(inventory, new Date().toISOString().slice(0, 10));
  const sandbox = await openSandbox(join(dir, "sandbox"), () => undefined);
  try {
    const flags = ["--skip-preview"];
    for (const stack of ["eu", "prod"]) await openStack(sandbox, stack, inventory);
    const region = await operate(sandbox, { name: "up", stack: "eu", flags });
    const cluster = await operate(sandbox, { name: "up", stack: "prod", flags });
    if (!region.succeeded || !cluster.succeeded)
      throw new Error([...region.messages, ...cluster.messages].join("\n"));
    const preview = await operate(sandbox, { name: "preview", stack: "prod" });
    if (!preview.succeeded || changes(preview).length > 0)
      throw new Error(["the second preview is not empty", ...preview.messages].join("\n"));
    return [
      { name: "eks, full at sla 3: up in the sandbox", value: cluster.seconds, unit: "s", bar: "<= 180" },
      { name: "its second preview, which is empty", value: preview.seconds, unit: "s" },
    ];
  } finally {
    await stopClusters(sandbox.clusters);
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Figures of a platform with every add-on. */
export async function run(): Promise<readonly BenchRow[]> {
  const recorded: BenchRow[] = [];
  for (const kind of Object.keys(KINDS)) recorded.push(...(await recordRows(kind)));
  return [...recorded, ...(await sandboxRows())];
}

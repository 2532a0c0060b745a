import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readdirSync } from "node:fs";
import { stopClusters } from "../../sandbox/clusters/clusters.ts";
import { openSandbox, openStack } from "../../sandbox/engine/open.ts";
import { operate, type Operation } from "../../sandbox/engine/operation.ts";
import { measuredCommand } from "./measured-command.ts";
import type { BenchRow } from "./row.ts";
import { writeScaledFleet } from "./scaled-fleet.ts";

const CLUSTERS = 5;

/** Regions whose outputs clusters read, those with the copies of others first. */
function regionsOf(inventory: string): readonly string[] {
  const ids = readdirSync(join(inventory, "regions")).map((file) => file.replace(".yaml", ""));
  const first = ["eu-west", "us-west"];
  return [...first, ...ids.filter((id) => !first.includes(id)).sort()];
}

/**
 * Plans of five stacks against `pulumi preview` of the same, one after another, both warm: code is compiled, and the
 * engine's plugins are simulated, so a real cloud answers no faster. No plan is taken from the cache.
 */
export async function run(): Promise<readonly BenchRow[]> {
  const dir = mkdtempSync(join(tmpdir(), "atoll-bench-"));
  const inventory = join(dir, "fleet");
  const stacks = writeScaledFleet(inventory, CLUSTERS, new Date().toISOString().slice(0, 10));
  cpSync(join(import.meta.dirname, "../../inventory/.schema"), join(inventory, ".schema"), {
    recursive: true,
  });
  const sandbox = await openSandbox(join(dir, "sandbox"), () => undefined);
  const operateOn = async (name: Operation["name"], stack: string): Promise<number> => {
    const flags = name === "up" ? ["--skip-preview"] : [];
    const { succeeded, messages, seconds } = await operate(sandbox, { name, stack, flags });
    if (!succeeded) throw new Error(messages.join("\n"));
    return seconds;
  };
  try {
    const regions = regionsOf(inventory);
    for (const stack of [...regions, ...stacks]) await openStack(sandbox, stack, inventory);
    for (const region of regions) await operateOn("up", region);
    const plan = () => measuredCommand("plan", "--no-cache", "--inventory", inventory, ...stacks);
    await plan();
    const planned = await plan();
    await operateOn("preview", stacks[0] ?? "");
    let previews = 0;
    for (const stack of stacks) previews += await operateOn("preview", stack);
    return [
      { name: `plans of ${CLUSTERS} stacks, none from the cache`, value: planned.seconds, unit: "s" },
      { name: "pulumi preview of the same, one after another", value: previews, unit: "s" },
      { name: "ratio of the two", value: previews / planned.seconds, unit: "x", bar: ">= 20" },
    ];
  } finally {
    await stopClusters(sandbox.clusters);
    rmSync(dir, { recursive: true, force: true });
  }
}

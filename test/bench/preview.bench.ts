import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { parseDocument } from "yaml";
import { loadInventory } from "../../fleet/load.ts";
import { planFleet } from "../../plan/pool/plan-fleet.ts";
import { stopClusters } from "../../sandbox/clusters/clusters.ts";
import { openSandbox, openStack } from "../../sandbox/engine/open.ts";
import { provideZone } from "../../sandbox/engine/outside-zone.ts";
import { operate, type Operation } from "../../sandbox/engine/operation.ts";
import { checkedFleet } from "../../stacks/checked-fleet.ts";
import { measuredCommand } from "./measured-command.ts";
import type { BenchRow } from "./row.ts";
import { writeScaledFleet } from "./scaled-fleet.ts";

const CLUSTERS = 5;
const TODAY = new Date().toISOString().slice(0, 10);

/** Regions whose outputs clusters read, those with the copies of others first. */
function regionsOf(inventory: string): readonly string[] {
  const ids = readdirSync(join(inventory, "regions")).map((file) => file.replace(".yaml", ""));
  const first = ["eu-west", "us-west"];
  return [...first, ...ids.filter((id) => !first.includes(id)).sort()];
}

/** What an entry gets when its region stands: others attach networks to its gateway, and bills know the tags of clusters. */
const LATER = [["transitGateway", "foreign"], ["costAllocationTags"]] as const;

function leaveLaterOut(file: string): void {
  const region = parseDocument(readFileSync(file, "utf8"));
  for (const path of LATER.filter((one) => region.hasIn(one))) region.deleteIn(path);
  writeFileSync(file, region.toString());
}

/** Plans of stacks, each made anew, by a process that has planned them before. */
async function warmPlans(inventory: string, stacks: readonly string[], folder: string): Promise<number> {
  const fleet = checkedFleet(inventory, TODAY);
  const plan = () => planFleet(fleet, stacks, { folder, program: "bench", isCached: false });
  await plan();
  const started = performance.now();
  await plan();
  return (performance.now() - started) / 1_000;
}

/**
 * Plans of five stacks against `pulumi preview` of the same, one after another. No plan is taken from the cache. The engine's
 * plugins are simulated, so a real cloud answers no faster; its code is compiled and its first preview is not counted.
 * A plan's own start is a large part of five, and a small one of hundreds, so it is told with it and without.
 */
export async function run(): Promise<readonly BenchRow[]> {
  const dir = mkdtempSync(join(tmpdir(), "atoll-bench-"));
  const inventory = join(dir, "fleet");
  const stacks = writeScaledFleet(inventory, CLUSTERS, TODAY);
  cpSync(join(import.meta.dirname, "../../inventory/.schema"), join(inventory, ".schema"), {
    recursive: true,
  });
  const regions = regionsOf(inventory);
  for (const region of regions) leaveLaterOut(join(inventory, "regions", `${region}.yaml`));
  const sandbox = await openSandbox(join(dir, "sandbox"), () => undefined);
  provideZone(sandbox, loadInventory(inventory));
  const operateOn = async (name: Operation["name"], stack: string): Promise<number> => {
    const flags = name === "up" ? ["--skip-preview"] : [];
    const { succeeded, messages, seconds } = await operate(sandbox, { name, stack, flags });
    if (!succeeded) throw new Error(messages.join("\n"));
    return seconds;
  };
  try {
    for (const stack of [...regions, ...stacks]) await openStack(sandbox, stack, inventory);
    for (const region of regions) await operateOn("up", region);
    const plan = () => measuredCommand("plan", "--no-cache", "--inventory", inventory, ...stacks);
    await plan();
    const command = (await plan()).seconds;
    const warm = await warmPlans(inventory, stacks, join(dir, "plans"));
    await operateOn("preview", stacks[0] ?? "");
    let previews = 0;
    for (const stack of stacks) previews += await operateOn("preview", stack);
    return [
      { name: `pulumi preview of ${CLUSTERS} stacks, one after another`, value: previews, unit: "s" },
      { name: "plans of the same, program loaded", value: warm, unit: "s" },
      {
        name: "preview against plans, program loaded",
        value: previews / warm,
        unit: "x",
        bar: ">= 20",
        isHeadline: true,
      },
      { name: "atoll plan of the same, with its start", value: command, unit: "s" },
      { name: "preview against atoll plan, with its start", value: previews / command, unit: "x" },
    ];
  } finally {
    await stopClusters(sandbox.clusters);
    rmSync(dir, { recursive: true, force: true });
  }
}

import { join } from "node:path";
import { performance } from "node:perf_hooks";
import type { Fleet } from "../../fleet/inventory.ts";
import { loadFleet } from "../../fleet/load.ts";
import { planText } from "../../plan/canonical.ts";
import { diffFleets } from "../../plan/fleet-diff.ts";
import type { Plan } from "../../plan/plan.ts";
import { planStacks } from "../../plan/plan-stack.ts";
import { type ClusterChanges, sampleFleet, TODAY } from "../record/sample-fleet.ts";
import type { BenchRow } from "./row.ts";

const CLUSTERS = 100;

interface Recording {
  readonly plans: readonly Plan[];
  readonly resources: number;
  readonly milliseconds: number;
  /** Time of the processor, which other programs on the machine do not lengthen. */
  readonly processorMs: number;
}

async function recording(fleet: Fleet): Promise<Recording> {
  const [started, spent] = [performance.now(), process.cpuUsage()];
  const plans = await planStacks(fleet, [...fleet.clusters.keys()].sort());
  const milliseconds = performance.now() - started;
  const { user, system } = process.cpuUsage(spent);
  const resources = plans.reduce((sum, plan) => sum + plan.resources.length, 0);
  return { plans, resources, milliseconds, processorMs: (user + system) / 1_000 };
}

/** As many clusters of the three service levels in turn. */
function manyClusters(count: number): Fleet {
  const entries = Array.from({ length: count }, (_, index) => [
    `c${index}`,
    { sla: 1 + (index % 3), nodes: { max: 20 } },
  ]);
  return sampleFleet(Object.fromEntries(entries) as Record<string, ClusterChanges>);
}

async function sampleRows(): Promise<readonly BenchRow[]> {
  const fleet = loadFleet(join(import.meta.dirname, "../../inventory"), TODAY);
  const first = await recording(fleet);
  return [
    { name: `inventory/: first plan of ${first.resources} resources`, value: first.milliseconds, unit: "ms" },
    {
      name: "one resource of it, the code still being compiled",
      value: first.milliseconds / first.resources,
      unit: "ms",
    },
  ];
}

async function fleetRows(): Promise<readonly BenchRow[]> {
  const heap = (): number => process.memoryUsage().rss / 2 ** 20;
  const before = heap();
  const { plans, resources, milliseconds, processorMs } = await recording(manyClusters(CLUSTERS));
  const grown = heap() - before;
  const started = performance.now();
  const bytes = plans.reduce((sum, plan) => sum + planText(plan).length, 0);
  const written = performance.now();
  const other = plans.map((plan, index) =>
    index === 0 ? { ...plan, resources: plan.resources.slice(1) } : plan,
  );
  const { changed } = diffFleets(plans, other);
  const compared = performance.now();
  if (changed.length !== 1)
    throw new Error(`the diff tells ${changed.length} stacks, not the one that differs`);
  return [
    { name: `${CLUSTERS} clusters: plan of ${resources} resources`, value: milliseconds / 1_000, unit: "s" },
    {
      name: "one resource of a plan of 100 clusters",
      value: milliseconds / resources,
      unit: "ms",
      bar: "<= 1",
      isHeadline: true,
    },
    { name: "the same in processor time", value: processorMs / resources, unit: "ms" },
    { name: "memory that one resource leaves behind", value: (grown * 1_024) / resources, unit: "KiB" },
    { name: `plans as text, ${Math.round(bytes / 2 ** 20)} MiB`, value: written - started, unit: "ms" },
    { name: "diff of the fleet, one stack changed", value: compared - written, unit: "ms" },
  ];
}

/** The first plan of a process loads the code, and no later one can tell how long that takes. */
export const isCold = true;

/** Figures of the recorder, the program and its packages being loaded already. */
export async function run(): Promise<readonly BenchRow[]> {
  return [...(await sampleRows()), ...(await fleetRows())];
}

import { spawn } from "node:child_process";
import { join, resolve } from "node:path";
import { performance } from "node:perf_hooks";
import { loadFleet } from "../../fleet/load.ts";
import { planStacks } from "../../plan/plan-stack.ts";
import { policyCheck } from "../../plan/policy-check.ts";
import { RULES } from "../../policy/rules/all.ts";
import type { BenchRow } from "./row.ts";

const ROUNDS = 50;
const STARTS = 3;
const TODAY = new Date().toISOString().slice(0, 10);
const ROOT = resolve(import.meta.dirname, "../..");

/** Figures of the rules over the plans of the larger sample, planned before, and of the pack's start. */
export async function run(): Promise<readonly BenchRow[]> {
  const fleet = loadFleet(join(ROOT, "examples/enterprise"), TODAY);
  const plans = await planStacks(fleet, [...fleet.clusters.keys()]);
  const resources = plans.reduce((sum, plan) => sum + plan.resources.length, 0);
  const cold = milliseconds(() => policyCheck(fleet, plans, TODAY));
  // The quickest round: others share the machine.
  const perRound = Math.min(
    ...Array.from({ length: ROUNDS }, () => milliseconds(() => policyCheck(fleet, plans, TODAY))),
  );
  return [
    { name: `${RULES.length} rules over ${resources} resources, first time`, value: cold, unit: "ms" },
    { name: "the same, the quickest of 50 rounds", value: perRound, unit: "ms" },
    {
      name: "one resource, all rules",
      value: (perRound * 1_000) / resources,
      unit: "µs",
      bar: "at most 10 µs",
    },
    { name: "the pack: from its start until it serves", value: await quickestStart(), unit: "ms" },
  ];
}

function milliseconds(work: () => void): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

/** The quickest of some starts: others share the machine. */
async function quickestStart(): Promise<number> {
  const starts: number[] = [];
  for (let start = 0; start < STARTS; start += 1) starts.push(await packStart());
  return Math.min(...starts);
}

/** As the engine starts it: an entry, and the engine's address. It serves once it has printed its port. */
async function packStart(): Promise<number> {
  const started = performance.now();
  const pack = spawn(process.execPath, [join(ROOT, "policy/index.js"), "127.0.0.1:1"], {
    cwd: join(ROOT, "policy"),
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    await new Promise<void>((serves, fail) => {
      pack.stdout.once("data", () => {
        serves();
      });
      pack.once("exit", (code) => {
        fail(new Error(`the pack ended with exit code ${code}`));
      });
    });
    return performance.now() - started;
  } finally {
    pack.kill();
  }
}

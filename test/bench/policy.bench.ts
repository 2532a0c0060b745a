import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { loadFleet } from "../../fleet/load.ts";
import { planStacks } from "../../plan/plan-stack.ts";
import { policyCheck } from "../../plan/policy-check.ts";
import { RULES } from "../../policy/rules/all.ts";
import type { BenchRow } from "./row.ts";

const ROUNDS = 200;
const TODAY = new Date().toISOString().slice(0, 10);

/** Figures of the rules over the plans of the larger sample, planned before. */
export async function run(): Promise<readonly BenchRow[]> {
  const fleet = loadFleet(join(import.meta.dirname, "../../examples/enterprise"), TODAY);
  const plans = await planStacks(fleet, [...fleet.clusters.keys()]);
  const resources = plans.reduce((sum, plan) => sum + plan.resources.length, 0);
  const cold = milliseconds(() => policyCheck(fleet, plans, TODAY));
  const warm = milliseconds(() => {
    for (let round = 0; round < ROUNDS; round += 1) policyCheck(fleet, plans, TODAY);
  });
  const perRound = warm / ROUNDS;
  return [
    { name: `${RULES.length} rules over ${resources} resources, first time`, value: cold, unit: "ms" },
    { name: "the same, the code being compiled", value: perRound, unit: "ms" },
    { name: "one resource, all rules", value: (perRound * 1_000) / resources, unit: "µs" },
  ];
}

function milliseconds(work: () => void): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

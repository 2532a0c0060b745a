import type { Cluster, Fleet } from "../../fleet/inventory.ts";
import type { UpgradeCheck } from "../../fleet/upgrade/check.ts";
import { type Layers, layersOf } from "../../fleet/upgrade/layers.ts";
import { type Step, stepsTo } from "../../fleet/upgrade/path.ts";
import { rollbackWindow, type RollbackWindow } from "../../fleet/upgrade/rollback.ts";
import { fleetWithLayers } from "../../fleet/upgrade/with-layers.ts";
import { diffPlans, type PlanDiff } from "../diff.ts";
import type { Plan } from "../plan.ts";
import { planStack } from "../plan-stack.ts";
import { type PairPlan, pairPlan } from "./pair-plan.ts";
import { upgradeChecks } from "./upgrade-checks.ts";

/** One step, and what an update with it changes. */
export interface PlannedStep extends Step {
  readonly diff: PlanDiff;
}

/** The way of one cluster to a minor: steps, what stands in it, and how far back EKS would take it today. */
export interface UpgradePlan {
  readonly cluster: string;
  readonly kind: Cluster["kind"];
  readonly layers: Layers;
  readonly target: string;
  readonly steps: readonly PlannedStep[];
  readonly checks: readonly UpgradeCheck[];
  readonly rollback: RollbackWindow;
  /** Present when the cluster replaces another, or is replaced. */
  readonly pair?: PairPlan;
}

/** True when something must change before the next step is taken. */
export function isBlocked({ checks, pair }: UpgradePlan): boolean {
  return [...checks, ...(pair?.checks ?? [])].some(({ outcome }) => outcome === "blocked");
}

/** Plans every step by recording the program with the layers that it leads to. */
export async function upgradePlan(
  fleet: Fleet,
  cluster: Cluster,
  { target, today }: { readonly target: string; readonly today: string },
): Promise<UpgradePlan> {
  const layers = layersOf(fleet, cluster);
  const start = await planAt(fleet, cluster, layers);
  const steps: PlannedStep[] = [];
  let before = start;
  for (const step of stepsTo(layers, target)) {
    const after = await planAt(fleet, cluster, step.after);
    steps.push({ ...step, diff: diffPlans(before, after) });
    before = after;
  }
  const pair = pairPlan(fleet, cluster);
  return {
    cluster: cluster.id,
    kind: cluster.kind,
    layers,
    target,
    steps,
    checks: upgradeChecks(fleet, cluster, { steps, last: before, today }),
    rollback: rollbackWindow(layers, today, cluster.kind),
    ...(pair === undefined ? {} : { pair }),
  };
}

function planAt(fleet: Fleet, { id }: Cluster, layers: Layers): Promise<Plan> {
  return planStack(fleetWithLayers(fleet, id, layers), id);
}

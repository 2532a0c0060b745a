import type { Chart } from "../charts/chart.ts";
import { API_REMOVALS } from "./api-removals.ts";
import type { PlannedObject, UpgradeCheck } from "./check.ts";
import { minorNumber } from "./layers.ts";

/** Objects of ours that the target no longer serves. What tenants deploy themselves is not ours to see. */
export function removedApis(objects: readonly PlannedObject[], target: string): UpgradeCheck {
  const gone = objects.flatMap(({ name, apiVersion, kind }) =>
    API_REMOVALS.filter(
      (one) =>
        one.apiVersion === apiVersion &&
        one.kinds.includes(kind) &&
        minorNumber(one.removedIn) <= minorNumber(target),
    ).map(
      ({ removedIn, instead }) => `${name} (${apiVersion} ${kind}, gone in ${removedIn}: use ${instead})`,
    ),
  );
  const name = "removed APIs";
  if (gone.length > 0) return { name, outcome: "blocked", detail: gone.join("; ") };
  const detail = `${target} serves all ${objects.length} objects of this stack; those inside charts and of tenants were not read`;
  return { name, outcome: "ok", detail };
}

/** Charts that were not tested with the target. A chart must run on both minors, for the control plane moves first. */
export function chartRanges(charts: readonly Chart[], target: string): UpgradeCheck {
  const name = "charts";
  const unfit = charts.filter(
    ({ kubernetes: { from, to } }) =>
      minorNumber(target) < minorNumber(from) || minorNumber(target) > minorNumber(to),
  );
  if (unfit.length === 0) return { name, outcome: "ok", detail: `all ${charts.length} run on ${target}` };
  const named = unfit.map(
    ({ chart, version, kubernetes: { from, to } }) => `${chart} ${version} runs on ${from} to ${to}`,
  );
  return { name, outcome: "blocked", detail: named.join("; ") };
}

interface Budget {
  readonly nodes?: unknown;
  readonly schedule?: unknown;
  readonly duration?: unknown;
  readonly reasons?: unknown;
}

/** Budgets that let no node or no pod go, so that the nodes' step would never end. */
export function disruptionBudgets(objects: readonly PlannedObject[]): UpgradeCheck {
  const pools = objects.filter(({ kind }) => kind === "NodePool");
  const stuck = pools.filter(({ spec }) =>
    budgetsOf(spec).some((one) => holdsDrift(one) && one.schedule === undefined),
  );
  const pods = objects.filter(({ kind, spec }) => kind === "PodDisruptionBudget" && isClosed(spec));
  const name = "disruption budgets";
  const closed = [...stuck, ...pods].map((one) => one.name);
  if (closed.length > 0)
    return { name, outcome: "blocked", detail: `nothing may be moved: ${closed.join(", ")}` };
  const frozen = new Set(
    pools
      .flatMap(({ spec }) => budgetsOf(spec))
      .filter((one) => holdsDrift(one) && one.schedule !== undefined)
      .map(({ schedule, duration }) => `${String(schedule)} for ${String(duration)}`),
  );
  if (frozen.size === 0) return { name, outcome: "ok", detail: "nodes may be replaced at any time" };
  return {
    name,
    outcome: "note",
    detail: `nodes are not replaced in these times (UTC): ${[...frozen].join(", ")}`,
  };
}

function budgetsOf(spec: Readonly<Record<string, unknown>>): readonly Budget[] {
  const { disruption } = spec as { readonly disruption?: { readonly budgets?: readonly Budget[] } };
  return disruption?.budgets ?? [];
}

/** Whether a budget keeps nodes with an old image: one without reasons holds for all of them. */
function holdsDrift({ nodes, reasons }: Budget): boolean {
  return ["0", "0%"].includes(String(nodes)) && (!Array.isArray(reasons) || reasons.includes("Drifted"));
}

function isClosed({ maxUnavailable, minAvailable }: Readonly<Record<string, unknown>>): boolean {
  return maxUnavailable === 0 || maxUnavailable === "0%" || minAvailable === "100%";
}

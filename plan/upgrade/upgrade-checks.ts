import type { Cluster, Fleet } from "../../fleet/inventory.ts";
import { launchesNodes } from "../../fleet/nodes/launches-nodes.ts";
import type { UpgradeCheck } from "../../fleet/upgrade/check.ts";
import { chartRanges, disruptionBudgets, removedApis } from "../../fleet/upgrade/object-checks.ts";
import type { Step } from "../../fleet/upgrade/path.ts";
import { freeAddresses, surgeQuota } from "../../fleet/upgrade/room-checks.ts";
import { addOnSkew, fleetLag, nodeSkew, supportEnd } from "../../fleet/upgrade/version-checks.ts";
import type { Plan } from "../plan.ts";
import { plannedCharts, plannedObjects } from "./planned-objects.ts";

interface Ahead {
  readonly steps: readonly Step[];
  /** What the stack is after the last step. */
  readonly last: Plan;
  readonly today: string;
}

/** Everything that can be known about an upgrade before it begins; nothing when there is no step to take. */
export function upgradeChecks(fleet: Fleet, cluster: Cluster, ahead: Ahead): readonly UpgradeCheck[] {
  const { steps, last, today } = ahead;
  const target = steps.at(-1)?.to;
  if (target === undefined) return [];
  const objects = plannedObjects(last);
  const isEks = cluster.kind === "eks";
  const moves = steps.filter(({ layer }) => layer === "controlPlane");
  return [
    lifecycle(cluster),
    asked(cluster, target),
    ...moves.map(({ before, to }) => nodeSkew(before, to)),
    ...(isEks ? moves.map(({ from, to }) => addOnSkew(from, to)) : []),
    fleetLag(target),
    ...(isEks ? [supportEnd(target, today)] : []),
    removedApis(objects, target),
    chartRanges(plannedCharts(last), target),
    disruptionBudgets(objects),
    ...(launchesNodes(cluster) ? [freeAddresses(fleet, cluster), surgeQuota(fleet, cluster)] : []),
  ];
}

function lifecycle({ lifecycle: state }: Cluster): UpgradeCheck {
  const leaves = state === "retiring";
  return {
    name: "lifecycle",
    outcome: leaves ? "blocked" : "ok",
    detail: leaves ? "the cluster is retiring" : "the cluster is active",
  };
}

/** A plan may look further than the entry asks; a step may not. */
function asked({ id, kubernetes }: Cluster, target: string): UpgradeCheck {
  const same = kubernetes === target;
  const detail = same
    ? `clusters/${id}.yaml asks for ${target}`
    : `clusters/${id}.yaml asks for ${kubernetes}; raise it by one minor when the one before is done`;
  return { name: "target", outcome: same ? "ok" : "note", detail };
}

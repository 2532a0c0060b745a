import {
  ARCHITECTURE_LABEL,
  CAPACITY_SLOT_LABEL,
  CAPACITY_TYPE_LABEL,
  INSTANCE_CATEGORY_LABEL,
  INSTANCE_CPU_LABEL,
  INSTANCE_GENERATION_LABEL,
  NODE_CLASS,
  OS_LABEL,
} from "../../../fleet/karpenter-vocabulary.ts";
import type { KarpenterSettings } from "../settings.ts";

/** Name of the node class, and of the pool that a cluster has at least. */
export const GENERAL = "general";

/** Gibibytes of memory for each processor of the limits. */
const GIB_PER_CPU = 4;

/** Percent that one slot of the label stands for. */
const SLOT_PERCENT = 10;

/** Time a node has to empty itself, before its pods are stopped: nobody can hold a node for ever. */
const TERMINATION_GRACE = "1h";

export interface PlannedPool {
  /** Name in the cluster, keyed by what the pool launches. */
  readonly name: string;
  readonly spec: object;
}

/** What one pool is for: a kind of capacity, how much of it, and which slots of the label are its own. */
interface Share {
  readonly name: string;
  readonly capacity: "on-demand" | "spot";
  readonly cpu: number;
  readonly slots: readonly string[];
  readonly weight: number;
}

/**
 * The pools of a cluster. Karpenter knows no ratio between spot and on-demand machines, so the percentage is made of
 * two pools: spot comes first, and ends at its part of the processors; and the label's values are divided between the
 * two, so that a workload that spreads over them gets the ratio at any size.
 *
 * @see https://karpenter.sh/docs/concepts/scheduling/#on-demandspot-ratio-split
 */
export function nodePoolPlan(settings: KarpenterSettings): readonly PlannedPool[] {
  return shares(settings).map((share) => ({ name: share.name, spec: poolSpec(share, settings) }));
}

function shares({ cpuLimit, spotPercent }: KarpenterSettings): readonly Share[] {
  const spotCpu = Math.floor((cpuLimit * spotPercent) / 100);
  const slots = Array.from({ length: 100 / SLOT_PERCENT }, (_, index) => String(index + 1));
  const spotSlots = spotPercent / SLOT_PERCENT;
  const spot = { name: `${GENERAL}-spot`, capacity: "spot", cpu: spotCpu, weight: 20 } as const;
  const onDemand = { name: GENERAL, capacity: "on-demand", cpu: cpuLimit - spotCpu, weight: 10 } as const;
  // Both are always there: a pool that goes takes its nodes along at once, whatever the budgets say. One without a
  // share launches nothing more, and its nodes go as budgets allow.
  return [
    { ...onDemand, slots: slots.slice(spotSlots) },
    { ...spot, slots: slots.slice(0, spotSlots) },
  ];
}

function poolSpec(share: Share, settings: KarpenterSettings): object {
  const { group, kind } = NODE_CLASS;
  return {
    weight: share.weight,
    limits: { cpu: String(share.cpu), memory: `${share.cpu * GIB_PER_CPU}Gi` },
    disruption: {
      consolidationPolicy: "Balanced",
      consolidateAfter: `${settings.consolidateAfterMinutes}m`,
      budgets: [
        { nodes: "10%" },
        ...settings.freezes.map(({ schedule, hours }) => ({
          nodes: "0",
          schedule,
          duration: `${hours}h`,
          reasons: ["Underutilized", "Drifted"],
        })),
      ],
    },
    template: {
      spec: {
        nodeClassRef: { group, kind, name: GENERAL },
        expireAfter: `${settings.expireAfterHours}h`,
        terminationGracePeriod: TERMINATION_GRACE,
        requirements: requirements(share),
      },
    },
  };
}

/** Machines of the last generations, from 2 to 32 processors: the loss of one is never a large part of the cluster. */
function requirements({ capacity, slots }: Share): readonly object[] {
  return [
    { key: CAPACITY_TYPE_LABEL, operator: "In", values: [capacity] },
    ...(slots.length > 0 ? [{ key: CAPACITY_SLOT_LABEL, operator: "In", values: slots }] : []),
    { key: ARCHITECTURE_LABEL, operator: "In", values: ["amd64"] },
    { key: OS_LABEL, operator: "In", values: ["linux"] },
    { key: INSTANCE_CATEGORY_LABEL, operator: "In", values: ["c", "m", "r"] },
    { key: INSTANCE_GENERATION_LABEL, operator: "Gt", values: ["4"] },
    { key: INSTANCE_CPU_LABEL, operator: "Gt", values: ["1"] },
    { key: INSTANCE_CPU_LABEL, operator: "Lt", values: ["33"] },
  ];
}

import type { NodePool } from "./node-pool.ts";
import { TWIN } from "../schema/node-pools.ts";

/** Percent that one slot of the label stands for. */
const SLOT_PERCENT = 10;

const SLOTS = Array.from({ length: 100 / SLOT_PERCENT }, (_, index) => String(index + 1));

/** What one of Karpenter's pools is for: a kind of capacity, how much of it, and which slots of the label are its own. */
export interface PoolShare {
  readonly name: string;
  readonly capacity: "on-demand" | "spot";
  readonly cpu: number;
  readonly nodes: number;
  readonly slots: readonly string[];
  /** Which is tried first: the greater. */
  readonly weight: number;
}

/**
 * Karpenter knows no ratio between spot and on-demand machines, so the percentage is made of two pools: spot comes
 * first, and ends at its part of the processors; and the label's values are divided between the two, so that a workload
 * that spreads over them gets the ratio at any size. Both are always there: a pool that goes takes its nodes along at
 * once, whatever the budgets say. One without a share launches nothing more, and its nodes go as budgets allow.
 *
 * @see https://karpenter.sh/docs/concepts/scheduling/#on-demandspot-ratio-split
 */
export function poolShares({ name, cpuLimit, nodes, spotPercent }: NodePool): readonly PoolShare[] {
  const onDemand = { name, capacity: "on-demand", weight: 10 } as const;
  if (spotPercent === undefined) return [{ ...onDemand, cpu: cpuLimit, nodes, slots: [] }];
  const part = (whole: number): number => Math.floor((whole * spotPercent) / 100);
  const spotSlots = spotPercent / SLOT_PERCENT;
  return [
    {
      ...onDemand,
      cpu: cpuLimit - part(cpuLimit),
      nodes: nodes - part(nodes),
      slots: SLOTS.slice(spotSlots),
    },
    {
      name: `${name}${TWIN}`,
      capacity: "spot",
      weight: 20,
      cpu: part(cpuLimit),
      nodes: part(nodes),
      slots: SLOTS.slice(0, spotSlots),
    },
  ];
}

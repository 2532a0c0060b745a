import { liveClusters } from "../addresses/held-ranges.ts";
import type { Finding } from "../check.ts";
import type { Inventory } from "../inventory.ts";
import type { Lock } from "../schema/lock.ts";
import { autoscalerMoves } from "./autoscaler-moves.ts";
import { familyMoves } from "./network-losses.ts";

/**
 * Words that a live cluster keeps for life, and that many other rules follow from. Whoever changes one reads this beside
 * what does not fit the new word.
 */
export function keptWords({ clusters }: Pick<Inventory, "clusters">, lock: Lock): readonly Finding[] {
  return liveClusters(lock).flatMap(([id, locked]) => {
    const cluster = clusters.get(id);
    if (cluster === undefined) return [];
    const { network } = cluster;
    return [
      ...autoscalerMoves(cluster, locked),
      ...(network.mode === "create" && locked.vpcId === undefined ? familyMoves(id, network, locked) : []),
    ];
  });
}

import type { Finding } from "../check.ts";
import type { Inventory } from "../inventory.ts";
import type { Lock } from "../schema/lock.ts";
import { soakEnd, successorOf } from "../upgrade/succession.ts";

/** Old clusters that would go before their successors were watched for long enough, and successors that forget whom they follow. */
export function soakFindings(inventory: Inventory, lock: Lock, today: string): readonly Finding[] {
  return [...early(inventory, today), ...forgotten(inventory, lock)];
}

function early(inventory: Inventory, today: string): readonly Finding[] {
  return [...inventory.clusters.values()].flatMap(({ id, lifecycle }): readonly Finding[] => {
    const successor = successorOf(inventory, id);
    if (lifecycle !== "retiring" || successor === undefined) return [];
    const { switchOver } = successor;
    const where = { file: `clusters/${id}.yaml`, at: ["lifecycle"] };
    if (switchOver === undefined) {
      const expected = `active until ${successor.id}, which replaces it, says in switchOver when it has taken over`;
      return [{ ...where, expected }];
    }
    const end = soakEnd(switchOver);
    if (end <= today) return [];
    const { on, soakHours } = switchOver;
    const expected = `active until ${end}: ${successor.id} takes over on ${on}, and is watched for ${soakHours} hours after that day`;
    return [{ ...where, expected }];
  });
}

/** A pair stays one in the lock, so that nobody ends the soak by removing a line. */
function forgotten(inventory: Inventory, lock: Lock): readonly Finding[] {
  return [...inventory.clusters.values()].flatMap(({ id, replaces, lifecycle }): readonly Finding[] => {
    const was = lock.clusters[id]?.replaces;
    if (was === undefined || was === replaces || lifecycle === "retiring" || !inventory.clusters.has(was))
      return [];
    const hint = `to give it up, set lifecycle: retiring here; to keep it alone, retire ${was} first`;
    const finding = {
      file: `clusters/${id}.yaml`,
      at: ["replaces"],
      expected: `${was} until one of both is gone`,
    };
    return [{ ...finding, got: replaces === undefined ? "nothing" : JSON.stringify(replaces), hint }];
  });
}

import type { Finding } from "../check.ts";
import type { Inventory } from "../inventory.ts";
import type { Lock } from "../schema/lock.ts";
import { successorOf } from "../upgrade/pair.ts";
import { soakEnd, switchText } from "../upgrade/succession.ts";

/** Old clusters that would go before their successors were watched for long enough, and successors that forget whom they follow. */
export function soakFindings(inventory: Inventory, lock: Lock, today: string): readonly Finding[] {
  return [...early(inventory, lock, today), ...forgotten(inventory, lock)];
}

function early(inventory: Inventory, lock: Lock, today: string): readonly Finding[] {
  return [...inventory.clusters.values()].flatMap(({ id, lifecycle }): readonly Finding[] => {
    const successor = successorOf(inventory, id);
    if (lifecycle !== "retiring" || successor === undefined) return [];
    const { switchOver } = successor;
    const where = { file: `clusters/${id}.yaml`, at: ["lifecycle"] };
    if (switchOver === undefined) {
      const expected = `active until ${successor.id}, which replaces it, says in switchOver when it has taken over`;
      return [{ ...where, expected }];
    }
    const known = lock.clusters[successor.id]?.switchOver;
    if (known === undefined || switchText(known) !== switchText(switchOver)) {
      const expected = `active until the lock knows the switchOver of ${successor.id}`;
      return [{ ...where, expected, hint: "run atoll lock and merge that first" }];
    }
    const end = soakEnd(switchOver);
    if (end <= today) return [];
    const { on, soakHours } = switchOver;
    const expected = `active until ${end}: ${successor.id} takes over on ${on}, and is watched for ${soakHours} hours after that day`;
    return [{ ...where, expected }];
  });
}

/**
 * A pair stays one in the lock until one of both is gone, so that nobody ends the soak by removing a line. That holds for
 * a successor that retires, too: with the pair would go its slices, and the rule that who has traffic does not retire.
 */
function forgotten(inventory: Inventory, lock: Lock): readonly Finding[] {
  return [...inventory.clusters.values()].flatMap(({ id, replaces }): readonly Finding[] => {
    const was = lock.clusters[id]?.replaces;
    if (was === undefined || was === replaces || !inventory.clusters.has(was)) return [];
    const hint = `to give it up, set its weight to 0 and lifecycle: retiring beside this line; to keep it alone, retire ${was} first`;
    const finding = {
      file: `clusters/${id}.yaml`,
      at: ["replaces"],
      expected: `${was} until one of both is gone`,
    };
    return [{ ...finding, got: replaces === undefined ? "nothing" : JSON.stringify(replaces), hint }];
  });
}

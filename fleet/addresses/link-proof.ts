import type { Finding } from "../check.ts";
import type { Inventory } from "../inventory.ts";
import type { Lock } from "../schema/lock.ts";
import { transitPlan } from "../regions/transit-plan.ts";
import { clashes, type LinkSide, linkSides } from "./linked-ranges.ts";

/**
 * That the two sides of every link share no address, nor any that one of them takes for a Service of its own, and that
 * neither has another way to the same range. Between clusters the first follows from the whole proof, and is looked at
 * once more; for the ranges of others, nobody else does.
 */
export function linkProof(inventory: Inventory, lock: Lock): readonly Finding[] {
  return [...inventory.links.values()].flatMap((link) => {
    const where = { file: `links/${link.id}.yaml`, at: ["to"] };
    const [near, far] = linkSides(lock, link);
    const shared = clashes(near, far).map((got) => ({
      ...where,
      expected: "a network whose ranges this side does not have",
      got,
    }));
    // Links over the gateway make routes for what it does not lead to by itself.
    const isOver = link.kind === "transit-gateway";
    const fleet = { ...inventory, lock };
    const twice = isOver ? [] : [...otherWays(fleet, near, far), ...otherWays(fleet, far, near)];
    return [
      ...shared,
      ...twice.map((got) => ({ ...where, expected: "ranges to which a transit gateway does not lead", got })),
    ];
  });
}

/** A route table takes one route for a range; a gateway's route for a wider one yields to that of the link. */
function otherWays(
  fleet: Inventory & { readonly lock: Lock },
  side: LinkSide,
  other: LinkSide,
): readonly string[] {
  const cluster = fleet.clusters.get(side.name);
  const destinations = cluster === undefined ? [] : (transitPlan(fleet, cluster)?.destinations ?? []);
  return other.ranges
    .filter((range) => destinations.includes(range))
    .map((range) => `${range} from ${side.name}`);
}

import type { Finding } from "../check.ts";
import type { Inventory } from "../inventory.ts";
import { closedAround, closedRanges } from "../ways/closed-ranges.ts";

/** Ways out that lead into the fleet itself, or to the machine that a pod is on. */
export function tenantEgressFindings(inventory: Inventory): readonly Finding[] {
  const closed = closedRanges(inventory);
  return [...inventory.tenants.values()].flatMap(({ id, egress }) =>
    egress.flatMap(({ cidr }, index): readonly Finding[] => {
      const around = closedAround(inventory, closed, cidr);
      if (around === undefined) return [];
      const expected = "addresses outside the fleet, and none that machines keep for themselves";
      const got = `${cidr}, inside ${around.cidr}, which is ${around.what}`;
      return [{ file: `tenants/${id}.yaml`, at: ["egress", index, "cidr"], expected, got }];
    }),
  );
}

import type { Finding } from "../check.ts";
import type { Inventory } from "../inventory.ts";

/** Overrides of chart values whose day is over: whoever wanted them said that they would be gone by then. */
export function expiredOverrides(inventory: Inventory, today: string): readonly Finding[] {
  return [...inventory.clusters.values()].flatMap(({ id, addOns }) =>
    Object.entries(addOns).flatMap(([name, { valuesOverride }]) => {
      if (valuesOverride === undefined || valuesOverride.until >= today) return [];
      return [
        {
          file: `clusters/${id}.yaml`,
          at: ["addOns", name, "valuesOverride", "until"],
          expected: `${today} or a later day`,
          hint: `remove the override, or let ${valuesOverride.owner} say how much longer it is needed`,
        },
      ];
    }),
  );
}

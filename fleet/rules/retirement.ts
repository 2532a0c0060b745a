import type { Finding } from "../check.ts";
import type { Inventory } from "../inventory.ts";

/** Retiring takes a date, and a date takes retiring: neither says anything alone. */
export function retirementFindings(inventory: Inventory): readonly Finding[] {
  const kinds = [
    ["regions", inventory.regions],
    ["clusters", inventory.clusters],
    ["tenants", inventory.tenants],
  ] as const;
  return kinds.flatMap(([kind, entries]) =>
    [...entries.values()].flatMap(({ id, lifecycle, retireAfter }): Finding[] => {
      const file = `${kind}/${id}.yaml`;
      if (lifecycle === "retiring" && retireAfter === undefined) {
        const expected = "retireAfter with the first day of removal, for lifecycle is retiring";
        return [{ file, at: ["retireAfter"], expected, got: "nothing" }];
      }
      if (lifecycle === "active" && retireAfter !== undefined) {
        return [{ file, at: ["retireAfter"], expected: "no date while lifecycle is active" }];
      }
      return [];
    }),
  );
}

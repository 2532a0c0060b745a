import type { Finding } from "../check.ts";
import type { Cluster, Inventory, Tenant } from "../inventory.ts";

/** Retiring takes a date, and a date takes retiring: neither says anything alone. */
export function retirementFindings(inventory: Inventory): readonly Finding[] {
  const kinds = [
    ["regions", inventory.regions],
    ["clusters", inventory.clusters],
    ["tenants", inventory.tenants],
    ["links", inventory.links],
  ] as const;
  const alone = kinds.flatMap(([kind, entries]) =>
    [...entries.values()].flatMap(({ id, lifecycle, retireAfter }): Finding[] => {
      const file = `${kind}/${id}.yaml`;
      if (lifecycle === "retiring" && retireAfter === undefined) {
        const expected = "retireAfter with the first day of removal, for lifecycle is retiring";
        return [{ file, at: ["retireAfter"], expected, got: "nothing" }];
      }
      if (lifecycle !== "retiring" && retireAfter !== undefined) {
        return [{ file, at: ["retireAfter"], expected: `no date while lifecycle is ${lifecycle}` }];
      }
      return [];
    }),
  );
  return [
    ...alone,
    ...[...inventory.tenants.values()].flatMap(wakefulFindings),
    ...[...inventory.clusters.values()].flatMap((cluster) => strandedFindings(inventory, cluster)),
  ];
}

/** A tenant at rest is suspended; only one that leaves can be frozen. */
function wakefulFindings({ id, lifecycle, frozen }: Tenant): readonly Finding[] {
  if (frozen !== true || lifecycle === "retiring") return [];
  const expected = "frozen of a tenant that is retiring";
  const hint = "set lifecycle: suspended for a tenant that stays";
  return [{ file: `tenants/${id}.yaml`, at: ["frozen"], expected, got: `one that is ${lifecycle}`, hint }];
}

/** A region's network and tables go with it, so its clusters go first. */
function strandedFindings(inventory: Inventory, { id, region, lifecycle }: Cluster): readonly Finding[] {
  const leaves = inventory.regions.get(region)?.lifecycle === "retiring";
  if (!leaves || lifecycle === "retiring") return [];
  return [
    {
      file: `clusters/${id}.yaml`,
      at: ["region"],
      expected: "a region that stays",
      got: `${region}, which is retiring`,
    },
  ];
}

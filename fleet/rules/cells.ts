import { lost } from "../addresses/kept-ranges.ts";
import type { Finding } from "../check.ts";
import type { Inventory } from "../inventory.ts";
import { tenantHomes } from "../placement/tenant-homes.ts";
import type { LockedTenant } from "../schema/lock.ts";

/** Cells that still hold environments, or that only one cluster of a pair has. */
export function cellFindings({ clusters, tenants }: Inventory): readonly Finding[] {
  const needed = new Map<string, number>();
  for (const tenant of tenants.values())
    for (const { cluster, cell = 0 } of tenantHomes(tenant))
      needed.set(cluster, Math.max(needed.get(cluster) ?? 0, cell));
  return [...clusters.values()].flatMap(({ id, cells, replaces }): readonly Finding[] => {
    const where = { file: `clusters/${id}.yaml`, at: ["cells"] };
    const least = needed.get(id) ?? 0;
    const got = `${cells ?? "none"}`;
    if (least > (cells ?? 0))
      return [{ ...where, expected: `at least ${least}, for environments live in cell ${least}`, got }];
    const old = replaces === undefined ? undefined : clusters.get(replaces);
    if (old === undefined || old.cells === cells) return [];
    return [
      { ...where, expected: `as many as ${old.id} has (${old.cells ?? "none"}), whose place it takes`, got },
    ];
  });
}

/** Environments whose cell is another one in another lock: their slice would be made a second time, and the first deleted. */
export function alteredCells(
  id: string,
  was: LockedTenant,
  now: LockedTenant,
  name: string,
): readonly Finding[] {
  return Object.keys(was.placements).flatMap((environment) => {
    if (now.placements[environment] === undefined) return [];
    const [old, is] = [was, now].map(({ cells }) => cells?.[environment]);
    if (old === is) return [];
    const at = ["tenants", id, "cells", environment];
    if (old === undefined)
      return [{ ...lost(at, "", name, `${is ?? ""}`), expected: `no cell, as ${name} has it` }];
    return [lost(at, `${old}`, name, is === undefined ? undefined : `${is}`)];
  });
}

import type { Fleet } from "./inventory.ts";
import { regionProtects } from "./regions/region-protection.ts";
import { mustProtect } from "./sla.ts";
import { cellOf } from "./stack-names.ts";

/** Whether the rules demand that a stack protects what it holds; undefined where no entry has its name. */
export function stackProtects(fleet: Fleet, stack: string): boolean | undefined {
  const cluster = fleet.clusters.get(stack) ?? cellOf(fleet, stack)?.cluster;
  if (cluster !== undefined) return mustProtect(cluster);
  const region = fleet.regions.get(stack);
  if (region !== undefined) return regionProtects(fleet, region);
  const link = fleet.links.get(stack);
  return link === undefined ? undefined : link.lifecycle !== "retiring";
}

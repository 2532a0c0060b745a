import type { Finding } from "../check.ts";
import { familySizes, hasSize } from "../nodes/family-sizes.ts";
import { familyParts } from "../nodes/instance-families.ts";
import { sizeCpus } from "../nodes/instance-sizes.ts";
import { CLASS_TABLE, type WorkloadClassName } from "../nodes/workload-classes.ts";
import type { PoolEntry } from "../schema/node-pools.ts";

/** Families that are made in none of a pool's sizes: it would never launch anything, and nobody would hear of it. */
export function familySizeFaults(
  found: WorkloadClassName,
  { families = [], sizes }: PoolEntry,
): readonly Pick<Finding, "expected" | "hint">[] {
  if (families.length === 0) return [];
  if (sizes !== undefined) {
    if (families.some((family) => sizes.some((size) => hasSize(family, size)))) return [];
    const expected = `a family that is made in size ${sizes.join(" or ")}`;
    return [{ expected, hint: "name other families or sizes, for no machine is both" }];
  }
  const { least, most } = CLASS_TABLE[found].cpus;
  const fits = (family: string): boolean =>
    familySizes(family)?.some((size) => {
      const cpus = sizeCpus(size, familyParts(family).category) ?? 0;
      return cpus >= least && cpus <= most;
    }) ?? true;
  if (families.some(fits)) return [];
  const expected = `a family that has machines of ${least} to ${most} processors`;
  return [{ expected, hint: "name sizes, or other families" }];
}

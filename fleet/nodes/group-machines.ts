import { hasSize, isBurstableFamily } from "./family-sizes.ts";
import { architectureOf, familyParts } from "./instance-families.ts";
import type { Architecture, NodePool } from "./node-pool.ts";

const MAKES: Readonly<Record<Architecture, readonly string[]>> = {
  amd64: ["7i", "6i", "6a", "5"],
  arm64: ["8g", "7g", "6g"],
};

/** Families of categories that are not made in all makes. @see https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-types.html */
const OWN_FAMILIES: Readonly<Record<string, Readonly<Record<Architecture, readonly string[]>>>> = {
  t: { amd64: ["t3", "t3a"], arm64: ["t4g"] },
  g: { amd64: ["g6", "g5", "g4dn"], arm64: ["g5g"] },
};

/** Which of several categories a group is made of: the one with 4 GiB for each processor. */
const MIDDLE = "m";

/** The one size of a pool's machines: the one its entry names, else the one with which its limits count. */
export function groupSize({ machines, cpusPerNode }: Pick<NodePool, "machines" | "cpusPerNode">): string {
  const [named] = machines.sizes ?? [];
  if (named !== undefined) return named;
  const multiple = Math.floor(cpusPerNode / 4);
  return multiple < 1 ? "large" : multiple === 1 ? "xlarge" : `${multiple}xlarge`;
}

/**
 * Types of the machines of a pool's groups. Cluster Autoscaler takes all machines of a group for the first of them, so
 * they have the same processors and memory: one size, and families of one category.
 *
 * @see https://docs.aws.amazon.com/eks/latest/best-practices/cas.html
 */
export function groupTypes(pool: Pick<NodePool, "machines" | "cpusPerNode">): readonly string[] {
  const { families, architectures, oldestGeneration } = pool.machines;
  const size = groupSize(pool);
  const [architecture = "amd64"] = architectures;
  const found =
    families ??
    usualFamilies(pool, architecture).filter((family) => familyParts(family).generation >= oldestGeneration);
  return found.filter((family) => hasSize(family, size)).map((family) => `${family}.${size}`);
}

function usualFamilies(
  { machines }: Pick<NodePool, "machines">,
  architecture: Architecture,
): readonly string[] {
  const { categories } = machines;
  const category = categories.includes(MIDDLE) ? MIDDLE : (categories[0] ?? MIDDLE);
  return OWN_FAMILIES[category]?.[architecture] ?? MAKES[architecture].map((make) => `${category}${make}`);
}

/** GiB for each processor by category, and of families that have more or less than theirs. */
const MEMORY: Readonly<Record<string, number>> = { c: 2, m: 4, r: 8, x: 16, t: 4, g4dn: 4, g5: 4, g6: 4 };
const OWN_MEMORY: Readonly<Record<string, number>> = {
  c3: 1.875,
  c4: 1.875,
  c5n: 2.625,
  g5g: 2,
  m3: 3.75,
  r3: 7.625,
  r4: 7.625,
  x1: 15.25,
  x1e: 30.5,
  x2iedn: 32,
  x2iezn: 32,
};

/** GiB for each processor of a family; undefined where that differs by size, or is not known. */
export function memoryPerCpu(family: string): number | undefined {
  return OWN_MEMORY[family] ?? MEMORY[family] ?? MEMORY[familyParts(family).category];
}

/** Families that are no neighbours of the first in a group of this size: of another memory, or another processor. */
export function foreignFamilies(families: readonly string[], size = "large"): readonly string[] {
  const [first = ""] = families;
  const memory = memoryPerCpu(first);
  const alike = (family: string): boolean =>
    memory !== undefined &&
    memoryPerCpu(family) === memory &&
    architectureOf(family) === architectureOf(first) &&
    (size !== "medium" || isBurstableFamily(family) === isBurstableFamily(first));
  return families.slice(1).filter((family) => !alike(family));
}

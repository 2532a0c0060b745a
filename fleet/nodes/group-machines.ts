import { architectureOf, familyParts } from "./instance-families.ts";
import type { Architecture, NodePool } from "./node-pool.ts";

/** Sizes that families of one make have from `large` on, as multiples of `xlarge` above it. */
const MULTIPLES: Readonly<Record<string, readonly number[]>> = {
  "7i": [2, 4, 8, 12, 16, 24, 48],
  "6i": [2, 4, 8, 12, 16, 24, 32],
  "6a": [2, 4, 8, 12, 16, 24, 32, 48],
  "5": [2, 4, 8, 12, 16, 24],
  "8g": [2, 4, 8, 12, 16, 24, 48],
  "7g": [2, 4, 8, 12, 16],
  "6g": [2, 4, 8, 12, 16],
};

const MAKES: Readonly<Record<Architecture, readonly string[]>> = {
  amd64: ["7i", "6i", "6a", "5"],
  arm64: ["8g", "7g", "6g"],
};

/** Families whose sizes are others than their make's, or that have no make. */
const OWN_MULTIPLES: Readonly<Record<string, readonly number[]>> = {
  c5: [2, 4, 9, 12, 18, 24],
  t3: [2],
  t3a: [2],
  t4g: [2],
  g4dn: [2, 4, 8, 12, 16],
  g5: [2, 4, 8, 12, 16, 24, 48],
  g6: [2, 4, 8, 12, 16, 24, 48],
};

/** Families of categories that are not made in all makes. @see https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-types.html */
const OWN_FAMILIES: Readonly<Record<string, Readonly<Record<Architecture, readonly string[]>>>> = {
  t: { amd64: ["t3", "t3a"], arm64: ["t4g"] },
  g: { amd64: ["g6", "g5", "g4dn"], arm64: [] },
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
    usualFamilies(pool, architecture).filter(
      (family) => hasSize(family, size) && familyParts(family).generation >= oldestGeneration,
    );
  return found.map((family) => `${family}.${size}`);
}

function usualFamilies(
  { machines }: Pick<NodePool, "machines">,
  architecture: Architecture,
): readonly string[] {
  const { categories } = machines;
  const category = categories.includes(MIDDLE) ? MIDDLE : (categories[0] ?? MIDDLE);
  return OWN_FAMILIES[category]?.[architecture] ?? MAKES[architecture].map((make) => `${category}${make}`);
}

function hasSize(family: string, size: string): boolean {
  const multiple = /^(\d+)xlarge$/.exec(size)?.[1];
  if (size === "medium") return familyParts(family).category === "t";
  if (size === "large") return familyParts(family).category !== "g";
  if (multiple === undefined) return true;
  const known = OWN_MULTIPLES[family] ?? MULTIPLES[family.slice(1)] ?? [];
  return known.includes(Number(multiple));
}

/** GiB for each processor by category, and of families that have more or less than theirs. */
const MEMORY: Readonly<Record<string, number>> = { c: 2, m: 4, r: 8, x: 16, t: 4, g4dn: 4, g5: 4, g6: 4 };
const OWN_MEMORY: Readonly<Record<string, number>> = {
  c5n: 2.625,
  x1: 15.25,
  x1e: 30.5,
  x2iedn: 32,
  x2iezn: 32,
};

/** GiB for each processor of a family; undefined where that differs by size, or is not known. */
export function memoryPerCpu(family: string): number | undefined {
  return OWN_MEMORY[family] ?? MEMORY[family] ?? MEMORY[familyParts(family).category];
}

/** Families that are no neighbours of the first in a group: of another memory, or another processor. */
export function foreignFamilies(families: readonly string[]): readonly string[] {
  const [first = ""] = families;
  const memory = memoryPerCpu(first);
  const alike = (family: string): boolean =>
    memory !== undefined &&
    memoryPerCpu(family) === memory &&
    architectureOf(family) === architectureOf(first);
  return families.slice(1).filter((family) => !alike(family));
}

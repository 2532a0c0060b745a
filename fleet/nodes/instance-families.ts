import type { Architecture } from "./node-pool.ts";

/** Parts of a family's name: `m7i` is category m, generation 7. */
export interface FamilyParts {
  readonly category: string;
  readonly generation: number;
  /** Letters behind the generation, such as the processor's maker. */
  readonly traits: string;
}

/** @see https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html */
export function familyParts(family: string): FamilyParts {
  const match = /^([a-z]+)(\d)(.*)$/.exec(family);
  const [, category = "", generation = "0", traits = ""] = match ?? [];
  return { category, generation: Number(generation), traits };
}

/** A `g` behind the generation stands for Graviton, the processor of AWS, and `-gb` for Grace, that of NVIDIA. */
export function architectureOf(family: string): Architecture {
  return /^g|-gb\d/.test(familyParts(family).traits) ? "arm64" : "amd64";
}

/**
 * Families with processors for graphics that the nodes' image has no drivers for: AMD's, and NVIDIA's of the past.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/ml-eks-optimized-ami.html
 */
const WITHOUT_DRIVERS = new Set("g2 g3 g3s g4ad p2".split(" "));

/** Whether the image of GPU nodes has drivers for a family; for one that nobody knew when this was written it has. */
export function hasGpuDrivers(family: string): boolean {
  return !WITHOUT_DRIVERS.has(family);
}

/**
 * Families that run on Xen: they have no prefixes of IPv6 addresses. All that came after them are Nitro.
 *
 * @see https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-instance-type-specifications.html
 */
const XEN = new Set("c1 c3 c4 d2 f1 g2 g3 g3s h1 i2 i3 m1 m2 m3 m4 p2 p3 r3 r4 t1 t2 x1 x1e".split(" "));

/** Whether the machines of a family are Nitro; one that nobody knew when this was written is. */
export function isNitro(family: string): boolean {
  return !XEN.has(family);
}

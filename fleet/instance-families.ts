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

/** A `g` behind the generation stands for Graviton, the processor of AWS. */
export function architectureOf(family: string): Architecture {
  return familyParts(family).traits.startsWith("g") ? "arm64" : "amd64";
}

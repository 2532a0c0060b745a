import { familyParts } from "./instance-families.ts";
import { BURSTABLE_CATEGORY } from "./workload-classes.ts";

const NAMES: Readonly<Record<number, string>> = { 0.25: "medium", 0.5: "large", 1: "xlarge" };

/** Sizes that families of one make have, as multiples of `xlarge`: `large` is half of it, `medium` half of that. */
const MAKES: Readonly<Record<string, readonly number[]>> = {
  "7i": [0.5, 1, 2, 4, 8, 12, 16, 24, 48],
  "6i": [0.5, 1, 2, 4, 8, 12, 16, 24, 32],
  "6a": [0.5, 1, 2, 4, 8, 12, 16, 24, 32, 48],
  "5": [0.5, 1, 2, 4, 8, 12, 16, 24],
  "8g": [0.25, 0.5, 1, 2, 4, 8, 12, 16, 24, 48],
  "7g": [0.25, 0.5, 1, 2, 4, 8, 12, 16],
  "6g": [0.25, 0.5, 1, 2, 4, 8, 12, 16],
};

/** Categories that are made in all of these makes. */
const MADE_ALIKE = ["c", "m", "r"];

const BURSTABLE = [0.25, 0.5, 1, 2];

/** Families whose sizes are others than their make's, or that have no make. */
const OWN: Readonly<Record<string, readonly number[]>> = {
  c5: [0.5, 1, 2, 4, 9, 12, 18, 24],
  t3: BURSTABLE,
  t3a: BURSTABLE,
  t4g: BURSTABLE,
  g4dn: [1, 2, 4, 8, 12, 16],
  g5: [1, 2, 4, 8, 12, 16, 24, 48],
  g5g: [1, 2, 4, 8, 16],
  g6: [1, 2, 4, 8, 12, 16, 24, 48],
  p3: [2, 8, 16],
  p3dn: [24],
  p4d: [24],
  p4de: [24],
  p5: [4, 48],
  p5e: [48],
  p5en: [48],
};

/**
 * Sizes that a family is made in, from medium on and without metal; undefined for one that is not in these tables.
 *
 * @see https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-types.html
 */
export function familySizes(family: string): readonly string[] | undefined {
  const { category } = familyParts(family);
  const multiples = OWN[family] ?? (MADE_ALIKE.includes(category) ? MAKES[family.slice(1)] : undefined);
  return multiples?.map((multiple) => NAMES[multiple] ?? `${multiple}xlarge`);
}

/** Whether a family is made in a size; one that nobody knew when this was written is. */
export function hasSize(family: string, size: string): boolean {
  return familySizes(family)?.includes(size) ?? true;
}

/** Whether a family is burstable: its machines of size medium have two processors, and those of others one. */
export function isBurstableFamily(family: string): boolean {
  return familyParts(family).category === BURSTABLE_CATEGORY;
}

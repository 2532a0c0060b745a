import { BURSTABLE_CATEGORY } from "./workload-classes.ts";

/** Processors of small sizes; what is smaller still is left out, for a node carries more than itself. `medium` is that of burstable families. */
const SMALL: Readonly<Record<string, number>> = { medium: 2, large: 2, xlarge: 4 };

const CPUS_OF_XLARGE = 4;

/** Largest multiple that AWS offers: `u7in-32tb.224xlarge` is above every size that a pool should name. */
const LARGEST = 48;

/**
 * Processors of a machine of this size, the same in every family that pools may name but for `medium`, of which only
 * burstable families have two; undefined for what is no size.
 * `metal` is left out: what it has differs by family.
 *
 * @see https://docs.aws.amazon.com/ec2/latest/instancetypes/gp.html
 * @param category Letters that the family begins with. @default - burstable
 * @example sizeCpus("2xlarge") // => 8
 * @example sizeCpus("medium", "c") // => 1
 */
export function sizeCpus(size: string, category: string = BURSTABLE_CATEGORY): number | undefined {
  if (size === "medium" && category !== BURSTABLE_CATEGORY) return 1;
  const multiple = /^([1-9]\d?)xlarge$/.exec(size)?.[1];
  if (multiple === undefined) return SMALL[size];
  const count = Number(multiple);
  return count >= 2 && count <= LARGEST ? count * CPUS_OF_XLARGE : undefined;
}

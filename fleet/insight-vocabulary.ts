/** How Karpenter marks machines that cost less and may be taken back. @see https://karpenter.sh/docs/concepts/scheduling/#capacity-type */
export const SPOT_LABEL = { key: "karpenter.sh/capacity-type", value: "spot" } as const;

/** Hours of a month, as prices of AWS count them. @see https://aws.amazon.com/calculator/calculator-assumptions/ */
export const HOURS_PER_MONTH = 730;

import { describe, expect, test } from "vitest";
import { tenantSchema } from "../../fleet/schema/tenant.ts";
import { type Amounts, type Tier, tierContract, type TenantSize } from "../../fleet/tiers.ts";

const TIERS: readonly Tier[] = ["pooled", "dedicated-nodes", "dedicated-cluster"];
const SIZES: readonly TenantSize[] = ["small", "medium", "large"];
const ALL = TIERS.flatMap((tier) => SIZES.map((size) => ({ tier, size, ...tierContract(tier, size) })));

/** Every number of a contract by its path. */
function numbers(value: object, path = ""): ReadonlyMap<string, number> {
  return new Map(
    Object.entries(value).flatMap(([key, one]: [string, unknown]) => {
      if (typeof one === "number") return [[`${path}${key}`, one] as const];
      return typeof one === "object" && one !== null ? [...numbers(one, `${path}${key}.`)] : [];
    }),
  );
}

const contract = (tier: Tier, size: TenantSize) => numbers(tierContract(tier, size));
type Place = readonly [Tier, TenantSize];
const AMOUNTS = ["cpuMillicores", "memoryMiB", "ephemeralMiB"] as const satisfies readonly (keyof Amounts)[];

test("the tiers and sizes of this test are those of the schema", () => {
  expect(tenantSchema.shape.tier.options).toEqual(TIERS);
  expect(tenantSchema.shape.size.options).toEqual(SIZES);
});

describe.each(ALL)("$tier, $size", ({ tier, size, quota, limits }) => {
  test("says the same things as any other, each a whole number above zero", () => {
    const mine = contract(tier, size);
    expect([...mine.keys()].sort()).toEqual([...contract("pooled", "small").keys()].sort());
    expect([...mine].filter(([, number]) => !Number.isInteger(number) || number <= 0)).toEqual([]);
  });

  test.each(AMOUNTS)(
    "lets limits of %s be as much as requests, and as much as the default and the most",
    (key) => {
      expect(quota.limits[key]).toBeGreaterThanOrEqual(quota.requests[key]);
      expect(limits.defaultLimits[key]).toBeGreaterThanOrEqual(limits.defaultRequests[key]);
      expect(limits.max[key]).toBeGreaterThanOrEqual(limits.defaultLimits[key]);
      expect(quota.limits[key]).toBeGreaterThanOrEqual(limits.max[key]);
    },
  );

  test.each(AMOUNTS)("takes as many pods as it counts, when none says how much %s it needs", (key) => {
    expect(quota.pods * limits.defaultRequests[key]).toBeLessThanOrEqual(quota.requests[key]);
    expect(quota.pods * limits.defaultLimits[key]).toBeLessThanOrEqual(quota.limits[key]);
  });

  test.each(AMOUNTS)("admits its own defaults of %s under its own ratio", (key) => {
    expect(limits.defaultLimits[key] / limits.defaultRequests[key]).toBeLessThanOrEqual(
      limits.maxLimitRatio[key],
    );
  });

  test("has room for the largest volume", () => {
    expect(limits.maxVolumeMiB).toBeLessThanOrEqual(quota.storageMiB);
  });

  test("has objects enough for each pod to be a workload of its own", () => {
    expect(quota.deployments + quota.statefulSets + quota.jobs).toBeGreaterThanOrEqual(quota.pods / 2);
  });
});

/** Pairs of neighbours, the lesser first. */
const STEPS: readonly { readonly from: Place; readonly to: Place }[] = [
  ...TIERS.flatMap((tier) => [
    { from: [tier, "small"] as const, to: [tier, "medium"] as const },
    { from: [tier, "medium"] as const, to: [tier, "large"] as const },
  ]),
  ...SIZES.flatMap((size) => [
    { from: ["pooled", size] as const, to: ["dedicated-nodes", size] as const },
    { from: ["dedicated-nodes", size] as const, to: ["dedicated-cluster", size] as const },
  ]),
];

test.each(STEPS)("$to gives as much of everything as $from, and more of something", ({ from, to }) => {
  const less = contract(...from);
  const more = contract(...to);
  expect([...more].filter(([key, number]) => number < (less.get(key) ?? 0))).toEqual([]);
  expect([...more].filter(([key, number]) => number > (less.get(key) ?? 0))).not.toEqual([]);
});

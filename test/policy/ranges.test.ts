import fc from "fast-check";
import { containsCidr, overlapCidr } from "cidr-tools";
import { expect, test } from "vitest";
import { contains, overlap } from "../../policy/ranges.ts";

const range = fc
  .tuple(fc.nat(255), fc.nat(255), fc.nat(3), fc.integer({ min: 8, max: 30 }))
  .map(([b, c, d, length]) => `10.${b % 4}.${c % 4}.${d * 64}/${length}`);

test("ranges overlap and contain each other as another library says", () => {
  fc.assert(
    fc.property(range, range, (one, other) => {
      expect(overlap(one, other)).toBe(overlapCidr(one, other));
      expect(contains(one, other)).toBe(containsCidr(one, other));
    }),
    { numRuns: 1000 },
  );
});

test("what is no range of IPv4 shares nothing and lies in nothing", () => {
  for (const strange of ["", "10.0.0.0", "10.0.0.0/33", "fc00::/7", "${vpc.id}"]) {
    expect(overlap("0.0.0.0/0", strange)).toBe(false);
    expect(contains("0.0.0.0/0", strange)).toBe(false);
  }
});

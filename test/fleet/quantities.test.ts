import fc from "fast-check";
import { expect, test } from "vitest";
import { cpuQuantity, sizeQuantity } from "../../fleet/quantities.ts";

test.each([
  [50, "50m"],
  [1000, "1"],
  [1500, "1500m"],
  [20_000, "20"],
])("%i millicores are written %s", (millicores, text) => {
  expect(cpuQuantity(millicores)).toBe(text);
});

test.each([
  [0, "0"],
  [128, "128Mi"],
  [1024, "1Gi"],
  [1536, "1536Mi"],
  [50 * 1024, "50Gi"],
  [2048 * 1024, "2Ti"],
  [1536 * 1024, "1536Gi"],
  [1024 * 1024 * 1024, "1024Ti"],
])("%i MiB are written %s", (mebibytes, text) => {
  expect(sizeQuantity(mebibytes)).toBe(text);
});

test("a size reads back as what it was", () => {
  const units: Readonly<Record<string, number>> = { Mi: 1, Gi: 1024, Ti: 1024 * 1024 };
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1 << 30 }), (mebibytes) => {
      const [, amount, unit] = /^(\d+)(\w+)$/.exec(sizeQuantity(mebibytes)) ?? [];
      expect(Number(amount) * (units[unit ?? ""] ?? Number.NaN)).toBe(mebibytes);
    }),
  );
});

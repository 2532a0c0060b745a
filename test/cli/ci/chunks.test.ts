import { resolve } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { chunksOf } from "../../../cli/ci/chunks.ts";
import { matrixOutputs } from "../../../cli/ci/matrix.ts";
import { waveOf, WAVES, type WaveOfStack } from "../../../cli/ci/waves.ts";
import { stackEntries } from "../../../fleet/stack-names.ts";
import { checkedFleet } from "../../../stacks/checked-fleet.ts";

const ENTERPRISE = checkedFleet(resolve(import.meta.dirname, "../../../examples/enterprise"), "2026-11-28");
const place = (stack: string): WaveOfStack => waveOf(ENTERPRISE, stack)!;

test("a region and a link ask for the approval of the environment that costs most", () => {
  expect(place("eu-central")).toMatchObject({ wave: "regions", environment: "production" });
  expect(place("eu-central-lab")).toMatchObject({ wave: "regions", environment: "staging" });
  expect(place("eu-us")).toMatchObject({ wave: "links", environment: "production" });
  expect(place("dev-apps.cell2")).toMatchObject({ wave: "development", unit: "dev-apps" });
  expect(waveOf(ENTERPRISE, "nowhere")).toBeUndefined();
});

test("a region without clusters asks as production does", () => {
  const empty = { ...ENTERPRISE, clusters: new Map() };
  expect(waveOf(empty, "eu-central-lab")?.environment).toBe("production");
});

const STACKS: fc.Arbitrary<readonly WaveOfStack[]> = fc
  .array(
    fc.record({
      wave: fc.constantFrom(...WAVES),
      environment: fc.constantFrom("development", "staging", "production"),
      cells: fc.integer({ min: 0, max: 12 }),
    }),
    { maxLength: 120 },
  )
  .map((clusters) =>
    clusters.flatMap(({ wave, environment, cells }, index) =>
      [`c${index}`, ...Array.from({ length: cells }, (_, cell) => `c${index}.cell${cell + 1}`)].map(
        (stack): WaveOfStack => ({ stack, wave, environment, unit: `c${index}` }),
      ),
    ),
  );

test("every stack is in one job of its wave and environment, after its cluster, and jobs are as few as asked", () => {
  const limits = fc.record({
    jobs: fc.integer({ min: 3, max: 64 }),
    stacks: fc.integer({ min: 1, max: 20 }),
  });
  fc.assert(
    fc.property(STACKS, limits, (stacks, { jobs, stacks: size }) => {
      const chunks = chunksOf(stacks, { jobs, stacks: size });
      const names = chunks.flatMap((chunk) => chunk.stacks.split(" "));
      expect(names.toSorted()).toEqual(stacks.map(({ stack }) => stack).toSorted());
      for (const wave of WAVES)
        expect(chunks.filter((chunk) => chunk.wave === wave).length).toBeLessThanOrEqual(jobs);
      for (const chunk of chunks) {
        const inside = chunk.stacks.split(" ");
        expect(inside).toHaveLength(chunk.count);
        for (const name of inside) {
          const { wave, environment, unit } = stacks.find(({ stack }) => stack === name)!;
          expect({ wave, environment }).toEqual({ wave: chunk.wave, environment: chunk.environment });
          expect(inside.indexOf(unit)).toBeGreaterThanOrEqual(0);
          expect(inside.indexOf(unit)).toBeLessThanOrEqual(inside.indexOf(name));
        }
      }
    }),
  );
});

test("cells come in the order of their numbers", () => {
  const stacks = ["a.cell10", "a.cell2", "a"].map((stack) => ({ ...place("dev-apps"), stack, unit: "a" }));
  expect(chunksOf(stacks, { jobs: 64, stacks: 5 }).map((chunk) => chunk.stacks)).toEqual([
    "a a.cell2 a.cell10",
  ]);
});

test("outputs are empty for a wave without jobs, and without stacks the number of jobs is 0", () => {
  const choice = { limits: { jobs: 64, stacks: 5 }, cloudOnly: false };
  const { outputs } = matrixOutputs(ENTERPRISE, ["dev-data", "eu-us"], choice);
  expect(outputs).toMatchObject({ jobs: "2", regions: "", production: "" });
  expect(JSON.parse(outputs["development"] ?? "")).toEqual({
    include: [{ wave: "development", environment: "development", stacks: "dev-data", count: 1 }],
  });
  expect(matrixOutputs(ENTERPRISE, [], choice).outputs).toMatchObject({ jobs: "0", matrix: "" });
});

test("only regions and links are left where API servers are out of reach", () => {
  const choice = { limits: { jobs: 64, stacks: 20 }, cloudOnly: true };
  const { include } = matrixOutputs(ENTERPRISE, stackEntries(ENTERPRISE), choice).matrix;
  expect([...new Set(include.map(({ wave }) => wave))]).toEqual(["regions", "links"]);
});

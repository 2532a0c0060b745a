import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Fleet } from "../../fleet/inventory.ts";
import { planText } from "../../plan/canonical.ts";
import { planFleet } from "../../plan/pool/plan-fleet.ts";
import { planStack } from "../../plan/plan-stack.ts";
import { placedTenant } from "../fleet/placed-tenant.ts";
import { sampleFleet } from "./sample-fleet.ts";

const STACKS = ["east", "eu", "west"];

const tenant = (id: string, cluster: string) =>
  placedTenant(id, { displayName: id, tier: "pooled", size: "small", environments: { live: { cluster } } });

const GROUND: Fleet = {
  ...sampleFleet({ east: {}, west: { sla: 2, environment: "production" } }),
  tenants: new Map([tenant("cobalt", "east"), tenant("teal", "west")].map((one) => [one.id, one])),
};

type Leaf = string | number | boolean;
type Path = readonly (string | number)[];

/** Every leaf of a fleet, by the steps that lead to it. */
function leaves(value: unknown, path: Path = []): readonly Path[] {
  if (value instanceof Map)
    return [...(value as Map<string, unknown>)].flatMap(([key, one]) => leaves(one, [...path, key]));
  if (typeof value !== "object" || value === null) return value === undefined || value === null ? [] : [path];
  return Object.entries(value).flatMap(([key, one]) => leaves(one, [...path, key]));
}

function other(leaf: Leaf): Leaf {
  if (typeof leaf === "number") return leaf + 1;
  return typeof leaf === "boolean" ? !leaf : `${leaf}x`;
}

/** The fleet with another value at one leaf. */
function changedAt(value: unknown, [step, ...rest]: Path): unknown {
  if (step === undefined) return other(value as Leaf);
  if (value instanceof Map)
    return new Map(
      [...(value as Map<string, unknown>)].map(([key, one]) => [
        key,
        key === step ? changedAt(one, rest) : one,
      ]),
    );
  if (Array.isArray(value))
    return value.map((one, index) => (String(index) === step ? changedAt(one, rest) : (one as unknown)));
  const map = value as Readonly<Record<string, unknown>>;
  return { ...map, [step]: changedAt(map[step], rest) };
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "atoll-fresh-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const text = (planned: Promise<string>): Promise<string> =>
  planned.catch((error: unknown) => String(error).split("\n")[0] ?? "");

test("whatever one value of a fleet becomes, a plan from the store is the plan of the fleet as it is", async () => {
  const options = { folder, program: "one", workers: 0 };
  await planFleet(GROUND, STACKS, options);
  let [known, replanned] = [0, 0];
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...leaves(GROUND)), fc.constantFrom(...STACKS), async (path, stack) => {
      const fleet = changedAt(GROUND, path) as Fleet;
      const stored = await text(
        planFleet(fleet, [stack], options).then(([one]) => {
          if (one?.isKnown === true) known += 1;
          else replanned += 1;
          return planText(one?.read() ?? { schema: 1, stack, resources: [] });
        }),
      );
      const fresh = await text(planStack(fleet, stack).then(planText));
      if (stored.startsWith("{") || fresh.startsWith("{")) expect(stored, path.join(".")).toBe(fresh);
    }),
    { numRuns: 60, examples: [[["tenants", "teal", "id"], "west"]] },
  );
  expect(known).toBeGreaterThan(5);
  expect(replanned).toBeGreaterThan(5);
});

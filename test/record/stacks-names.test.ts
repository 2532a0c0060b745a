import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { loadFleet } from "../../fleet/load.ts";
import { planStack } from "../../plan/plan-stack.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const fleet = loadFleet(resolve(ROOT, "inventory"), "2026-11-24");
const small = loadFleet(resolve(ROOT, "examples/minimal-saas"), "2026-11-27");

const REMEDY = "read test/contract/README.md: a renamed resource is a replaced one unless it has an alias";

/** Stacks by the names of their contracts: those of the sample fleet, and one of K3s. */
const STACKS = [
  ...[...fleet.clusters.keys()].map((stack) => [stack, fleet, stack] as const),
  ["minimal-saas", small, "prod"] as const,
];

test.each(STACKS)("%s registers the types and names of its contract", async (name, of, stack) => {
  const { resources } = await planStack(of, stack);
  const names = resources.map((one) => `${one.type} ${one.name}\n`).sort();
  const contract = resolve(ROOT, `test/contract/${name}.names.txt`);
  if (process.env["ATOLL_UPDATE_CONTRACT"] === "1") writeFileSync(contract, names.join(""));
  expect(names.join(""), REMEDY).toBe(readFileSync(contract, "utf8"));
});

import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { loadFleet } from "../../fleet/load.ts";
import { record } from "../../plan/record.ts";
import { deployStack } from "../../stacks/deploy.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const fleet = loadFleet(resolve(ROOT, "inventory"), "2026-11-24");

const REMEDY = "read test/contract/README.md: a renamed resource is a replaced one unless it has an alias";

test.each([...fleet.clusters.keys()])(
  "stack %s registers the types and names of its contract",
  async (stack) => {
    const resources = await record(() => deployStack(fleet, stack), { stack });
    const names = resources.map(({ type, name }) => `${type} ${name}\n`).sort();
    const contract = resolve(ROOT, `test/contract/${stack}.names.txt`);
    if (process.env["ATOLL_UPDATE_CONTRACT"] === "1") writeFileSync(contract, names.join(""));
    expect(names.join(""), REMEDY).toBe(readFileSync(contract, "utf8"));
  },
);

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { updateLock } from "../../fleet/addresses/update-lock.ts";
import type { Fleet } from "../../fleet/inventory.ts";
import { loadInventory } from "../../fleet/load.ts";
import { stackEntries } from "../../fleet/stack-names.ts";
import { writeLock } from "../../fleet/write-lock.ts";
import { planStack, planStacks } from "../../plan/plan-stack.ts";
import { policyCheck } from "../../plan/policy-check.ts";
import { checkedFleet } from "../../stacks/checked-fleet.ts";

const PAGE = resolve(import.meta.dirname, "../../docs/getting-started-organisation.md");
const TODAY = new Date().toISOString().slice(0, 10);

/** A block whose first line names the file that it is. */
const FILE = /^```yaml\n# (inventory\/\S+)\n([^]*?)^```/gm;

/** The files of the page and nothing else, with the addresses that `atoll lock` gives them. */
function fleetOfThePage(): Fleet {
  const root = mkdtempSync(join(tmpdir(), "atoll-first-"));
  onTestFinished(() => {
    rmSync(root, { recursive: true });
  });
  const files = [...readFileSync(PAGE, "utf8").matchAll(FILE)];
  expect(files.map(([, path = ""]) => basename(dirname(path)))).toEqual(["inventory", "regions", "clusters"]);
  for (const [, path = "", text = ""] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const dir = join(root, "inventory");
  writeLock(dir, updateLock(loadInventory(dir), undefined, TODAY).lock);
  return checkedFleet(dir, TODAY);
}

test("the first fleet of the page is whole: it loads, is given addresses, and breaks no rule", async () => {
  const fleet = fleetOfThePage();
  const plans = await planStacks(fleet, stackEntries(fleet));
  expect(plans.map(({ stack }) => stack)).toEqual(["eu-central", "first"]);
  expect(plans.at(-1)?.resources.length).toBeGreaterThan(100);
  const judged = policyCheck(fleet, plans, TODAY).stacks.flatMap((stack) => stack.judged);
  expect(judged.filter(({ finding, stands }) => stands && finding.kind === "violation")).toEqual([]);
});

test("and each of its accounts can be bootstrapped", async () => {
  const fleet = fleetOfThePage();
  for (const account of ["tools", "workloads"])
    expect((await planStack(fleet, `bootstrap.${account}`)).resources.length).toBeGreaterThan(5);
});

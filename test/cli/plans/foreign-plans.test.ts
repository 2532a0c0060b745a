import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { foreignPlans } from "../../../cli/plans/foreign-plans.ts";
import { planText } from "../../../plan/canonical.ts";
import { planned, planOf, VPC } from "../../plan/sample-plan.ts";

function place() {
  const all = mkdtempSync(join(tmpdir(), "atoll-foreign-"));
  onTestFinished(() => {
    rmSync(all, { recursive: true, force: true });
  });
  let made = 0;
  const ask = (key: string, text = planText(PLAN)) =>
    foreignPlans(
      [key],
      (folder) => {
        made += 1;
        writeFileSync(join(folder, "dev.json"), text);
        return Promise.resolve();
      },
      all,
    );
  return { all, ask, made: () => made };
}

const PLAN = planOf([planned(VPC, "v")]);

test("another program is asked once for the same plans", async () => {
  const { ask, made } = place();
  const [first] = await ask("main");
  const [again] = await ask("main");
  expect([first?.stack, first?.read(), again?.digest, made()]).toEqual(["dev", PLAN, first?.digest, 1]);
  await ask("branch");
  expect(made()).toBe(2);
});

test("the sets of four revisions are kept", async () => {
  const { all, ask } = place();
  for (const key of ["a", "b", "c", "d", "e"]) await ask(key);
  expect(readdirSync(all)).toHaveLength(4);
});

test("what is no plan, and a program that fails, leave nothing behind", async () => {
  const { all, ask } = place();
  await expect(ask("main", '{"schema":2}')).rejects.toThrow(/schema/);
  const failing = foreignPlans(["main"], () => Promise.reject(new Error("no such stack")), all);
  await expect(failing).rejects.toThrow("no such stack");
  expect(readdirSync(all)).toEqual([]);
});

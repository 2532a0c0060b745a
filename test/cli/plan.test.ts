import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { planText } from "../../plan/canonical.ts";
import { parsePlans } from "../../plan/plan-file.ts";
import { Repository } from "./diff-repository.ts";

test("plans are printed as a list, and written one by one, in canonical form", async () => {
  const repository = await Repository.create();
  const args = ["prod", "other", "dev", "--skip-unknown", "--json", "--out", "plans"];
  const { stdout, stderr, exitCode } = await repository.atoll("plan", ...args);
  expect({ stderr, exitCode }).toEqual({ stderr: "wrote 2 plans to plans", exitCode: 0 });
  const plans = parsePlans(stdout);
  expect(plans.map(({ stack }) => stack)).toEqual(["dev", "prod"]);
  for (const plan of plans) {
    expect(readFileSync(join(repository.dir, "plans", `${plan.stack}.json`), "utf8")).toBe(planText(plan));
  }
});

test("all names without an entry are told at once, and nothing is written", async () => {
  const repository = await Repository.create();
  const { stdout, stderr, exitCode } = await repository.atoll(
    "plan",
    "pord",
    "dev",
    "other",
    "--out",
    "plans",
  );
  expect({ stdout, exitCode }).toEqual({ stdout: "", exitCode: 1 });
  expect(stderr.split("\n")).toEqual([
    'error stack "pord": expected one of dev, eu-central, prod; did you mean prod',
    'error stack "other": expected one of dev, eu-central, prod',
    "2 faults; nothing was changed",
  ]);
  expect(existsSync(join(repository.dir, "plans"))).toBe(false);
});

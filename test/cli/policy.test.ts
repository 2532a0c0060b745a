import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Repository, ROOT } from "./diff-repository.ts";

test("the sample fleet passes with exit code 0, and a program that forgets a tag fails with 3", async () => {
  const repository = await Repository.create(true);
  const sound = await repository.atoll("policy", "dev");
  expect(sound.exitCode).toBe(0);
  expect(sound.stdout).toMatch(/\n10 rules over \d+ resources of 1 stack: no violations\b/);
  const tags = readFileSync(join(ROOT, "fleet/tags.ts"), "utf8");
  repository.write("fleet/tags.ts", tags.replace("    [STACK_TAG]: cluster.id,\n", ""));
  const violating = await repository.atoll("policy", "dev");
  expect(violating.exitCode).toBe(3);
  expect(violating.stdout).toContain(
    'violation dev Vpc dev-vpc [require-owner-tags]: tags["atoll:stack"]: expected the tag, got nothing; take the tags from fleet/tags.ts\n',
  );
});

test("a stack that the inventory lacks is told before anything is planned", async () => {
  const { stdout, stderr, exitCode } = await (await Repository.create()).atoll("policy", "dve");
  expect({ stdout, exitCode }).toEqual({ stdout: "", exitCode: 1 });
  expect(stderr.split("\n")[0]).toBe(
    'error stack "dve": expected one of dev, eu-central, prod; did you mean dev',
  );
});

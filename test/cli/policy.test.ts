import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Repository, ROOT } from "./diff-repository.ts";

test("the sample fleet passes with exit code 0, and a program that forgets a tag fails with 3", async () => {
  const repository = await Repository.create(true);
  const sound = await repository.atoll("policy", "dev");
  expect(sound.exitCode).toBe(0);
  expect(sound.stdout).toMatch(/\n\d+ rules over \d+ resources of 1 stack: no violations\b/);
  const tags = readFileSync(join(ROOT, "fleet/tags.ts"), "utf8");
  repository.write("fleet/tags.ts", tags.replace("    [STACK_TAG]: cluster.id,\n", ""));
  const violating = await repository.atoll("policy", "dev");
  expect(violating.exitCode).toBe(3);
  expect(violating.stdout).toContain(
    '\nviolation require-owner-tags: tags["atoll:stack"]: expected the tag, got nothing; take the tags from fleet/tags.ts\n',
  );
});

test("a stack that the inventory lacks is told before anything is planned", async () => {
  const { stdout, stderr, exitCode } = await (await Repository.create()).atoll("policy", "dve");
  expect({ stdout, exitCode }).toEqual({ stdout: "", exitCode: 1 });
  expect(stderr.split("\n")[0]).toBe(
    'error stack "dve": expected one of dev, eu-central, prod; did you mean dev',
  );
});

const exception = (expires: string): string =>
  [
    "exceptions:",
    "- rule: require-encryption",
    "  type: aws:ebs/volume:Volume",
    "  name: dev-scratch",
    "  reason: scratch space",
    "  owner: platform",
    `  expires: "${expires}"`,
    "",
  ].join("\n");

test("an expired exception fails policy with 3 and check with 1, though nothing needs it", async () => {
  const repository = await Repository.create();
  repository.write("inventory/exceptions.yaml", exception("2026-01-31"));
  const policy = await repository.atoll("policy", "dev", "--group", "encryption");
  expect(policy.exitCode).toBe(3);
  expect(policy.stdout).toContain(
    "\nexpired exception require-encryption for dev-scratch of platform, until 2026-01-31\n",
  );
  const check = await repository.atoll("check");
  expect(check.exitCode).toBe(1);
  expect(check.stderr.split("\n")[0]).toMatch(
    /^error exceptions\.yaml:7:12 exceptions\[0\]\.expires: expected \d{4}-\d\d-\d\d or a later day, got "2026-01-31"; /,
  );
});

test("an exception that nothing needs is told where its rule was asked, and fails nothing", async () => {
  const repository = await Repository.create();
  repository.write("inventory/exceptions.yaml", exception("2999-01-31"));
  const asked = await repository.atoll("policy", "dev", "--rule", "require-encryption");
  expect(asked).toMatchObject({ exitCode: 0 });
  expect(asked.stdout).toContain(
    "\nunused exception require-encryption for dev-scratch of platform, until 2999-01-31\n1 rule over ",
  );
  const other = await repository.atoll("policy", "dev", "--rule", "require-quota");
  expect(other.stdout).not.toContain("unused exception");
});

test("a rule can be explained, all can be listed, and a name that is none is told with the nearest", async () => {
  const repository = await Repository.create();
  const { stdout } = await repository.atoll("policy", "explain", "require-log-retention");
  expect(stdout.split("\n")[0]).toBe("require-log-retention cost, mandatory, resource by resource");
  expect(stdout).toContain(
    "LogGroup: retentionInDays: expected a number of days, got nothing; set retentionInDays",
  );
  const list = await repository.atoll("policy", "list", "--json");
  const { rules } = JSON.parse(list.stdout) as { rules: { id: string }[] };
  expect(rules.map(({ id }) => id)).toContain("require-log-retention");
  const wrong = await repository.atoll("policy", "dev", "--rule", "require-quotas");
  expect(wrong.exitCode).toBe(1);
  expect(wrong.stderr.split("\n")[0]).toBe(
    'error --rule "require-quotas": expected the id of a rule; did you mean require-quota',
  );
});

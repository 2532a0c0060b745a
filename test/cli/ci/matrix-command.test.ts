import { expect, test } from "vitest";
import { Repository } from "../diff-repository.ts";

const DEV = "inventory/clusters/dev.yaml";
const PROD = "inventory/clusters/prod.yaml";

/** Stacks of all jobs that are printed. */
const stacksOf = (stdout: string): readonly string[] =>
  (JSON.parse(stdout) as { readonly include: readonly { readonly stacks: string }[] }).include.map(
    ({ stacks }) => stacks,
  );

test("jobs for a change between two revisions leave out what the work tree changes besides", async () => {
  const repository = await Repository.create();
  await repository.git("checkout", "--quiet", "-b", "feature");
  repository.edit(DEV, "max: 20", "max: 30");
  await repository.commit();
  await repository.git("checkout", "--quiet", "main");
  repository.edit(PROD, "sla: 3", "sla: 3\nnetwork: { mode: create, natGateways: one }");
  const asked = ["ci", "matrix", "--base", "main"];
  const between = await repository.atoll(...asked, "--head", "feature", "--merge-base");
  expect({ ...between, stdout: stacksOf(between.stdout) }).toEqual({
    stdout: ["dev"],
    stderr: "",
    exitCode: 0,
  });
  const workTree = await repository.atoll(...asked);
  expect(stacksOf(workTree.stdout)).toEqual(["prod"]);
});

test("a head without a base, and one that git does not know, are refused", async () => {
  const repository = await Repository.create();
  const all = await repository.atoll("ci", "matrix", "--all", "--head", "main");
  expect(all).toMatchObject({
    exitCode: 1,
    stderr:
      "error --head: expected a --base to compare with, got --all; --all is about the work tree; check the other revision out\n1 fault; nothing was changed",
  });
  const unknown = await repository.atoll("ci", "matrix", "--base", "main", "--head", "--output=/etc/x");
  expect(unknown).toMatchObject({ exitCode: 1, stdout: "" });
  expect(unknown.stderr).toMatch(
    /^error revision: expected a revision that git finds in .*, got "--output=\/etc\/x"/,
  );
});

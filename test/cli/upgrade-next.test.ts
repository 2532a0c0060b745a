import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { expect, onTestFinished, test } from "vitest";
import { Repository, ROOT } from "./diff-repository.ts";

const LOCK = "inventory/fleet.lock.yaml";
const ENTRY = "inventory/clusters/dev.yaml";

const lockOf = (dir: string): string => readFileSync(join(dir, LOCK), "utf8");

/** The sample, in which dev asks for a minor that it does not have. */
async function raised(): Promise<Repository> {
  const repository = await Repository.create();
  repository.edit(ENTRY, '"1.35"', '"1.36"');
  await repository.commit();
  return repository;
}

test("a step is not written on top of one that is in no commit", async () => {
  const repository = await raised();
  const first = await repository.atoll("upgrade", "next", "dev");
  expect(first).toMatchObject({ stderr: `wrote ${LOCK}: control plane 1.35 -> 1.36`, exitCode: 0 });
  const written = lockOf(repository.dir);
  const second = await repository.atoll("upgrade", "next", "dev");
  expect(second.exitCode).toBe(1);
  expect(second.stderr).toMatch(
    /^error fleet\.lock\.yaml:\d+:\d+ clusters\.dev\.kubernetes: expected 1\.35, which HEAD's lock says, got 1\.36; EKS add-ons, nodes, workloads at 1\.35; commit it and run pulumi up before the next step, or git restore fleet\.lock\.yaml\n1 fault; nothing was changed$/,
  );
  expect(lockOf(repository.dir)).toBe(written);
  await repository.commit();
  const third = await repository.atoll("upgrade", "next", "dev");
  expect(third).toMatchObject({ stderr: `wrote ${LOCK}: EKS add-ons 1.35 -> 1.36`, exitCode: 0 });
});

test("outside of git nothing tells what was deployed, and the step says so", async () => {
  const dir = mkdtempSync(join(tmpdir(), "atoll-upgrade-"));
  onTestFinished(() => {
    rmSync(dir, { recursive: true });
  });
  const { dir: source } = await raised();
  cpSync(join(source, "inventory"), join(dir, "inventory"), { recursive: true });
  const args = [join(ROOT, "cli/main.ts"), "upgrade", "next", "dev"];
  const { stderr } = await execa(process.execPath, args, { cwd: dir, env: { NO_COLOR: "1" } });
  expect(stderr.split("\n")).toEqual([
    "not checked: whether the step before was deployed; git has no commit of fleet.lock.yaml",
    `wrote ${LOCK}: control plane 1.35 -> 1.36`,
  ]);
});

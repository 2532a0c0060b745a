import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { execa } from "execa";
import { afterAll, expect, test } from "vitest";
import { openCloud } from "../../sandbox/aws/cloud.ts";
import { sandboxAt } from "../../sandbox/engine/folder.ts";
import { samplePlan } from "./sandbox.ts";

// One sandbox for all: the tests build on each other, in the order in which they stand.
const ROOT = resolve(import.meta.dirname, "../..");
const parent = mkdtempSync(join(tmpdir(), "atoll-commands-"));
const dir = join(parent, "sandbox");

afterAll(() => {
  rmSync(parent, { recursive: true, force: true });
});

/** What a command of the README prints; times and folders are made the same. */
async function atoll(...args: readonly string[]) {
  const { stdout, stderr, exitCode } = await execa(process.execPath, [join(ROOT, "cli/start.mjs"), ...args], {
    cwd: ROOT,
    reject: false,
  });
  const plain = (text: string): string =>
    stripVTControlCharacters(text)
      .replaceAll(dir, "<sandbox>")
      .replaceAll(/ +\d+\.\d s\b/g, " <time>");
  return { stdout: plain(stdout), stderr: plain(stderr), exitCode };
}

test("an unknown stack is refused before anything is made", async () => {
  expect(await atoll("sandbox", "up", "pord", "--dir", dir)).toEqual({
    stdout: "",
    stderr:
      'error stack "pord": expected one of dev, eu-central, prod; did you mean prod\n1 fault; nothing was changed',
    exitCode: 1,
  });
  expect(existsSync(dir)).toBe(false);
});

test("up shows what was created, the time of each phase, and what to try next", async () => {
  const { stdout, stderr, exitCode } = await atoll("sandbox", "up", "dev", "--dir", dir);
  expect(exitCode).toBe(0);
  expect(stderr).toMatch(/^ok tools and sandbox <time> <sandbox>$/m);
  expect(stderr).toMatch(/^ok preview and update of dev <time>$/m);
  expect(stdout).toMatch(/^│ Network dev +│ .*$/m);
  expect(stdout).toMatch(/^│ +│ Subnet +│ 8 created +│$/m);
  const planned = (await samplePlan("dev")).resources.length;
  expect(stdout).toMatch(new RegExp(`^dev: ${planned} created, in the simulated AWS of <sandbox>$`, "m"));
  expect(stdout).toMatch(/^What to try next:\n {2}look into the cluster\n {4}<sandbox>\/kubectl get nodes$/m);
  expect(stdout).toMatch(/^ {2}again: nothing changes\n {4}npm run up -- --dir <sandbox>$/m);
});

test("up again changes nothing, and says so", async () => {
  const { stdout, exitCode } = await atoll("sandbox", "up", "dev", "--dir", dir);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^no changes: all \d+ resources of dev are as the program wants them$/m);
  expect(stdout).toMatch(/^ {2}bring up another cluster\n {4}npm run up -- prod --dir <sandbox>$/m);
});

test("recover finds nothing to do", async () => {
  expect(await atoll("recover", "dev", "--sandbox", dir)).toMatchObject({
    stdout: "ok the state of dev is what the cloud has; next: npm run up -- dev --dir <sandbox>",
    exitCode: 0,
  });
});

test("recover with a second VPC in the cloud ends with 1, and does not say that all is well", async () => {
  const cloud = openCloud(sandboxAt(dir).cloud);
  const vpc = cloud.find({ type: "aws:ec2/vpc:Vpc" });
  if (vpc === undefined) throw new Error("the stack is up");
  cloud.put({ ...vpc, id: "vpc-0second", state: { ...vpc.state, arn: "arn:aws:ec2:::vpc/vpc-0second" } });
  const { stdout, exitCode } = await atoll("recover", "dev", "--sandbox", dir);
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(
    /^stray arn:aws:ec2:::vpc\/vpc-0second: carries the tags of dev, and is in no state$/m,
  );
  expect(stdout).toMatch(/^Look first: an update now could make something twice\./m);
  cloud.close();
});

test("down finds nothing protected, and refuses to call it done while something is left", async () => {
  const { stdout, stderr, exitCode } = await atoll("sandbox", "down", "--dir", dir);
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(
    /^left behind: \d+ resources in the simulated AWS, 0 processes, 0 locks, 0 pending/m,
  );
  expect(stderr).toMatch(/^ok dev: protection <time> nothing is protected$/m);
  expect(existsSync(dir)).toBe(true);
});

test("down again makes nothing anew, proves that nothing is left, and removes the folder", async () => {
  const cloud = openCloud(sandboxAt(dir).cloud);
  for (const { id } of cloud.list()) cloud.delete({ id });
  cloud.close();
  const { stdout, exitCode } = await atoll("sandbox", "down", "--dir", dir);
  expect(exitCode).toBe(0);
  expect(stdout).toBe(
    "nothing left: 0 resources in the simulated AWS, 0 processes, 0 locks, 0 pending operations\n" +
      "removed <sandbox>; built tools stay cached",
  );
  expect(existsSync(dir)).toBe(false);
});

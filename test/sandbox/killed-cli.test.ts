import { truncateSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Fault } from "../../sandbox/aws/fault-box.ts";
import type { Cloud } from "../../sandbox/aws/cloud.ts";
import * as tokens from "../../sandbox/aws/tokens.ts";
import type { Sandbox } from "../../sandbox/engine/folder.ts";
import { beginOperation } from "../../sandbox/engine/operation.ts";
import { sandboxProcesses } from "../../sandbox/engine/processes.ts";
import { expectConvergence } from "./convergence.ts";
import { freshDev, recoverDev } from "./sandbox.ts";
import { until } from "./until.ts";

/** Starts an update, and kills the CLI when the cloud has done what the fault names and the reply is lost. */
async function killInside(
  sandbox: Sandbox,
  cloud: Cloud,
  fault: Omit<Fault, "operation" | "kind">,
): Promise<number> {
  cloud.faults.add({ operation: "create", kind: "lost-reply", ...fault });
  const update = beginOperation(sandbox, { name: "up", stack: "dev", flags: ["--skip-preview"] });
  await until(() => cloud.faults.list()[0]?.struck === 1);
  return killed(sandbox, update);
}

async function killed(sandbox: Sandbox, { pid, result }: ReturnType<typeof beginOperation>): Promise<number> {
  if (pid === undefined) throw new Error("the update has no process");
  process.kill(pid, "SIGKILL");
  const report = await result;
  expect(report).toMatchObject({ succeeded: false });
  expect(report.messages).toContain("the Pulumi CLI was ended by SIGKILL");
  await until(() => sandboxProcesses(sandbox).length === 0);
  return pid;
}

describe("the CLI is killed while the reply to a create is lost", () => {
  test.each([
    ["the VPC, found by its tags", { type: tokens.VPC, name: "dev-vpc" }, /^vpc-/],
    [
      "a role, found by its name and its tags",
      { type: tokens.ROLE, name: "dev-flow-log-role" },
      /^atoll-dev-flow-logs$/,
    ],
    ["a NAT gateway, late in the update", { type: tokens.NAT_GATEWAY, name: "dev-nat-a" }, /^nat-/],
    [
      "a route, which has no tags",
      { type: tokens.ROUTE, name: "dev-route-public-internet" },
      /^r-rtb-|_0\.0\.0\.0/,
    ],
  ])("%s", async (_, { type, name }, id) => {
    const { sandbox, cloud } = await freshDev();
    const pid = await killInside(sandbox, cloud, { name });
    const { owner, resources, strays } = await recoverDev(sandbox);
    expect(owner).toMatchObject({ pid, user: expect.stringMatching(/./) as string });
    const own = resources.find((one) => one.name === name);
    expect(own).toMatchObject({ type, outcome: "finished", ids: [expect.stringMatching(id)] });
    expect(strays).toEqual([]);
    await expectConvergence(sandbox, cloud);
  });
});

describe("the CLI is killed", () => {
  test.each([1, 20])("when resource number %i is done", async (count) => {
    const { sandbox, cloud } = await freshDev();
    let done = 0;
    const update = beginOperation(sandbox, { name: "up", stack: "dev", flags: ["--skip-preview"] }, () => {
      done += 1;
    });
    await until(() => done >= count);
    await killed(sandbox, update);
    const { owner, strays } = await recoverDev(sandbox);
    expect(owner?.pid).toBe(update.pid);
    expect(strays).toEqual([]);
    await expectConvergence(sandbox, cloud);
  });
});

describe("the CLI is killed while it writes the state to a local disk", () => {
  test.each([
    ["state", "dev.json", 1_000, "dev.json: its last backup is taken back, the rest was looked up"],
    ["attributes", "dev.json.attrs", 0, "dev.json.attrs: removed, the state beside it is whole"],
  ])("a cut-off file of its %s is mended, and what came later is found", async (_, name, length, done) => {
    const { sandbox, cloud } = await freshDev();
    const pid = await killInside(sandbox, cloud, { name: "dev-nat-a" });
    const folder = join(sandbox.state, ".pulumi", "stacks", "atoll");
    truncateSync(join(folder, name), length);
    const { owner, restored, strays } = await recoverDev(sandbox);
    expect(owner?.pid).toBe(pid);
    expect(restored).toBe(join(folder, done));
    expect(strays).toEqual([]);
    await expectConvergence(sandbox, cloud);
  });
});

import { expect, test } from "vitest";
import type { Fault } from "../../sandbox/aws/fault-box.ts";
import * as tokens from "../../sandbox/aws/tokens.ts";
import { startSandbox } from "./network.ts";

const VPC = { cidrBlock: "10.0.0.0/16" };

/** How long a reply may take before a test calls it lost. Milliseconds. */
const PATIENCE = 300;

async function startWith(...faults: readonly Fault[]) {
  const sandbox = await startSandbox();
  for (const fault of faults) sandbox.cloud.faults.add(fault);
  return sandbox;
}

test("a failed create leaves nothing, and the next one succeeds", async () => {
  const { cloud, makeVpc } = await startWith({ operation: "create", kind: "fail" });
  await expect(makeVpc()).rejects.toThrow("api error InternalError: An internal error has occurred");
  expect(cloud.count()).toBe(0);
  await makeVpc();
  expect(cloud.count({ type: tokens.VPC })).toBe(1);
});

test("throttling is waited out", async () => {
  const { cloud, makeVpc } = await startWith({ operation: "create", kind: "throttle", times: 3 });
  await makeVpc();
  expect(cloud.faults.list()).toMatchObject([{ struck: 3, remaining: 0 }]);
});

test("throttling without end is given up", async () => {
  const { cloud, makeVpc } = await startWith({ operation: "create", kind: "throttle", times: 100 });
  await expect(makeVpc()).rejects.toThrow("api error RequestLimitExceeded: Request limit exceeded.");
  expect(cloud.faults.list()).toMatchObject([{ struck: 5, remaining: 95 }]);
});

test("a quota fault names the quota of its type", async () => {
  const { makeVpc } = await startWith({ operation: "create", kind: "quota" });
  await expect(makeVpc()).rejects.toThrow("api error VpcLimitExceeded");
});

test("a slow answer comes, after everything that is quick", async () => {
  const { cloud, makeVpc } = await startWith({ operation: "create", kind: "slow", milliseconds: 200 });
  const order: string[] = [];
  const slow = makeVpc().then(() => order.push("slow"));
  await makeVpc().then(() => order.push("quick"));
  await slow;
  expect(order).toEqual(["quick", "slow"]);
  expect(cloud.count({ type: tokens.VPC })).toBe(2);
});

test("a lost reply never comes, but what was asked for is done", async () => {
  const { cloud, makeVpc } = await startWith({ operation: "create", kind: "lost-reply" });
  const silence = new Promise((resolve) => setTimeout(resolve, PATIENCE, "silence"));
  expect(await Promise.race([makeVpc().catch(() => "refused"), silence])).toBe("silence");
  expect(cloud.count({ type: tokens.VPC })).toBe(1);
});

test("a fault strikes only the type, the name and the operation that it names", async () => {
  const { cloud, engine, makeVpc } = await startWith(
    { operation: "create", kind: "fail", type: tokens.SUBNET },
    { operation: "create", kind: "fail", name: "other" },
    { operation: "delete", kind: "fail", type: tokens.VPC },
  );
  const vpc = await makeVpc();
  await expect(engine.create(tokens.VPC, "other", VPC)).rejects.toThrow("InternalError");
  await expect(engine.delete(vpc)).rejects.toThrow(
    `deleting EC2 VPC (${vpc.id}): operation error EC2: DeleteVpc, api error InternalError`,
  );
  await engine.delete(vpc);
  expect(cloud.faults.list().map(({ struck }) => struck)).toEqual([0, 1, 1]);
});

test("reads and updates can fail too", async () => {
  const { engine, makeVpc } = await startWith(
    { operation: "read", kind: "fail" },
    { operation: "update", kind: "fail" },
  );
  const vpc = await makeVpc();
  await expect(engine.refresh(vpc)).rejects.toThrow(`reading EC2 VPC (${vpc.id})`);
  await expect(engine.update(vpc, VPC)).rejects.toThrow(`updating EC2 VPC (${vpc.id})`);
  expect(await engine.refresh(vpc)).toEqual(vpc);
});

test("cleared faults strike no more", async () => {
  const { cloud, makeVpc } = await startWith({ operation: "create", kind: "fail", times: 9 });
  cloud.faults.clear();
  expect((await makeVpc()).id).toMatch(/^vpc-/);
});

import { describe, expect, test } from "vitest";
import type { Cloud, Thing } from "../../sandbox/aws/cloud.ts";
import * as tokens from "../../sandbox/aws/tokens.ts";
import { beginOperation, changes } from "../../sandbox/engine/operation.ts";
import { census, freshDev, recoverDev, runSaving, samplePlan } from "./sandbox.ts";
import { ownCensus } from "./census.ts";
import { until } from "./until.ts";

const NODE_SUBNET = "dev-node-a";

/** A subnet that somebody made by hand in the stack's VPC, over the range of one that is still to come. */
async function squat(cloud: Cloud): Promise<Thing> {
  const planned = (await samplePlan("dev")).resources.find(({ name }) => name === NODE_SUBNET);
  const vpc = cloud.find({ type: tokens.VPC });
  const cidrBlock = planned?.inputs["cidrBlock"];
  if (vpc === undefined || typeof cidrBlock !== "string") throw new Error("the VPC must be there first");
  const { account, region } = vpc;
  const state = { vpcId: vpc.id, cidrBlock, availabilityZone: `${region}a` };
  const subnet = { type: tokens.SUBNET, id: "subnet-0squatter", account, region, state, tags: {} };
  cloud.put(subnet);
  return subnet;
}

describe("a create that AWS refuses", () => {
  test("fails the update by AWS's code; once the cause is gone the next one finishes, without duplicates", async () => {
    const { sandbox, cloud } = await freshDev();
    cloud.faults.add({ operation: "create", kind: "fail", name: NODE_SUBNET });
    const failed = await runSaving(sandbox, "up");
    expect(failed.succeeded).toBe(false);
    expect(failed.messages.join("\n")).toContain(
      "creating EC2 Subnet: operation error EC2: CreateSubnet, api error InternalError",
    );
    const squatter = await squat(cloud);
    const refused = await runSaving(sandbox, "up");
    expect(refused.messages.join("\n")).toContain("api error InvalidSubnet.Conflict");
    cloud.delete({ id: squatter.id });
    const finished = await runSaving(sandbox, "up");
    expect(finished).toMatchObject({ succeeded: true, messages: [] });
    expect(changes(finished).every(({ op }) => op === "create")).toBe(true);
    expect(census(cloud)).toEqual(await ownCensus("dev"));
  });
});

describe("a VPC that somebody changed by hand", () => {
  test("is found by a refresh, and repaired by the next update", async () => {
    const { sandbox, cloud } = await freshDev();
    expect(await runSaving(sandbox, "up")).toMatchObject({ succeeded: true, messages: [] });
    const vpc = cloud.find({ type: tokens.VPC, tags: { Name: "dev-vpc" } });
    cloud.edit(vpc?.id ?? "", { state: { enableDnsHostnames: false }, tags: { Name: "mine" } });
    const found = await runSaving(sandbox, "refresh");
    expect(changes(found)).toMatchObject([{ op: "update", type: tokens.VPC, name: "dev-vpc" }]);
    const repaired = await runSaving(sandbox, "up");
    expect(changes(repaired)).toMatchObject([{ op: "update", type: tokens.VPC, name: "dev-vpc" }]);
    expect(cloud.find({ id: vpc?.id ?? "" })).toEqual(vpc);
  });
});

describe("before anything is made", () => {
  test("credentials of another account, then an exhausted quota, stop the update by AWS's words", async () => {
    const { sandbox, cloud } = await freshDev();
    cloud.set("callerAccount", "999999999999");
    const wrong = await runSaving(sandbox, "up");
    expect(wrong.succeeded).toBe(false);
    expect(wrong.messages.join("\n")).toContain("AWS account ID not allowed: 999999999999");
    expect(census(cloud)).toEqual({});
    cloud.set("callerAccount", undefined);
    cloud.set("quota/L-F678F1CE", "0");
    const full = await runSaving(sandbox, "up");
    expect(full.succeeded).toBe(false);
    expect(full.messages.join("\n")).toContain(
      "creating EC2 VPC: operation error EC2: CreateVpc, api error VpcLimitExceeded: The maximum number of VPCs has been reached.",
    );
    expect(cloud.count({ type: tokens.VPC })).toBe(0);
  });
});

describe("two updates of one stack at once", () => {
  test("the second is refused and names the first; a recovery is refused, too; the first finishes", async () => {
    const { sandbox, cloud } = await freshDev();
    cloud.faults.add({ operation: "create", kind: "slow", type: tokens.VPC, milliseconds: 12_000 });
    const first = beginOperation(sandbox, { name: "up", stack: "dev", flags: ["--skip-preview"] });
    await until(() => cloud.faults.list()[0]?.struck === 1);
    const second = await runSaving(sandbox, "up");
    expect(second.succeeded).toBe(false);
    expect(second.messages.join("\n")).toContain("the stack is currently locked by 1 lock(s)");
    expect(second.messages.join("\n")).toContain(`(pid ${first.pid ?? 0})`);
    await expect(recoverDev(sandbox)).rejects.toThrow(
      `lock: expected an owner that is gone, got process ${first.pid ?? 0}, which runs on this machine; let it end, or stop it, first`,
    );
    expect(await first.result).toMatchObject({ succeeded: true, messages: [] });
    expect(census(cloud)).toEqual(await ownCensus("dev"));
  });
});

import { expect, test } from "vitest";
import { openCloud, type Thing } from "../../sandbox/aws/cloud.ts";
import { newId } from "../../sandbox/aws/ids.ts";
import * as tokens from "../../sandbox/aws/tokens.ts";
import { cloudPath } from "./network.ts";

function subnet(id: string, vpcId: string, tags: Record<string, string> = {}): Thing {
  return { type: tokens.SUBNET, account: "111111111111", region: "eu-central-1", id, state: { vpcId }, tags };
}

test("what one process writes another one reads", () => {
  const path = cloudPath();
  const [writer, reader] = [openCloud(path), openCloud(path)];
  writer.put(subnet("subnet-1", "vpc-1"));
  writer.faults.add({ operation: "create", kind: "slow" });
  writer.set("callerAccount", "1");
  expect(reader.list()).toEqual([subnet("subnet-1", "vpc-1")]);
  expect(reader.faults.strike("create", tokens.VPC, "any")).toMatchObject({ kind: "slow" });
  expect(writer.faults.list()).toMatchObject([{ remaining: 0 }]);
  expect(reader.setting("callerAccount")).toBe("1");
  writer.close();
  reader.close();
});

test("things are found by attribute, tag and place", () => {
  const cloud = openCloud(cloudPath());
  cloud.put(subnet("subnet-1", "vpc-1", { "atoll:stack": "dev", Name: "a" }));
  cloud.put(subnet("subnet-2", "vpc-2", { "atoll:stack": "dev" }));
  cloud.put({ ...subnet("subnet-3", "vpc-1"), region: "us-east-1" });
  const ids = (query: Parameters<typeof cloud.list>[0]) => cloud.list(query).map(({ id }) => id);
  expect(ids({ state: { vpcId: "vpc-1" } })).toEqual(["subnet-1", "subnet-3"]);
  expect(ids({ state: { vpcId: "vpc-1" }, region: "us-east-1" })).toEqual(["subnet-3"]);
  expect(ids({ tags: { "atoll:stack": "dev" } })).toEqual(["subnet-1", "subnet-2"]);
  expect(ids({ tags: { "atoll:stack": "dev", Name: "a" } })).toEqual(["subnet-1"]);
  expect(ids({ account: "222222222222" })).toEqual([]);
  cloud.close();
});

test("an error undoes a whole transaction", () => {
  const cloud = openCloud(cloudPath());
  expect(() =>
    cloud.transaction(() => {
      cloud.put(subnet("subnet-1", "vpc-1"));
      cloud.next("series");
      throw new Error("stop");
    }),
  ).toThrow("stop");
  expect(cloud.count()).toBe(0);
  expect(cloud.next("series")).toBe(1);
  cloud.close();
});

test("an edit changes and takes away attributes and tags", () => {
  const cloud = openCloud(cloudPath());
  cloud.put(subnet("subnet-1", "vpc-1", { Name: "a", Owner: "b" }));
  cloud.edit("subnet-1", { state: { vpcId: "vpc-2" }, tags: { Owner: null, Team: "c" } });
  expect(cloud.list()).toEqual([subnet("subnet-1", "vpc-2", { Name: "a", Team: "c" })]);
  expect(() => {
    cloud.edit("subnet-9", {});
  }).toThrow("nothing in the simulated cloud has the id subnet-9");
  cloud.close();
});

test("ids look like EC2's and are never given twice", () => {
  const cloud = openCloud(cloudPath());
  const ids = Array.from({ length: 1_000 }, () => newId(cloud, "subnet"));
  expect(new Set(ids).size).toBe(1_000);
  expect(ids.every((id) => /^subnet-0[0-9a-f]{16}$/.test(id))).toBe(true);
  cloud.close();
});

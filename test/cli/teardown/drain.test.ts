import { expect, test } from "vitest";
import type { ClusterApi } from "../../../cli/cluster/cluster-api.ts";
import { drainCluster, drainPlace } from "../../../cli/teardown/drain.ts";
import { groundOf } from "../../../cli/teardown/ground.ts";
import { runAws } from "../../../sandbox/aws/cli.ts";
import { openCloud, type Thing } from "../../../sandbox/aws/cloud.ts";
import * as tokens from "../../../sandbox/aws/tokens.ts";
import { cloudPath } from "../../sandbox-units/network.ts";
import { BASE, inState, PLACE, PROVIDER } from "../recover/sample-state.ts";

const AT = { account: "111111111111", region: "eu-central-1" };

const thing = (type: string, id: string, state: Thing["state"], tags: Thing["tags"] = {}): Thing => ({
  ...AT,
  ...{ type, id, state, tags },
});
const left = (id: string, status: string, description = "aws-K8S-i-0a1b"): Thing =>
  thing(tokens.NETWORK_INTERFACE, id, {
    status,
    description,
    subnetId: "subnet-1",
    groups: ["sg-old"],
    cluster: "",
  });

const OLD_GROUP = thing(
  tokens.SECURITY_GROUP,
  "sg-old",
  { vpcId: "vpc-1", name: "eks" },
  { "aws:eks:cluster-name": "before" },
);
const MINE = thing(tokens.SECURITY_GROUP, "sg-mine", { vpcId: "vpc-1", name: "mine" });

/** A VPC of dev in the simulated cloud, and the `aws` that answers from it. */
async function world(...things: readonly Thing[]) {
  const path = cloudPath();
  const cloud = openCloud(path);
  cloud.put(thing(tokens.VPC, "vpc-1", {}));
  cloud.put(thing(tokens.SUBNET, "subnet-1", { vpcId: "vpc-1" }));
  for (const one of things) cloud.put(one);
  const own = { provider: `${PLACE}::${PROVIDER}::1234` };
  const provider = {
    ...BASE[1],
    inputs: { region: "eu-central-1", assumeRoles: '[{"roleArn":"arn:aws:iam::111111111111:role/d"}]' },
  };
  const resources = [
    { ...BASE[0]! },
    { ...BASE[1]!, ...provider },
    { ...inState(tokens.VPC, "dev-vpc", "vpc-1"), ...own },
  ];
  const tools = {
    ...{ project: "atoll", folder: "/tmp" },
    pulumi: () => Promise.reject(new Error("no operation")),
    aws: (args: readonly string[], env = {}) => {
      const { code, stdout, stderr } = runAws(args, { ATOLL_SANDBOX_CLOUD: path, ...env });
      return Promise.resolve({ exitCode: code, stdout, stderr });
    },
  };
  const ground = await groundOf(tools, "dev", { deployment: { resources } });
  return { cloud, where: { ground, place: ground.places[0]!, kept: new Set<string>() } };
}

const talk = (milliseconds: number, said: string[] = []) => ({
  patience: { milliseconds, pollMilliseconds: 5 },
  say: (status: string) => said.push(status),
});

test("interfaces left behind go, then the group that they guarded", async () => {
  const { cloud, where } = await world(left("eni-1", "available"), OLD_GROUP);
  expect(await drainPlace(where, talk(5_000))).toEqual({
    removed: [
      "NetworkInterface eni-1, available, aws-K8S-i-0a1b, in subnet-1",
      "SecurityGroup sg-old, eks, in vpc-1",
    ],
    left: [],
  });
  expect(cloud.count()).toBe(2);
});

test("what is in use is waited for, and said", async () => {
  const { cloud, where } = await world(left("eni-1", "in-use"));
  const said: string[] = [];
  const draining = drainPlace(where, talk(60_000, said));
  await new Promise((resolve) => setTimeout(resolve, 20));
  cloud.edit("eni-1", { state: { status: "available" } });
  expect((await draining).removed).toEqual([
    "NetworkInterface eni-1, available, aws-K8S-i-0a1b, in subnet-1",
  ]);
  expect(said[0]).toBe("waits for 1: NetworkInterface eni-1, in-use, aws-K8S-i-0a1b, in subnet-1");
});

test("what people made is named and never touched, and nobody waits for it", async () => {
  const { cloud, where } = await world(MINE, left("eni-hand", "available", "of a bastion"));
  expect(await drainPlace(where, talk(Number.POSITIVE_INFINITY))).toEqual({
    removed: [],
    left: [
      "NetworkInterface eni-hand, available, of a bastion, in subnet-1",
      "SecurityGroup sg-mine, mine, in vpc-1",
    ],
  });
  expect(cloud.count()).toBe(4);
});

test("a cluster that may not be looked into is not called empty", async () => {
  const cluster: ClusterApi = {
    name: "dev",
    ask: () => Promise.resolve({ status: 403, text: "forbidden" }),
    close: () => Promise.resolve(),
  };
  await expect(drainCluster(cluster, new Set(), talk(0))).rejects.toThrow(
    "cluster dev: /api/v1/services failed:\n  HTTP 403: forbidden",
  );
});

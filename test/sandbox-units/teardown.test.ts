import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { openCloud, type Cloud, type Thing } from "../../sandbox/aws/cloud.ts";
import * as tokens from "../../sandbox/aws/tokens.ts";
import type { LiveObject, Metadata } from "../../sandbox/clusters/live-objects.ts";
import { isForeignBalancer } from "../../sandbox/teardown/cloud-objects.ts";
import { drainCloud } from "../../sandbox/teardown/drain.ts";
import { hangs, unserved } from "../../sandbox/teardown/finalizers.ts";
import { foreignAmong } from "../../sandbox/teardown/foreign-things.ts";
import { cloudPath } from "./network.ts";

const PLACE = { account: "111111111111", region: "eu-central-1" };
const OWN = { "atoll:stack": "dev" };

const thing = (type: string, id: string, state: Thing["state"], tags: Thing["tags"] = {}): Thing => ({
  ...PLACE,
  ...{ type, id, state, tags },
});

const face = (id: string, state: Thing["state"]): Thing =>
  thing(tokens.NETWORK_INTERFACE, id, { subnetId: "subnet-1", groups: [], cluster: "", ...state });

const left = (id: string, status: string, groups: readonly string[] = []): Thing =>
  face(id, { status, groups: [...groups], description: "aws-K8S-i-0a1b" });

const clusterGroup = (id: string, cluster: string): Thing =>
  thing(tokens.SECURITY_GROUP, id, { vpcId: "vpc-1" }, { "aws:eks:cluster-name": cluster });

/** A VPC with a cluster, as AWS keeps it. */
const NETWORK: readonly Thing[] = [
  thing(tokens.VPC, "vpc-1", {}, OWN),
  thing(tokens.SUBNET, "subnet-1", { vpcId: "vpc-1" }, OWN),
  thing(tokens.SECURITY_GROUP, "sg-own", { vpcId: "vpc-1" }, OWN),
  thing("aws:ec2/routeTable:RouteTable", "rtb-main", { vpcId: "vpc-1" }),
  thing(tokens.CLUSTER, "dev", {}, OWN),
  clusterGroup("sg-cluster", "dev"),
  face("eni-control-plane", { status: "in-use", cluster: "dev", groups: ["sg-cluster"] }),
];

const MINE = thing(tokens.SECURITY_GROUP, "sg-mine", { vpcId: "vpc-1" }, { Name: "mine" });

const foreign = (...added: readonly Thing[]): readonly string[] =>
  foreignAmong([...NETWORK, ...added], "dev").map(({ id }) => id);

function cloudWith(...things: readonly Thing[]): { readonly cloud: Cloud; readonly path: string } {
  const path = cloudPath();
  const cloud = openCloud(path);
  for (const one of things) cloud.put(one);
  return { cloud, path };
}

describe("foreign to a stack", () => {
  test("is nothing that it made, nor what AWS makes with its VPC and its cluster", () => {
    expect(foreign()).toEqual([]);
  });

  test("are interfaces in its subnets, and what others made in its VPC", () => {
    const elsewhere = face("eni-2", { subnetId: "subnet-2", status: "available" });
    const others = thing(tokens.SECURITY_GROUP, "sg-2", { vpcId: "vpc-1" }, { "atoll:stack": "prod" });
    expect(foreign(left("eni-1", "available"), elsewhere, MINE, others)).toEqual([
      "eni-1",
      "sg-mine",
      "sg-2",
    ]);
  });

  test("is the group of a cluster once that cluster is gone", () => {
    expect(foreign(clusterGroup("sg-old", "dev-before"))).toEqual(["sg-old"]);
  });
});

describe("the drain of a VPC", () => {
  test("deletes interfaces left behind, then the group that they kept, and nothing of the stack's", async () => {
    const { cloud, path } = cloudWith(
      ...NETWORK,
      left("eni-1", "available", ["sg-old"]),
      clusterGroup("sg-old", "dev-before"),
    );
    expect(await drainCloud(path, "dev", 5_000)).toEqual({
      removed: [
        "NetworkInterface eni-1, available, aws-K8S-i-0a1b, in subnet-1",
        "SecurityGroup sg-old, in vpc-1",
      ],
      left: [],
    });
    expect(new Set(cloud.list())).toEqual(new Set(NETWORK));
    cloud.close();
  });

  test("waits for an interface in use until it is given back", async () => {
    const { cloud, path } = cloudWith(...NETWORK, left("eni-1", "in-use"));
    const draining = drainCloud(path, "dev", 60_000);
    await sleep(10);
    expect(cloud.find({ id: "eni-1" })).toBeDefined();
    cloud.edit("eni-1", { state: { status: "available" } });
    expect(await draining).toEqual({
      removed: ["NetworkInterface eni-1, available, aws-K8S-i-0a1b, in subnet-1"],
      left: [],
    });
    cloud.close();
  });

  test("names what stays in use when its time is over", async () => {
    const { cloud, path } = cloudWith(...NETWORK, left("eni-1", "in-use"));
    expect(await drainCloud(path, "dev", 1)).toEqual({
      removed: [],
      left: ["NetworkInterface eni-1, in-use, aws-K8S-i-0a1b, in subnet-1"],
    });
    cloud.close();
  });

  test("touches nothing that people made, and does not wait for it", async () => {
    const byHand = face("eni-hand", { status: "available", description: "of a bastion" });
    const { cloud, path } = cloudWith(...NETWORK, byHand, MINE);
    expect(await drainCloud(path, "dev", Number.POSITIVE_INFINITY)).toEqual({
      removed: [],
      left: [
        "NetworkInterface eni-hand, available, of a bastion, in subnet-1",
        "SecurityGroup sg-mine, mine, in vpc-1",
      ],
    });
    expect(cloud.count()).toBe(NETWORK.length + 2);
    cloud.close();
  });
});

describe("a finalizer", () => {
  const deletionTimestamp = "2026-01-01T00:00:00Z";
  const begun = Date.parse(deletionTimestamp);
  const held = (finalizers: readonly string[], isDeleted = true): Metadata => ({
    ...{ name: "cart", finalizers },
    ...(isDeleted && { deletionTimestamp }),
  });

  test("hangs when the deletion began long ago, and not before", () => {
    const never = held(["example.com/never"]);
    expect(hangs(never, begun + 19_999, 20_000)).toBe(false);
    expect(hangs(never, begun + 20_000, 20_000)).toBe(true);
  });

  test("does not hang while nobody deletes its object", () => {
    expect(hangs(held(["example.com/never"], false), begun + 60_000, 20_000)).toBe(false);
  });

  test("of the cluster's own controllers is theirs, however long it takes", () => {
    const own = [
      "foregroundDeletion",
      "orphan",
      "kubernetes.io/pvc-protection",
      "kubernetes.io/pv-protection",
    ];
    expect(hangs(held(own), begun + 3_600_000, 20_000)).toBe(false);
    expect(unserved(held([...own, "example.com/never"]))).toEqual(["example.com/never"]);
  });
});

describe("a Service of type LoadBalancer", () => {
  const service = (type: string, labels: Readonly<Record<string, string>> = {}): LiveObject => ({
    resource: { kind: "Service", base: "/api/v1", plural: "services" },
    metadata: { name: "shop", namespace: "acme--live", labels },
    spec: { type },
  });

  test("is drained unless the program or one of its releases takes it away", () => {
    const helm = { "app.kubernetes.io/managed-by": "Helm" };
    expect(isForeignBalancer(service("LoadBalancer"), new Set())).toBe(true);
    expect(isForeignBalancer(service("LoadBalancer"), new Set(["acme--live/shop"]))).toBe(false);
    expect(isForeignBalancer(service("LoadBalancer", helm), new Set())).toBe(false);
    expect(isForeignBalancer(service("ClusterIP"), new Set())).toBe(false);
  });
});

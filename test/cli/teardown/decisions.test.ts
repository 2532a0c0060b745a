import { describe, expect, test } from "vitest";
import { isForeignBalancer } from "../../../cli/teardown/cloud-objects.ts";
import { hangs, unserved } from "../../../cli/teardown/finalizers.ts";
import type { LiveObject, Metadata } from "../../../cli/teardown/live-objects.ts";
import { foreignAmong, type Interface, type VpcContents } from "../../../cli/teardown/vpc-things.ts";

const NOTHING: VpcContents = {
  interfaces: [],
  groups: [],
  ids: new Set(),
  living: ["dev"],
  keepsBalancers: false,
};
const face = (more: Partial<Interface>): Interface => ({
  NetworkInterfaceId: "eni-1",
  Status: "in-use",
  ...more,
});
const fates = (contents: Partial<VpcContents>): readonly string[] =>
  foreignAmong({ ...NOTHING, ...contents }).map(({ id, fate }) => `${id} ${fate}`);

describe("foreign to a stack", () => {
  test.each([
    ["an interface of the living control plane", { Description: "Amazon EKS dev" }, []],
    ["one of a control plane that is gone", { Description: "Amazon EKS old" }, ["eni-1 stays"]],
    ["one of a machine, which takes it along", { Attachment: { InstanceId: "i-1" } }, []],
    ["one of a NAT gateway", { RequesterManaged: true, Description: "Interface for NAT Gateway nat-1" }, []],
    ["one of a balancer", { RequesterManaged: true, Description: "ELB net/shop/1" }, ["eni-1 passing"]],
  ])("is or is not %s", (_, more, expected) => {
    expect(fates({ interfaces: [face(more)] })).toEqual(expected);
  });

  test("is no balancer's interface or group while the program's own Services have balancers", () => {
    const group = {
      GroupId: "sg-1",
      GroupName: "k8s-shop",
      Tags: [{ Key: "elbv2.k8s.aws/cluster", Value: "dev" }],
    };
    const contents = { interfaces: [face({ Description: "ELB net/shop/1" })], groups: [group] };
    expect(fates(contents)).toEqual(["eni-1 passing", "sg-1 free"]);
    expect(fates({ ...contents, keepsBalancers: true })).toEqual([]);
  });

  test("is no interface of a balancer that the state knows, which goes in the destroy", () => {
    const balancers = "arn:aws:elasticloadbalancing:eu-central-1:111122223333:loadbalancer/net/";
    const interfaces = [face({ RequesterManaged: true, Description: "ELB net/atoll-dev-api/1" })];
    expect(fates({ interfaces, ids: new Set([`${balancers}atoll-dev-api/1`]) })).toEqual([]);
    expect(fates({ interfaces, ids: new Set([`${balancers}atoll-dev-api/12`]) })).toEqual(["eni-1 passing"]);
  });

  test("is no group that the state knows, nor the default one, nor that of a living cluster", () => {
    const groups = [
      { GroupId: "sg-default", GroupName: "default" },
      { GroupId: "sg-own", GroupName: "nodes" },
      { GroupId: "sg-eks", GroupName: "eks", Tags: [{ Key: "aws:eks:cluster-name", Value: "dev" }] },
      { GroupId: "sg-mine", GroupName: "mine" },
    ];
    expect(fates({ groups, ids: new Set(["sg-own"]) })).toEqual(["sg-mine stays"]);
  });
});

describe("a finalizer", () => {
  const deletionTimestamp = "2026-01-01T00:00:00Z";
  const begun = Date.parse(deletionTimestamp);
  const held = (finalizers: readonly string[], isDeleted = true): Metadata => ({
    ...{ name: "cart", finalizers },
    ...(isDeleted && { deletionTimestamp }),
  });

  test("hangs when the deletion began long ago, and not before, nor while nobody deletes", () => {
    const never = held(["example.com/never"]);
    expect(hangs(never, begun + 19_999, 20_000)).toBe(false);
    expect(hangs(never, begun + 20_000, 20_000)).toBe(true);
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

test("a Service with a balancer is drained unless the program or one of its releases takes it away", () => {
  const service = (type: string, labels: Readonly<Record<string, string>> = {}): LiveObject => ({
    resource: { kind: "Service", base: "/api/v1", plural: "services" },
    metadata: { name: "shop", namespace: "acme--live", labels },
    spec: { type },
  });
  const helm = { "app.kubernetes.io/managed-by": "Helm" };
  expect(isForeignBalancer(service("LoadBalancer"), new Set())).toBe(true);
  expect(isForeignBalancer(service("LoadBalancer"), new Set(["acme--live/shop"]))).toBe(false);
  expect(isForeignBalancer(service("LoadBalancer", helm), new Set())).toBe(false);
  expect(isForeignBalancer(service("ClusterIP"), new Set())).toBe(false);
});

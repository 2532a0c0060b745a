import { describe, expect, test } from "vitest";
import { nodeUserData } from "../../components/cluster/node-user-data.ts";
import { type PlannedResource, resourceKey } from "../../plan/plan.ts";
import { samplePool } from "../components/cluster/sample-settings.ts";
import { recordEks, recordGroups, waitsFor } from "./record-eks.ts";
import { named } from "./record-network.ts";

const compute = samplePool({
  name: "compute",
  class: "compute",
  floor: { nodes: 2, times: [] },
  taints: [{ key: "atoll/pool", value: "compute" }],
  labels: { "atoll/pool": "compute" },
});

describe("a cluster with managed groups", async () => {
  const resources = await recordGroups({ pools: [samplePool({ spotPercent: 50 }), compute] });
  const names = resources.filter(({ type }) => type.endsWith(":NodeGroup")).map(({ name }) => name);

  test("has one for each zone of a pool and kind of capacity, and nothing of Karpenter", () => {
    expect([...names].sort()).toEqual([
      "dev-autoscaler-group-compute-a",
      "dev-autoscaler-group-compute-b",
      "dev-autoscaler-group-general-a",
      "dev-autoscaler-group-general-b",
      "dev-autoscaler-group-general-spot-a",
      "dev-autoscaler-group-general-spot-b",
      "dev-system-nodes",
    ]);
    const own = resources.filter(({ type }) => /karpenter|:sqs|EventRule/.test(type));
    expect(own).toEqual([]);
    expect(JSON.stringify(resources.map(({ name }) => name))).not.toContain("karpenter-sh-nodepool");
  });

  test("has each in the subnet of its zone, of the image that the system's nodes have", () => {
    const { inputs, options } = named(resources, "dev-autoscaler-group-general-spot-b");
    expect(inputs).toMatchObject({
      nodeGroupNamePrefix: "general-spot-b-",
      subnetIds: ["subnet-node-b"],
      capacityType: "SPOT",
      amiType: "AL2023_x86_64_STANDARD",
      version: "1.35",
      releaseVersion: named(resources, "dev-system-nodes").inputs["releaseVersion"],
      updateConfig: { maxUnavailablePercentage: 10 },
      scalingConfig: { minSize: 0, desiredSize: 0, maxSize: 450 },
    });
    expect(options).toMatchObject({ ignoreChanges: ["scalingConfig"] });
  });

  test("guards credentials and disks of its machines as those of the system's", () => {
    const { inputs } = named(resources, "dev-pool-template");
    const system = named(resources, "dev-system-template").inputs;
    for (const key of ["metadataOptions", "blockDeviceMappings", "vpcSecurityGroupIds", "userData"])
      expect(inputs[key]).toEqual(system[key]);
    expect(inputs["metadataOptions"]).toMatchObject({ httpTokens: "required", httpPutResponseHopLimit: 1 });
    expect(inputs["blockDeviceMappings"]).toMatchObject([{ ebs: { encrypted: "true" } }]);
  });

  test("tells machines how many pods the smallest of them has addresses for, those of the system as many as ever", async () => {
    const { machines } = compute;
    const small = { ...machines, categories: ["c"], families: ["c7g"], sizes: ["medium"] };
    const own = await recordGroups({ pools: [samplePool({}), { ...compute, machines: small }] });
    expect(named(own, "dev-pool-template").inputs["userData"]).toBe(nodeUserData(50));
    expect(named(own, "dev-system-template").inputs["userData"]).toBe(nodeUserData(110));
  });

  test("tells of empty groups by tags, on the autoscaling group that EKS makes", () => {
    const { inputs } = named(resources, "dev-autoscaler-group-compute-a-taint-atoll-pool");
    expect(inputs).toEqual({
      autoscalingGroupName: "<known after up>",
      tag: {
        key: "k8s.io/cluster-autoscaler/node-template/taint/atoll/pool",
        value: "compute:NoSchedule",
        propagateAtLaunch: false,
      },
    });
  });

  test("starts the autoscaler when its groups, rights and traffic are there, and placeholders after it", () => {
    expect([...waitsFor(resources, "dev-autoscaler-controller")]).toEqual(
      expect.arrayContaining([
        ...names,
        "dev-autoscaler-group-general-a-disk",
        "dev-identity-kube-system.cluster-autoscaler",
        "dev-traffic-cluster-autoscaler",
      ]),
    );
    expect([...waitsFor(resources, "dev-autoscaler-floor-compute")]).toContain("dev-autoscaler-controller");
    expect(JSON.stringify(named(resources, "dev-autoscaler-floor-compute").inputs)).toContain(
      '"matchExpressions":[{"key":"atoll/group","operator":"In","values":["compute"]}]',
    );
  });
});

/** Names of what one recording has otherwise than the one before. */
function changedNames(
  before: readonly PlannedResource[],
  after: readonly PlannedResource[],
): readonly string[] {
  const known = new Map(before.map((one) => [resourceKey(one), JSON.stringify(one.inputs)]));
  return after
    .filter((one) => known.get(resourceKey(one)) !== JSON.stringify(one.inputs))
    .map(({ name }) => name)
    .sort();
}

test("another number of nodes changes what the autoscaler is told, and no group", async () => {
  const groups = (nodes: number) => recordGroups({ pools: [samplePool({ nodes, cpuLimit: nodes * 8 })] });
  expect(changedNames(await groups(4), await groups(40))).toEqual(["dev-autoscaler-controller"]);
});

test("in an upgrade the autoscaler moves with the add-ons, and groups with the system's nodes", async () => {
  const old = { nodeKubernetes: "1.34", nodeRelease: "1.34.11-20260930" };
  const first = await recordGroups({ kubernetes: "1.34" }, old);
  const addOns = await recordGroups({ kubernetes: "1.35" }, old);
  expect(changedNames(first, addOns)).toEqual(["dev-autoscaler-controller"]);
  expect(changedNames(addOns, await recordGroups({ kubernetes: "1.35" }))).toEqual([
    "dev-autoscaler-group-general-a",
    "dev-autoscaler-group-general-b",
    "dev-system-nodes",
  ]);
});

test("the cluster itself is the same, whatever launches its nodes", async () => {
  const own = (resources: Awaited<ReturnType<typeof recordEks>>) =>
    resources.filter(({ name }) => !/karpenter|autoscaler|pool-(nodes|template)/.test(name));
  expect(own(await recordGroups())).toEqual(own(await recordEks()));
});

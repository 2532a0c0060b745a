import { describe, expect, test } from "vitest";
import { resourceKey } from "../../plan/plan.ts";
import { samplePool } from "../components/cluster/sample-settings.ts";
import { recordEks, waitsFor } from "./record-eks.ts";
import { named } from "./record-network.ts";

const WORKING_DAY = { schedule: "0 6 * * mon-fri", hours: 12, min: 30 };

const compute = samplePool({
  name: "compute",
  class: "compute",
  floor: { nodes: 5, times: [WORKING_DAY] },
  taints: [{ key: "atoll/pool", value: "compute" }],
  labels: { "atoll/pool": "compute" },
});

describe("floors", async () => {
  const resources = await recordEks({}, { pools: [samplePool(), compute] });
  const always = named(resources, "dev-karpenter-floor-compute");
  const byTime = resources.find(({ type }) => type.endsWith(":CronJob"));

  test("are placeholders, each on a node of the pool for itself", () => {
    expect(always.inputs["spec"]).toMatchObject({
      replicas: 5,
      template: {
        spec: {
          priorityClassName: "atoll-floors",
          tolerations: [{ key: "atoll/pool", operator: "Exists", effect: "NoSchedule" }],
          affinity: {
            nodeAffinity: {
              requiredDuringSchedulingIgnoredDuringExecution: {
                nodeSelectorTerms: [
                  {
                    matchExpressions: [
                      { key: "karpenter.sh/nodepool", operator: "In", values: ["compute", "compute-spot"] },
                      { key: "karpenter.k8s.aws/instance-cpu", operator: "Gt", values: ["7"] },
                    ],
                  },
                ],
              },
            },
            podAntiAffinity: {
              requiredDuringSchedulingIgnoredDuringExecution: [
                {
                  topologyKey: "kubernetes.io/hostname",
                  labelSelector: { matchLabels: { "atoll/floor": "compute" } },
                },
              ],
            },
          },
        },
      },
    });
  });

  test("by schedule last as long as it says, and end by themselves", () => {
    expect(byTime?.inputs["spec"]).toMatchObject({
      schedule: "0 6 * * mon-fri",
      timeZone: "Etc/UTC",
      concurrencyPolicy: "Forbid",
      jobTemplate: { spec: { parallelism: 30, activeDeadlineSeconds: 43_200 } },
    });
    expect(byTime?.name).toMatch(/^dev-karpenter-floor-compute-[0-9a-f]{6}$/);
  });

  test("hold up no update, push nobody out and come last", () => {
    for (const one of [always, byTime])
      expect(one?.inputs["metadata"]).toMatchObject({ annotations: { "pulumi.com/skipAwait": "true" } });
    expect(named(resources, "dev-karpenter-floors-priority").inputs).toMatchObject({
      value: -1000,
      preemptionPolicy: "Never",
    });
    expect([...waitsFor(resources, "dev-karpenter-floor-compute")]).toEqual(
      expect.arrayContaining(["dev-karpenter-pool-compute", "dev-karpenter-floors-default-deny"]),
    );
  });

  test("leave no trace in a cluster that has none", async () => {
    expect((await recordEks()).filter(({ name }) => name.includes("floor"))).toEqual([]);
  });
});

test("a pool of class gpu brings a node class with NVIDIA's drivers, and changes no other", async () => {
  const gpu = samplePool({ name: "gpu", class: "gpu", taints: [{ key: "nvidia.com/gpu", value: "gpu" }] });
  const [before, after] = [await recordEks(), await recordEks({}, { pools: [samplePool(), gpu] })];
  const known = new Map(before.map((one) => [resourceKey(one), one.inputs]));
  const added = after.filter((one) => !known.has(resourceKey(one)));
  expect(added.map(({ name }) => name)).toEqual([
    "dev-karpenter-class-gpu",
    "dev-karpenter-pool-gpu",
    "dev-karpenter-pool-gpu-spot",
  ]);
  expect(named(after, "dev-karpenter-class-general").inputs).toEqual(
    named(before, "dev-karpenter-class-general").inputs,
  );
  const image = JSON.stringify(named(after, "dev-karpenter-class-gpu").inputs);
  expect(image).toContain("al2023-x86_64-nvidia-1.35");
  expect(image).toContain("al2023-arm64-nvidia-1.35");
  expect(named(after, "dev-karpenter-pool-gpu").inputs["spec"]).toMatchObject({
    template: {
      metadata: { labels: { "nvidia.com/gpu.present": "true" } },
      spec: {
        nodeClassRef: { name: "gpu" },
        taints: [{ key: "nvidia.com/gpu", value: "gpu", effect: "NoSchedule" }],
      },
    },
  });
});

test("what is left of a pool without nodes launches nothing, and its objects stay", async () => {
  const resources = await recordEks(
    {},
    {
      pools: [
        samplePool(),
        { ...compute, nodes: 0, cpuLimit: 0, isNodeLimit: true, floor: { nodes: 0, times: [] } },
      ],
    },
  );
  expect(named(resources, "dev-karpenter-pool-compute").inputs["spec"]).toMatchObject({
    limits: { cpu: "0", nodes: "0" },
  });
});

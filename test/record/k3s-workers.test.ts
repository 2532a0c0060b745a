import { describe, expect, test } from "vitest";
import { agentUserData } from "../../fleet/k3s/agent-user-data.ts";
import { UNREGISTERED_NODE, workerBoot } from "../../components/k3s/workers/worker-plan.ts";
import type { PlannedResource } from "../../plan/plan.ts";
import { findingText, isStopping, judgedStack } from "../../policy/report.ts";
import { RULES } from "../../policy/rules/all.ts";
import { samplePool } from "../components/cluster/sample-settings.ts";
import { sampleHome } from "../components/k3s/sample-home.ts";
import { recordK3sKarpenter, recordWorkers } from "./record-workers.ts";
import { waitsFor } from "./record-eks.ts";
import { named, namesOfType } from "./record-network.ts";

const compute = samplePool({
  name: "compute",
  class: "compute",
  floor: { nodes: 2, times: [] },
  taints: [{ key: "atoll/pool", value: "compute" }],
  labels: { "atoll/pool": "compute" },
});
const arm = samplePool({
  name: "arm",
  class: "compute",
  machines: { ...samplePool().machines, categories: ["c"], architectures: ["arm64"] },
});

function userDataOf(resources: readonly PlannedResource[], name: string): string {
  const { userData } = named(resources, name).inputs;
  if (typeof userData !== "string") throw new Error(`${name} has no user data`);
  return Buffer.from(userData, "base64").toString();
}

describe("a K3s cluster with autoscaling groups", async () => {
  const resources = await recordWorkers({ pools: [samplePool({ spotPercent: 50 }), compute] });

  test("has one for each zone of a pool and kind of capacity, and a template for each kind", () => {
    expect(namesOfType(resources, /autoscaling\/group:Group/)).toEqual([
      "dev-autoscaler-group-compute-a",
      "dev-autoscaler-group-compute-b",
      "dev-autoscaler-group-general-a",
      "dev-autoscaler-group-general-b",
      "dev-autoscaler-group-general-spot-a",
      "dev-autoscaler-group-general-spot-b",
    ]);
    expect(namesOfType(resources, /LaunchTemplate/)).toEqual([
      "dev-autoscaler-template-compute",
      "dev-autoscaler-template-general",
      "dev-autoscaler-template-general-spot",
    ]);
    expect(namesOfType(resources, /karpenter|aws:eks/)).toEqual([]);
  });

  test("has groups that end no node by themselves, and whose number of nodes is the autoscaler's", () => {
    const { inputs, options } = named(resources, "dev-autoscaler-group-general-spot-b");
    expect(inputs).toMatchObject({
      name: "atoll-dev--general-spot-b",
      minSize: 0,
      desiredCapacity: 0,
      maxSize: 450,
      protectFromScaleIn: true,
      waitForCapacityTimeout: "0",
      vpcZoneIdentifiers: ["subnet-node-b"],
      mixedInstancesPolicy: {
        instancesDistribution: { onDemandBaseCapacity: 0, onDemandPercentageAboveBaseCapacity: 0 },
        launchTemplate: {
          launchTemplateSpecification: { launchTemplateId: "${dev-autoscaler-template-general-spot.id}" },
          overrides: ["m7i", "m6i", "m6a", "m5"].map((family) => ({ instanceType: `${family}.2xlarge` })),
        },
      },
    });
    expect(options).toMatchObject({ ignoreChanges: ["desiredCapacity"] });
    expect(inputs).not.toHaveProperty("instanceRefresh");
    const onDemand = named(resources, "dev-autoscaler-group-general-a").inputs["mixedInstancesPolicy"];
    expect(onDemand).toMatchObject({
      instancesDistribution: { onDemandPercentageAboveBaseCapacity: 100 },
    });
  });

  test("tells its machines how to join, and guards their credentials and disks", () => {
    const { inputs } = named(resources, "dev-autoscaler-template-compute");
    expect(inputs).toMatchObject({
      imageId: expect.stringMatching(/^resolve:ssm:.*\/amd64\//) as string,
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      blockDeviceMappings: [{ deviceName: "/dev/sda1", ebs: { encrypted: "true", volumeSize: 50 } }],
      iamInstanceProfile: { name: "agents" },
      vpcSecurityGroupIds: ["sg-nodes"],
    });
    const node = {
      labels: {
        "atoll/pool": "compute",
        "atoll/group": "compute",
        "karpenter.sh/capacity-type": "on-demand",
        "atoll/capacity-slot": "1",
      },
      taints: [{ key: "atoll/pool", value: "compute", effect: "NoSchedule" as const }],
    };
    expect(userDataOf(resources, "dev-autoscaler-template-compute")).toBe(
      agentUserData(workerBoot(sampleHome(), "lb.internal", node)),
    );
  });

  test("starts the autoscaler when its groups, rights and traffic are there, and placeholders after it", () => {
    const controller = named(resources, "dev-autoscaler-controller");
    expect([...waitsFor(resources, "dev-autoscaler-controller")]).toEqual(
      expect.arrayContaining([
        "dev-autoscaler-group-compute-a",
        "dev-autoscaler-group-general-spot-b",
        "dev-identity-kube-system.cluster-autoscaler-policy",
        "dev-traffic-cluster-autoscaler",
      ]),
    );
    expect(controller.inputs["values"]).toMatchObject({
      awsRegion: "eu-central-1",
      rbac: {
        serviceAccount: {
          create: true,
          name: "cluster-autoscaler",
          annotations: { "eks.amazonaws.com/role-arn": expect.any(String) as string },
        },
      },
      autoscalingGroups: [
        { name: "atoll-dev--general-a", minSize: 0, maxSize: 3 },
        { name: "atoll-dev--general-b", minSize: 0, maxSize: 3 },
        { name: "atoll-dev--general-spot-a", minSize: 0, maxSize: 3 },
        { name: "atoll-dev--general-spot-b", minSize: 0, maxSize: 3 },
        { name: "atoll-dev--compute-a", minSize: 0, maxSize: 6 },
        { name: "atoll-dev--compute-b", minSize: 0, maxSize: 6 },
      ],
      expanderPriorities: { "10": [".*"], "20": ["^atoll-dev--general-spot-[a-z]$"] },
    });
    expect([...waitsFor(resources, "dev-autoscaler-floor-compute")]).toContain("dev-autoscaler-controller");
  });

  test("lets the autoscaler out to the API server behind its Service", () => {
    const { inputs } = named(resources, "dev-traffic-cluster-autoscaler");
    const { egress } = inputs["spec"] as {
      readonly egress: readonly { readonly ports: readonly object[] }[];
    };
    expect(egress[0]?.ports).toContainEqual({ protocol: "TCP", port: 6443 });
  });

  test("has machines, groups and rights that break no rule", () => {
    const own = resources.filter(({ name }) => /^dev-(autoscaler|identity)/.test(name));
    const tags = {
      "atoll:organisation": "x",
      "atoll:cluster": "x",
      "atoll:environment": "x",
      "atoll:stack": "x",
    };
    const provider = { inputs: { defaultTags: { tags } } };
    const judged = judgedStack(
      own.map((one) => ({ ...one, protect: false, provider })),
      { rules: RULES, exceptions: [], facts: {}, today: "2026-11-27" },
    );
    expect(judged.filter(isStopping).map((one) => findingText(one))).toEqual([]);
  });
});

test("workers on ARM start from the image of their processors", async () => {
  const resources = await recordWorkers({ pools: [samplePool(), arm] });
  expect(named(resources, "dev-autoscaler-template-arm").inputs["imageId"]).toMatch(/\/arm64\//);
  expect(named(resources, "dev-autoscaler-template-general").inputs["imageId"]).toMatch(/\/amd64\//);
});

test("another number of nodes changes what the autoscaler is told, and no group", async () => {
  const of = (nodes: number) => recordWorkers({ pools: [samplePool({ nodes, cpuLimit: nodes * 8 })] });
  const groups = (resources: readonly PlannedResource[]) =>
    resources.filter(({ type }) => /Group|LaunchTemplate/.test(type));
  const [few, many] = [await of(4), await of(40)];
  expect(groups(few)).toEqual(groups(many));
  const told = (resources: readonly PlannedResource[]) =>
    named(resources, "dev-autoscaler-controller").inputs;
  expect(told(few)).not.toEqual(told(many));
});

describe("a K3s cluster with Karpenter", async () => {
  const resources = await recordK3sKarpenter({ pools: [samplePool({ spotPercent: 50 }), compute] });

  test("has its queue, its pools and one class, and nothing of EKS", () => {
    const names = resources.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(["dev-karpenter-queue", "dev-karpenter-crds", "dev-karpenter-controller"]),
    );
    expect(namesOfType(resources, /EC2NodeClass/)).toEqual(["dev-karpenter-class-general"]);
    expect(namesOfType(resources, /NodePool/)).toEqual([
      "dev-karpenter-pool-compute",
      "dev-karpenter-pool-compute-spot",
      "dev-karpenter-pool-general",
      "dev-karpenter-pool-general-spot",
    ]);
    expect(namesOfType(resources, /^aws:(eks|autoscaling)/)).toEqual([]);
    const rights = named(resources, "dev-identity-kube-system.karpenter-policy").inputs["policy"];
    expect(rights).not.toContain("eks:Describe");
    expect(rights).toContain("arn:role");
  });

  test("starts machines that join with the taint that keeps pods off until Karpenter knows them", () => {
    const { inputs } = named(resources, "dev-karpenter-class-general");
    expect(inputs["spec"]).toMatchObject({
      amiFamily: "Custom",
      instanceProfile: "agents",
      securityGroupSelectorTerms: [{ id: "sg-nodes" }],
      subnetSelectorTerms: [{ id: "subnet-node-a" }, { id: "subnet-node-b" }],
      userData: agentUserData(workerBoot(sampleHome(), "lb.internal", UNREGISTERED_NODE)),
    });
  });

  test("gives its controller rights by the cluster's own issuer, and the address that machines join at", () => {
    const { inputs } = named(resources, "dev-karpenter-controller");
    expect(inputs["values"]).toMatchObject({
      serviceAccount: { annotations: { "eks.amazonaws.com/role-arn": expect.any(String) as string } },
      settings: {
        clusterName: "dev",
        clusterEndpoint: "https://lb.internal:6443",
        eksControlPlane: false,
      },
    });
    expect([...waitsFor(resources, "dev-karpenter-controller")]).toEqual(
      expect.arrayContaining(["dev-karpenter-crds", "dev-identity-kube-system.karpenter-policy"]),
    );
    expect([...waitsFor(resources, "dev-karpenter-pool-general")]).toContain("dev-karpenter-controller");
  });
});

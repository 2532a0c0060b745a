import { describe, expect, test } from "vitest";
import { addOnConfiguration } from "../../../components/cluster/add-on-plan.ts";
import { machineTags } from "../../../components/cluster/custom-network-plan.ts";
import { nodePoolPlan } from "../../../components/cluster/karpenter/node-pool-plan.ts";
import type { Machines } from "../../../fleet/nodes/node-pool.ts";
import { sampleEks, samplePool } from "./sample-settings.ts";

const INTERFACES = ["a", "b"].map((zone) => ({
  zone: `eu-central-1${zone}`,
  subnetId: `subnet-${zone}`,
  securityGroupId: "sg-nodes",
}));
const values = (settings = sampleEks(), interfaces = INTERFACES) =>
  JSON.parse(addOnConfiguration("vpc-cni", settings, interfaces) ?? "") as Record<string, unknown>;

describe("custom networking", () => {
  test("names subnet and group of pods zone by zone, and finds nothing by tags", () => {
    expect(values()).toEqual({
      enableNetworkPolicy: "true",
      eniConfig: {
        create: true,
        region: "eu-central-1",
        subnets: {
          "eu-central-1a": { id: "subnet-a", securityGroups: ["sg-nodes"] },
          "eu-central-1b": { id: "subnet-b", securityGroups: ["sg-nodes"] },
        },
      },
      env: {
        AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true",
        AWS_VPC_K8S_CNI_EXTERNALSNAT: "false",
        ENABLE_PREFIX_DELEGATION: "true",
        ENABLE_SUBNET_DISCOVERY: "false",
        ENI_CONFIG_LABEL_DEF: "topology.kubernetes.io/zone",
        NETWORK_POLICY_ENFORCING_MODE: "strict",
        WARM_PREFIX_TARGET: "1",
      },
    });
  });

  test("is marked on machines, so that those of before are replaced", () => {
    expect(machineTags(sampleEks())).toEqual({ "atoll:stack": "dev" });
    expect(machineTags(sampleEks({ podZones: ["eu-central-1a"] }))).toEqual({
      "atoll:stack": "dev",
      "atoll:pod-networking": "custom",
    });
  });
});

test("ranges that see the pods' own addresses are listed for the CNI, with and without custom networking", () => {
  const settings = sampleEks({ excludeSnatCidrs: ["10.1.0.0/16", "192.168.0.0/20"] });
  for (const interfaces of [[], INTERFACES]) {
    expect(values(settings, interfaces)["env"]).toMatchObject({
      AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS: "10.1.0.0/16,192.168.0.0/20",
    });
  }
});

test("burstable machines that have addresses for a few pods only are left out, unless a pool names its sizes", () => {
  const excluded = (machines: Partial<Machines>) => {
    const pool = samplePool({ machines: { ...samplePool().machines, ...machines } });
    const specs = nodePoolPlan([pool]).map(({ spec }) => JSON.stringify(spec));
    return specs.every((spec) => spec.includes('"operator":"NotIn","values":["micro","nano","small"]'));
  };
  expect(excluded({ categories: ["t"] })).toBe(true);
  expect(excluded({ categories: ["c", "m", "r"] })).toBe(false);
  expect(excluded({ categories: ["t"], sizes: ["medium"] })).toBe(false);
});

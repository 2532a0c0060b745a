import { describe, expect, test } from "vitest";
import { addOnConfiguration } from "../../../components/cluster/add-on-plan.ts";
import { autoscalerValues } from "../../../components/cluster/autoscaler/values.ts";
import { cniRights } from "../../../components/cluster/cni-rights.ts";
import { nodePoolPlan } from "../../../components/cluster/karpenter/node-pool-plan.ts";
import { karpenterValues } from "../../../components/cluster/karpenter/values.ts";
import { CORE_DNS_TRAFFIC, systemTrafficPlan } from "../../../components/cluster/system-traffic-plan.ts";
import { trafficPlan } from "../../../components/tenant/traffic-plan.ts";
import { firstAddress } from "../../../stacks/first-address.ts";
import { sampleEks, samplePool } from "./sample-settings.ts";

const IPV6 = sampleEks({ ipFamily: "ipv6" });
const valuesOf = (addOn: "vpc-cni" | "coredns"): Readonly<Record<string, unknown>> =>
  JSON.parse(addOnConfiguration(addOn, IPV6) ?? "{}") as Readonly<Record<string, unknown>>;

/** Text in which an IPv4 address or range would show. */
const ipv4 = (value: unknown): readonly string[] => JSON.stringify(value).match(/\d+\.\d+\.\d+\.\d+/g) ?? [];

describe("where pods have IPv6 addresses", () => {
  test("the CNI takes no word for the family, and gives pods no IPv4 that policies would not see", () => {
    expect(valuesOf("vpc-cni")).toEqual({
      enableNetworkPolicy: "true",
      env: {
        ENABLE_PREFIX_DELEGATION: "true",
        ENABLE_V4_EGRESS: "false",
        NETWORK_POLICY_ENFORCING_MODE: "strict",
      },
    });
  });

  test("CoreDNS asks the VPC by IPv6, and answers for what has IPv4 alone", () => {
    const { corefile, replicaCount } = valuesOf("coredns");
    expect(replicaCount).toBe(2);
    expect(String(corefile)).toContain("    dns64\n    forward . fd00:ec2::253\n");
    expect(JSON.parse(addOnConfiguration("coredns", sampleEks()) ?? "")).toEqual({ replicaCount: 2 });
  });

  test("the CNI gives prefixes and names interfaces, in its own account and region, and does nothing else", () => {
    expect(cniRights(sampleEks())).toEqual({ managedPolicy: "arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy" });
    expect(cniRights(IPV6)).toEqual({
      permissions: [
        {
          sid: "AssignPrefixes",
          actions: ["ec2:AssignIpv6Addresses", "ec2:CreateTags"],
          resources: ["arn:aws:ec2:eu-central-1:210987654321:network-interface/*"],
        },
        {
          sid: "ReadMachines",
          actions: [
            "ec2:DescribeInstanceTypes",
            "ec2:DescribeInstances",
            "ec2:DescribeNetworkInterfaces",
            "ec2:DescribeTags",
          ],
          resources: ["*"],
        },
      ],
    });
  });

  test("controllers reach everything but the node's credentials", () => {
    const { egress } = systemTrafficPlan(CORE_DNS_TRAFFIC, "ipv6");
    expect(egress.map(({ to }) => to)).toEqual([
      [{ ipBlock: { cidr: "::/0", except: ["fd00:ec2::254/128"] } }],
      [{ ipBlock: { cidr: "fd00:ec2::23/128" } }],
    ]);
  });

  test("tenants have the walls of IPv4, and no rule that names an IPv4 address", () => {
    const [here, there] = [trafficPlan("pod-identity"), trafficPlan("pod-identity", "ipv6")];
    const shape = (value: unknown) => JSON.stringify(value).replaceAll(/"cidr":"[^"]+"/g, '"cidr"');
    expect(shape(there)).toBe(shape(here));
    expect(ipv4(there)).toEqual([]);
    expect(ipv4(here)).toEqual(["169.254.7.127", "169.254.170.23"]);
    expect(JSON.stringify(there)).toContain("fd16:9254:7127:1337:ffff:ffff:ffff:ffff/128");
  });

  test("pools launch Nitro machines", () => {
    const nitro = { key: "karpenter.k8s.aws/instance-hypervisor", operator: "In", values: ["nitro"] };
    const requirements = (family: "ipv4" | "ipv6") => {
      const [pool] = nodePoolPlan([samplePool()], family);
      const { template } = pool?.spec as { template: { spec: { requirements: readonly object[] } } };
      return template.spec.requirements;
    };
    expect(requirements("ipv6")).toEqual([...requirements("ipv4"), nitro]);
  });

  test("controllers that launch nodes ask CoreDNS, which alone writes IPv4 addresses as ones it can reach", () => {
    const parts = { cluster: "dev", endpoint: "https://api", queue: "dev", replicas: 2, isolatedVpc: false };
    expect(karpenterValues(parts)["dnsPolicy"]).toBe("Default");
    expect(karpenterValues({ ...parts, ipFamily: "ipv6" })["dnsPolicy"]).toBe("ClusterFirst");
    const scaler = { awsRegion: "eu-central-1", kubernetes: "1.35", replicas: 2, maxNodes: 9 };
    const values = { ...scaler, unneededMinutes: 10, groups: [] };
    expect(autoscalerValues(values)["dnsPolicy"]).toBe("Default");
    expect(autoscalerValues({ ...values, ipFamily: "ipv6" })["dnsPolicy"]).toBe("ClusterFirst");
  });
});

test("the Service of the API server has the first address of the range that EKS took", () => {
  expect(firstAddress("fd30:1c53:5f8a::/108")).toBe("fd30:1c53:5f8a::1/128");
  expect(firstAddress("172.20.0.0/16")).toBe("172.20.0.1/32");
});

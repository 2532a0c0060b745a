import { describe, expect, test } from "vitest";
import type { Fleet } from "../../fleet/inventory.ts";
import type { PlannedResource } from "../../plan/plan.ts";
import { planStack } from "../../plan/plan-stack.ts";
import { policyCheck } from "../../plan/policy-check.ts";
import { findingText, isStopping } from "../../policy/report.ts";
import { named } from "./record-network.ts";
import { sampleFleet, TODAY } from "./sample-fleet.ts";

const fleetWith = (network: Readonly<Record<string, unknown>>): Fleet =>
  sampleFleet({ dev: { network: { mode: "create", ...network } } });

/** Ranges that a NetworkPolicy names. */
function rangesOf({ inputs }: PlannedResource): readonly string[] {
  return (JSON.stringify(inputs).match(/"cidr":"[^"]*"/g) ?? []).map((text) => text.slice(8, -1));
}

describe("a cluster whose pods have IPv6 addresses", async () => {
  const fleet = fleetWith({ ipFamily: "ipv6" });
  const plan = await planStack(fleet, "dev");
  const { resources } = plan;
  const inputsOf = (name: string) => named(resources, name).inputs;
  const policies = resources.filter(({ type }) => type.endsWith(":NetworkPolicy"));

  test("is made with its family, and leaves the range of Services to EKS", () => {
    expect(inputsOf("dev")["kubernetesNetworkConfig"]).toEqual({ ipFamily: "ipv6" });
  });

  test("has subnets on IPv6 that give addresses to nodes, and none for pods", () => {
    const subnets = resources.filter(({ type }) => type === "aws:ec2/subnet:Subnet");
    expect(subnets.map(({ name }) => name).sort()).toEqual([
      "dev-control-plane-a",
      "dev-control-plane-b",
      "dev-node-a",
      "dev-node-b",
      "dev-public-a",
      "dev-public-b",
    ]);
    expect(inputsOf("dev-vpc")["assignGeneratedIpv6CidrBlock"]).toBe(true);
    expect(inputsOf("dev-node-a")).toMatchObject({ assignIpv6AddressOnCreation: true });
    expect(inputsOf("dev-node-a")).toHaveProperty("ipv6CidrBlock");
  });

  test("lets nodes out on both families, and its CNI give prefixes", () => {
    expect(inputsOf("dev-rule-nodes-out")).toMatchObject({ cidrIpv4: "0.0.0.0/0" });
    expect(inputsOf("dev-rule-nodes-out-ipv6")).toMatchObject({ cidrIpv6: "::/0" });
    const rights = JSON.stringify(inputsOf("dev-identity-kube-system.aws-node-policy"));
    expect(rights).toContain("ec2:AssignIpv6Addresses");
    expect(named(resources, "dev-identity-kube-system.aws-node-policy").type).toBe(
      "aws:iam/rolePolicy:RolePolicy",
    );
  });

  test("reaches what has IPv4 alone by NAT64", () => {
    expect(inputsOf("dev-route-private-a-nat64")).toMatchObject({ destinationIpv6CidrBlock: "64:ff9b::/96" });
  });

  test("has policies that name no IPv4 address, and ranges that AWS gives out only once it has", () => {
    expect(policies.flatMap(rangesOf).filter((cidr) => /^\d+\.\d+\./.test(cidr))).toEqual([]);
    const toApi = rangesOf(named(resources, "dev-cert-manager-allow"));
    expect(new Set(toApi)).toEqual(new Set(["<known after up>"]));
    expect(toApi).toHaveLength(3);
  });

  test("breaks no rule of the policy pack", () => {
    const judged = policyCheck(fleet, [plan], TODAY).stacks.flatMap((one) => one.judged);
    expect(judged.filter(isStopping).map(findingText)).toEqual([]);
  });

  test("has no load balancer, which EKS alone cannot bring to pods on IPv6", () => {
    const values = inputsOf("dev-traefik-release")["values"];
    expect(values).toMatchObject({ service: { spec: { type: "ClusterIP" } } });
  });
});

test("Cluster Autoscaler beside pods on IPv6 has a policy in their words, too", async () => {
  const network = { mode: "create", ipFamily: "ipv6" };
  const nodes = { autoscaler: "cluster-autoscaler", pools: { general: { max: 5 } } };
  const { resources } = await planStack(sampleFleet({ dev: { network, nodes } }), "dev");
  expect(rangesOf(named(resources, "dev-traffic-cluster-autoscaler"))).toEqual(["::/0", "fd00:ec2::23/128"]);
});

test("a cluster that says ipv4 is the one that says nothing", async () => {
  const said = await planStack(fleetWith({ ipFamily: "ipv4" }), "dev");
  const silent = await planStack(fleetWith({}), "dev");
  expect(said).toEqual(silent);
  expect(named(silent.resources, "dev").inputs["kubernetesNetworkConfig"]).toEqual({
    ipFamily: "ipv4",
    serviceIpv4Cidr: "172.20.0.0/16",
  });
});

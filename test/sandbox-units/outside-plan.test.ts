import { expect, test } from "vitest";
import { outsidePlan } from "../../sandbox/engine/outside-plan.ts";
import { type ClusterChanges, sampleFleet } from "../record/sample-fleet.ts";

const network = { mode: "external", cidr: "192.168.10.0/24" };

function planOf(entry: ClusterChanges) {
  const fleet = sampleFleet({ plant: { network, ...entry } });
  return outsidePlan(fleet, fleet.clusters.get("plant")!);
}

const attached = (facts: object): ClusterChanges => ({
  kind: "attached",
  attached: { storageClass: "fast", networkPolicyEngine: "calico", ...facts },
});

const names = (entry: ClusterChanges): readonly string[] => planOf(entry).objects.map(({ name }) => name);

test("an attached cluster has nodes in its zones and of its architectures, at addresses of its network", () => {
  const { nodes } = planOf(attached({ zones: ["rack-a", "rack-b"], architectures: ["amd64", "arm64"] }));
  expect(nodes.map(({ zone, architecture, address }) => [zone, architecture, address])).toEqual([
    ["rack-a", "amd64", "192.168.10.16"],
    ["rack-b", "arm64", "192.168.10.17"],
    ["rack-a", "amd64", "192.168.10.18"],
  ]);
});

test("whoever runs it has put there what the entry declares", () => {
  expect(names(attached({}))).toEqual(["fast", "coredns", "calico-node"]);
  expect(names(attached({ networkPolicyEngine: "cilium" }))).toEqual([
    ...["fast", "coredns", "cilium", "cilium-config"],
  ]);
  expect(names(attached({ loadBalancer: "aws-nlb-controller" }))).toEqual([
    ...["fast", "coredns", "calico-node", "aws-load-balancer-controller"],
  ]);
});

test("the API server behaves as the version that the entry says, and has the issuer that it declares", () => {
  expect(planOf({ ...attached({}), oidc: { issuer: "https://oidc.lagoon.cloud/plant" } }).flags).toEqual([
    "emulated-version=1.35",
    "service-account-issuer=https://oidc.lagoon.cloud/plant",
  ]);
});

test("hosts are nodes by their names and addresses, with a kubelet of K3s, and bring no Longhorn", () => {
  const hosts = {
    registrationAddress: "k3s.lagoon.cloud",
    machines: { one: { role: "server", address: "192.168.10.10", zone: "rack-a" } },
  };
  const entry = { kind: "k3s", provider: "hosts", hosts };
  expect(planOf(entry).nodes).toEqual([
    expect.objectContaining({
      name: "one",
      zone: "rack-a",
      address: "192.168.10.10",
      kubeletVersion: expect.stringContaining("+k3s") as string,
    }),
  ]);
  expect(names(entry)).toEqual(["local-path", "coredns"]);
  expect(names({ ...entry, k3s: { storage: "longhorn" } })).toEqual(["coredns"]);
});

test("hosts that are servers have the labels by which controllers find them, and agents have none", () => {
  const machines = {
    one: { role: "server", address: "192.168.10.10" },
    two: { role: "agent", address: "192.168.10.11" },
  };
  const hosts = { registrationAddress: "k3s.lagoon.cloud", machines };
  const { nodes } = planOf({ kind: "k3s", provider: "hosts", hosts });
  expect(nodes.map(({ labels }) => labels)).toEqual([
    { "node-role.kubernetes.io/control-plane": "true", "node-role.kubernetes.io/etcd": "true" },
    {},
  ]);
});

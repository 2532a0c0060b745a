import { type Files, SOUND } from "../written-inventory.ts";
import { bad, type BadInput } from "./bad-input.ts";

const K3S = (SOUND["clusters/dev.yaml"] ?? "").replace("kind: eks", "kind: k3s");
const ZETA = SOUND["tenants/zeta.yaml"] ?? "";

/** `dev` as a K3s cluster with these lines below `nodes:`, the first of them line 8. */
const dev = (...lines: readonly string[]): Files => ({
  "clusters/dev.yaml": K3S.replace(
    "nodes: { max: 20 }",
    ["nodes:", "  max: 20", ...lines.map((line) => `  ${line}`)].join("\n"),
  ),
});
const at = (place: string): string => `clusters/dev.yaml:${place}`;
const withTail = (files: Files, tail: string): Files => ({
  "clusters/dev.yaml": `${String(files["clusters/dev.yaml"])}${tail}\n`,
});

/** `dev` on hosts that exist, with these words for its nodes, in line 6. */
const onHosts = (nodes: string): Files => ({
  "clusters/dev.yaml": `${K3S.replace("nodes: { max: 20 }", `nodes: ${nodes}`)}provider: hosts
network: { mode: external, cidr: 192.168.77.0/24 }
hosts:
  registrationAddress: 192.168.77.10
  machines: { one: { role: server, address: 192.168.77.11 } }
`,
});
const NOT_LAUNCHED = "kind k3s with provider: hosts, whose nodes atoll does not launch";

/** Workers of K3s clusters. */
export const K3S_POOL_INPUTS: readonly BadInput[] = [
  bad(
    "GPUs for which no image has drivers",
    dev("pools: { gpu: { max: 0 } }"),
    `${at("8:12")} nodes.pools.gpu: expected no GPUs on kind k3s, whose image has no drivers, got "gpu"; build the cluster as kind eks`,
  ),
  bad(
    "GPUs by another name",
    dev("pools: { learning: { class: gpu, max: 0 } }"),
    `${at("8:31")} nodes.pools.learning.class: expected no GPUs on kind k3s, whose image has no drivers, got "gpu"; build the cluster as kind eks`,
  ),
  bad(
    "two kinds of processors of one image",
    withTail(
      dev("pools: { arm: { class: compute, max: 2, architectures: [arm64] } }"),
      "k3s: { image: ami-0a1b2c3d4e5f60718 }",
    ),
    `${at("8:59")} nodes.pools.arm.architectures[0]: expected amd64 alone beside k3s.image, which is one image for all nodes, got "arm64"; remove k3s.image: the catalog has one for each`,
  ),
  bad(
    "system nodes where servers are them",
    dev("system: 3"),
    `${at("8:11")} nodes.system: expected no number for kind k3s, whose servers are its system nodes, got 3; remove it; k3s.servers says how many there are`,
  ),
  bad(
    "more groups than a stack has room for",
    dev(
      "pools:",
      ...Array.from({ length: 16 }, (_, index) => {
        const name = String.fromCharCode(97 + index);
        return `  ${name}: { class: compute, max: 1, spotPercent: 50 }`;
      }),
    ),
    `${at("6:1")} nodes.autoscaler: expected at most 60 autoscaling groups, for a stack must hold the rest of the cluster, too, got 66; have fewer pools, fewer of them with spot machines, or build the cluster with Karpenter`,
  ),
  bad(
    "a tenant whose workers nobody can label",
    { ...dev(), "tenants/zeta.yaml": ZETA.replace("tier: pooled", "tier: dedicated-nodes") },
    'tenants/zeta.yaml:5:21 environments.trial.cluster: expected a cluster with Karpenter, for nobody labels a node of an autoscaling group as one tenant\'s own, got "dev"; place it elsewhere, or choose another tier: dev has autoscaler: cluster-autoscaler',
  ),
  bad(
    "an autoscaler for hosts",
    onHosts("{ max: 20, autoscaler: karpenter }"),
    `${at("6:31")} nodes.autoscaler: expected no autoscaler on a cluster of ${NOT_LAUNCHED}, got "karpenter"`,
  ),
  bad(
    "pools of hosts",
    onHosts("{ max: 20, pools: { general: { max: 2 } } }"),
    `${at("6:19")} nodes.pools: expected no pools on a cluster of ${NOT_LAUNCHED}, got "pools"`,
  ),
  bad(
    "more workers than the servers leave room for",
    dev("pools: { general: { max: 20 } }"),
    `${at("7:8")} nodes.max: expected at least 21 nodes: 20 of pools, 1 server, got 20; raise it, or lower a pool's max`,
  ),
];

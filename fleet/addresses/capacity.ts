import type { Finding } from "../check.ts";
import type { Cluster } from "../inventory.ts";
import { type Block, blockSize } from "./cidr.ts";

/** Addresses AWS keeps in each subnet. @see https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html */
const AWS_KEEPS = 5;

/** Addresses in a prefix that the VPC CNI attaches to a node. */
const PREFIX_ADDRESSES = 16;

/** WARM_PREFIX_TARGET of the VPC CNI: prefixes a node holds beyond what its pods use. */
const WARM_PREFIXES = 1;

/** Free addresses EKS needs in each control-plane subnet. @see https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html */
const CONTROL_PLANE_NEEDS = 6;

/** Pod addresses one node takes, in whole /28 prefixes. */
function podAddressesPerNode(podsPerNode: number): number {
  return (Math.ceil(podsPerNode / PREFIX_ADDRESSES) + WARM_PREFIXES) * PREFIX_ADDRESSES;
}

/**
 * Whether the nodes and pods that a cluster declares fit into its subnets when spread evenly over its zones. The first
 * 16 addresses of a pod subnet hold no prefix, because AWS keeps some of them.
 */
export function capacityFindings(cluster: Cluster, subnets: ReadonlyMap<string, Block>): readonly Finding[] {
  const file = `clusters/${cluster.id}.yaml`;
  const of = (prefix: string): readonly Block[] =>
    [...subnets].filter(([key]) => key.startsWith(`${prefix}-`)).map(([, block]) => block);
  const nodes = of("node");
  const pods = of("pod");
  const findings: Finding[] = [];
  const nodeRoom = nodes.length * Math.min(...nodes.map((block) => blockSize(block) - AWS_KEEPS));
  if (nodes.length > 0 && nodeRoom < cluster.nodes.max) {
    const expected = `at most ${nodeRoom} nodes in ${nodes.length} node subnets`;
    findings.push({ file, at: ["nodes", "max"], expected, hint: remedy(cluster) });
  }
  const perNode = podAddressesPerNode(cluster.nodes.podsPerNode);
  const podRoom =
    pods.length *
    Math.min(...pods.map((block) => Math.floor((blockSize(block) - PREFIX_ADDRESSES) / perNode)));
  if (pods.length > 0 && podRoom < cluster.nodes.max) {
    const expected = `at most ${podRoom} nodes with ${perNode} pod addresses each (whole /28 prefixes, one of them warm)`;
    findings.push({ file, at: ["nodes", "max"], expected, hint: remedy(cluster) });
  }
  const tight = of("control-plane").filter((block) => blockSize(block) - AWS_KEEPS < CONTROL_PLANE_NEEDS);
  if (tight.length > 0) {
    const expected = `control-plane subnets with at least ${CONTROL_PLANE_NEEDS} free addresses`;
    findings.push({ file, at: ["network"], expected, got: `${tight.length} smaller ones` });
  }
  return findings;
}

function remedy(cluster: Cluster): string {
  if (cluster.network.mode === "existing") return "add subnets to the VPC, or lower nodes.max";
  if (cluster.network.pods === "vpc" && cluster.network.netmaskLength === 16) {
    return "set network.pods: unrouted, or lower nodes.max or nodes.podsPerNode";
  }
  const larger = cluster.network.netmaskLength - 1;
  return larger >= 16 ? `set network.netmaskLength: ${larger}` : "lower nodes.max or nodes.podsPerNode";
}

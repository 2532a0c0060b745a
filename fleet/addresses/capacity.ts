import type { Finding } from "../check.ts";
import type { Cluster } from "../inventory.ts";
import { ipFamilyOf } from "../networks/ip-family.ts";
import { broughtOverlay, hasOverlay } from "../networks/overlay.ts";
import { WARM_PREFIXES } from "../nodes/node-facts.ts";
import { type Block, blockSize, formatBlock } from "./cidr.ts";
import { UNROUTED_PODS_NETMASK_LENGTH } from "./demand.ts";
import { overlayRoom } from "./overlay-room.ts";

/** Addresses AWS keeps in each subnet. @see https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html */
const AWS_KEEPS = 5;

/** Addresses in a prefix that the VPC CNI attaches to a node. */
const PREFIX_ADDRESSES = 16;

/** Free addresses EKS needs in each control-plane subnet. @see https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html */
const CONTROL_PLANE_NEEDS = 6;

/** Netmask length of the largest range a VPC may have. @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html */
const LARGEST_VPC = 16;

/** Prefixes that one interface of the smallest usual machines, of size large, has room for. */
const PREFIXES_OF_INTERFACE = 9;

/**
 * Addresses that the pods of one node take: whole /28 prefixes, and one for each interface that has them. Where pods have
 * subnets of their own those are further interfaces, however they get there: the node's first one stands in its subnet.
 */
function podAddressesPerNode(podsPerNode: number): number {
  const prefixes = Math.ceil(podsPerNode / PREFIX_ADDRESSES) + WARM_PREFIXES;
  return prefixes * PREFIX_ADDRESSES + Math.ceil(prefixes / PREFIXES_OF_INTERFACE);
}

/**
 * Whether the nodes and pods that a cluster declares, and the nodes of tenants' own beside them, fit into its subnets
 * when spread evenly over its zones. The first 16 addresses of a pod subnet hold no prefix, because AWS keeps some of them. A VPC that was brought along may have no
 * pod subnets: EKS pods then live beside the nodes.
 */
export function capacityFindings(
  cluster: Cluster,
  subnets: ReadonlyMap<string, Block>,
  tenantNodes = 0,
): readonly Finding[] {
  const file = `clusters/${cluster.id}.yaml`;
  const beside = tenantNodes === 0 ? "" : `, less ${tenantNodes} of tenants' own`;
  const findings: Finding[] = nodeRooms(cluster, subnets)
    .filter(({ room }) => room - tenantNodes < cluster.nodes.max)
    .map(({ room, what, hint }) => ({
      file,
      at: ["nodes", "max"],
      expected: `at most ${Math.max(0, room - tenantNodes)} ${what}${beside}`,
      hint,
    }));
  const controlPlane = [...subnets].filter(([key]) => key.startsWith("control-plane-"));
  const tight = controlPlane
    .map(([, block]) => block)
    .filter((block) => blockSize(block) - AWS_KEEPS < CONTROL_PLANE_NEEDS);
  if (tight.length > 0) {
    const expected = `control-plane subnets with at least ${CONTROL_PLANE_NEEDS} free addresses`;
    findings.push({ file, at: ["network"], expected, got: tight.map(formatBlock).join(", ") });
  }
  return findings;
}

/** Nodes for which subnets of one class have addresses. */
export interface NodeRoom {
  readonly room: number;
  /** Which nodes those are, to be read after the number. */
  readonly what: string;
  readonly hint: string;
}

/**
 * Nodes that fit into the subnets of nodes, and into those of pods. On IPv6 a node takes one IPv4 address and its pods
 * none: the /64 of a subnet holds more of their /80 prefixes than anybody has nodes.
 *
 * @see https://docs.aws.amazon.com/eks/latest/best-practices/ipv6.html
 */
export function nodeRooms(cluster: Cluster, subnets: ReadonlyMap<string, Block>): readonly NodeRoom[] {
  const of = (prefix: string): readonly Block[] =>
    [...subnets].filter(([key]) => key.startsWith(`${prefix}-`)).map(([, block]) => block);
  const nodes = of("node");
  const pods = of("pod");
  const perNode = podAddressesPerNode(cluster.nodes.podsPerNode);
  const prefixes = `${perNode} pod addresses each (whole /28 prefixes, one of them warm, and each interface)`;
  const shared = pods.length === 0 && cluster.kind === "eks" && ipFamilyOf(cluster) === "ipv4";
  const nodeText = shared ? ` with ${prefixes}` : "";
  return [
    {
      room: roomFor(nodes, shared ? perNode : 1, shared ? PREFIX_ADDRESSES : AWS_KEEPS),
      what: `nodes${nodeText} in ${nodes.length} node subnets`,
      hint: remedy(cluster, true),
    },
    {
      room: roomFor(pods, perNode, PREFIX_ADDRESSES),
      what: `nodes with ${prefixes}`,
      hint: remedy(cluster, cluster.network.mode === "create" && cluster.network.pods === "vpc"),
    },
    ...(hasOverlay(cluster) ? [overlayRoomOf(cluster)] : []),
  ];
}

/** Each node of an overlay has a part of it for its pods. */
function overlayRoomOf(cluster: Cluster): NodeRoom {
  const range = broughtOverlay(cluster);
  const what = `nodes with a part of the pods' overlay each${range === undefined ? "" : `, ${range}`}`;
  if (range !== undefined)
    return { room: overlayRoom(range), what, hint: "set a larger network.podRange, or lower nodes.max" };
  const room = overlayRoom(`0.0.0.0/${UNROUTED_PODS_NETMASK_LENGTH}`);
  return { room, what, hint: "lower nodes.max, or build a second cluster" };
}

/** Nodes that fit when the smallest subnet sets the pace; without subnets of the class there is nothing to exceed. */
function roomFor(subnets: readonly Block[], addressesPerNode: number, kept: number): number {
  if (subnets.length === 0) return Infinity;
  const smallest = Math.min(...subnets.map(blockSize));
  return subnets.length * Math.floor((smallest - kept) / addressesPerNode);
}

/** A block that is larger helps where the subnet grows with it; an unrouted pod range has one size. */
function remedy({ network }: Cluster, growsWithBlock: boolean): string {
  if (network.mode !== "create") return "add subnets to the VPC, or lower nodes.max";
  if (growsWithBlock && network.netmaskLength > LARGEST_VPC)
    return `set network.netmaskLength: ${network.netmaskLength - 1}`;
  if (network.ipFamily === "ipv6") return "lower nodes.max";
  const lower = "lower nodes.max or nodes.podsPerNode";
  return growsWithBlock && network.pods === "vpc" ? `set network.pods: unrouted, or ${lower}` : lower;
}

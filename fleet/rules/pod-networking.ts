import { contains, overlaps, parseCidr } from "../addresses/cidr.ts";
import type { Finding } from "../check.ts";
import type { Cluster, Inventory } from "../inventory.ts";
import { ipFamilyOf } from "../networks/ip-family.ts";
import { hasOverlay } from "../networks/overlay.ts";
import type { ExistingNetwork } from "../schema/networks.ts";
import { privateFindings } from "./ranges.ts";

type Found = Omit<Finding, "file">;

/** Ranges that a VPC may have beside private ones, for pods. @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html#add-cidr-block-restrictions */
const POD_RANGES = ["100.64.0.0/10", "198.19.0.0/16"].map(parseCidr);

/** Netmask length of the largest private range; whatever is larger holds much of the internet. */
const LARGEST_NETWORK = 8;

/** How pods get their addresses, and who sees them: settings that exclude each other, and ranges that don't fit. */
export function podNetworkingFindings({ clusters }: Pick<Inventory, "clusters">): readonly Finding[] {
  return [...clusters.values()].flatMap((cluster) => {
    const { network } = cluster;
    const found = [
      ...customFindings(cluster),
      ...snatFindings(cluster),
      ...(network.mode === "existing" && !hasOverlay(cluster) ? rangeFindings(network) : []),
    ];
    return found.map((one) => ({ ...one, file: `clusters/${cluster.id}.yaml` }));
  });
}

function customFindings(cluster: Cluster): readonly Found[] {
  const { kind, network } = cluster;
  if (network.mode === "external" || !network.customNetworking) return [];
  const no = (expected: string): readonly Found[] => [
    { at: ["network", "customNetworking"], expected, got: "true", hint: "remove it" },
  ];
  if (kind !== "eks") return no(`false for a cluster of kind ${kind}`);
  if (ipFamilyOf(cluster) === "ipv6") return no("false with ipFamily: ipv6, whose pods need no subnets");
  if (network.mode === "create") return [];
  const keys = Object.keys(network.subnets);
  const zones = (subnetClass: string): readonly string[] =>
    keys.filter((key) => key.startsWith(`${subnetClass}-`)).map((key) => key.slice(-1));
  const missing = zones("node").filter((zone) => !zones("pod").includes(zone));
  if (missing.length === 0) return [];
  const expected = "a pod subnet in every zone that has nodes, with customNetworking";
  const hint = `add ${missing.map((zone) => `pod-${zone}`).join(", ")}`;
  return [{ at: ["network", "subnets"], expected, got: `none in ${missing.join(", ")}`, hint }];
}

/** Who sees a pod's own address answers to it, and must have a way there. */
function snatFindings(cluster: Cluster): readonly Found[] {
  const { network } = cluster;
  if (network.mode === "external" || network.excludeSnatCidrs.length === 0) return [];
  const no = (expected: string, hint: string): readonly Found[] => [
    { at: ["network", "excludeSnatCidrs"], expected, hint },
  ];
  if (cluster.kind !== "eks") return no(`none for a cluster of kind ${cluster.kind}`, "remove it");
  if (ipFamilyOf(cluster) === "ipv6")
    return no("none with ipFamily: ipv6, whose pods have no IPv4 addresses", "remove it");
  if (network.mode === "create" && network.pods === "unrouted")
    return no("none with pods: unrouted, for nobody outside the VPC has a way back to them", "remove it");
  return network.excludeSnatCidrs.flatMap((one, index): readonly Found[] => {
    if (parseCidr(one).netmaskLength >= LARGEST_NETWORK) return [];
    const expected = `the range of a network, /${LARGEST_NETWORK} or smaller: the internet has no way back to pods`;
    const hint = "list the networks that see them";
    return [{ at: ["network", "excludeSnatCidrs", index], expected, hint }];
  });
}

/** The range of pods that a VPC was given beside its first one. */
function rangeFindings({ cidr, podRange, legacy, subnets }: ExistingNetwork): readonly Found[] {
  if (podRange === undefined) return [];
  const at = ["network", "podRange"];
  const block = parseCidr(podRange);
  const isShared = POD_RANGES.some((one) => contains(one, block));
  const hasPods = Object.keys(subnets).some((key) => key.startsWith("pod-"));
  return [
    ...(block.netmaskLength < 16 || block.netmaskLength > 28
      ? [{ at, expected: "the range of a VPC, /16../28" }]
      : []),
    ...(overlaps(block, parseCidr(cidr)) ? [{ at, expected: `a range beside network.cidr, ${cidr}` }] : []),
    ...(isShared || legacy ? [] : privateFindings(podRange, { file: "", at })),
    ...(hasPods
      ? []
      : [
          {
            at,
            expected: "pod subnets in it, such as pod-a",
            hint: "add them to network.subnets, or remove it",
          },
        ]),
  ];
}

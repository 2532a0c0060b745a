import { edited, type Files, SOUND } from "../written-inventory.ts";
import { bad, type BadInput } from "./bad-input.ts";

const created = (network: string, kind = "eks"): Files => ({
  "clusters/dev.yaml": `${(SOUND["clusters/dev.yaml"] ?? "").replace("kind: eks", `kind: ${kind}`)}network: ${network}\n`,
});
const existing = (lines: string): Files =>
  edited("clusters/old.yaml", "  cidr: 192.168.128.0/17\n", `  cidr: 192.168.128.0/17\n${lines}`);
const withPods = (lines: string, pods: string): Files => {
  const { "clusters/old.yaml": text } = existing(lines);
  return { "clusters/old.yaml": `${String(text)}${pods}` };
};

/** How pods get their addresses, and who sees them. */
export const POD_NETWORKING_INPUTS: readonly BadInput[] = [
  bad(
    "custom networking that is neither on nor off",
    created("{ mode: create, customNetworking: eniconfig }"),
    'clusters/dev.yaml:7:44 network.customNetworking: expected true or false, got "eniconfig"',
  ),
  bad(
    "custom networking of a cluster that is not EKS",
    created("{ mode: create, customNetworking: true }", "k3s"),
    "clusters/dev.yaml:7:44 network.customNetworking: expected false for a cluster of kind k3s, got true; remove it",
  ),
  bad(
    "custom networking for pods on IPv6",
    created("{ mode: create, ipFamily: ipv6, customNetworking: true }"),
    "clusters/dev.yaml:7:60 network.customNetworking: expected false with ipFamily: ipv6, whose pods need no subnets, got true; remove it",
  ),
  bad(
    "custom networking in a VPC without pod subnets",
    existing("  customNetworking: true\n"),
    "clusters/old.yaml:11:3 network.subnets: expected a pod subnet in every zone that has nodes, with customNetworking, got none in a, b; add pod-a, pod-b",
  ),
  bad(
    "a range that sees pods, and is none",
    created("{ mode: create, excludeSnatCidrs: [10.1.0.1/16] }"),
    'clusters/dev.yaml:7:45 network.excludeSnatCidrs[0]: expected a network address without host bits, got "10.1.0.1/16"; write 10.1.0.0/16',
  ),
  bad(
    "a range that sees pods, twice",
    created("{ mode: create, excludeSnatCidrs: [10.1.0.0/16, 10.1.0.0/16] }"),
    'clusters/dev.yaml:7:58 network.excludeSnatCidrs[1]: expected each entry once, got "10.1.0.0/16"; remove one of them',
  ),
  ...["0.0.0.0/0", "128.0.0.0/1"].map((all) =>
    bad(
      `${all} as the networks that see pods`,
      created(`{ mode: create, excludeSnatCidrs: [10.0.0.0/8, ${all}] }`),
      `clusters/dev.yaml:7:57 network.excludeSnatCidrs[1]: expected the range of a network, /8 or smaller: the internet has no way back to pods, got "${all}"; list the networks that see them`,
    ),
  ),
  bad(
    "unrouted pods that somebody outside is to see",
    created("{ mode: create, pods: unrouted, excludeSnatCidrs: [10.1.0.0/16] }"),
    "clusters/dev.yaml:7:42 network.excludeSnatCidrs: expected none with pods: unrouted, for nobody outside the VPC has a way back to them, got a list; remove it",
  ),
  bad(
    "a range of pods without their subnets",
    existing("  podRange: 100.64.0.0/16\n"),
    'clusters/old.yaml:10:13 network.podRange: expected pod subnets in it, such as pod-a, got "100.64.0.0/16"; add them to network.subnets, or remove it',
  ),
  bad(
    "a range of pods inside that of the VPC",
    withPods(
      "  podRange: 192.168.192.0/18\n",
      "    pod-a: { id: subnet-0cccccccccccccccc, cidr: 192.168.192.0/20 }\n",
    ),
    'clusters/old.yaml:10:13 network.podRange: expected a range beside network.cidr, 192.168.128.0/17, got "192.168.192.0/18"',
  ),
  bad(
    "a range of pods that is nobody's own",
    withPods("  podRange: 9.9.0.0/16\n", "    pod-a: { id: subnet-0cccccccccccccccc, cidr: 9.9.0.0/18 }\n"),
    'clusters/old.yaml:10:13 network.podRange: expected a private range, inside 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16, got "9.9.0.0/16"',
  ),
  bad(
    "a pod subnet outside the range of pods",
    withPods(
      "  podRange: 100.64.0.0/16\n",
      "    pod-a: { id: subnet-0cccccccccccccccc, cidr: 100.65.0.0/18 }\n",
    ),
    'clusters/old.yaml:14:50 network.subnets.pod-a.cidr: expected a range inside network.podRange, 100.64.0.0/16, got "100.65.0.0/18"',
  ),
  bad(
    "tags of subnets that another cluster uses, too",
    {
      ...existing("  legacy: true\n  manageTags: true\n"),
      "clusters/two.yaml": String(existing("  legacy: true\n")["clusters/old.yaml"]),
    },
    "clusters/old.yaml:11:15 network.manageTags: expected false, for two uses the same subnets, got true; put the tags on them yourself",
  ),
];

import { type Files, SOUND } from "../written-inventory.ts";
import { bad, type BadInput } from "./bad-input.ts";
import { SOUND_NETWORK } from "./links.ts";

const dev = (network: string, edit: (text: string) => string = (text) => text): Files => ({
  "clusters/dev.yaml": `${edit(SOUND["clusters/dev.yaml"] ?? "")}network: ${network}\n`,
});
const IPV6 = "{ mode: create, ipFamily: ipv6 }";

/** What does not go together with pods on IPv6. */
export const IP_FAMILY_INPUTS: readonly BadInput[] = [
  bad(
    "a family that EKS does not have",
    dev("{ mode: create, ipFamily: dual }"),
    'clusters/dev.yaml:7:36 network.ipFamily: expected one of ipv4, ipv6, got "dual"',
  ),
  bad(
    "a family in capitals",
    dev("{ mode: create, ipFamily: IPv6 }"),
    'clusters/dev.yaml:7:36 network.ipFamily: expected one of ipv4, ipv6, got "IPv6"; did you mean ipv6',
  ),
  bad(
    "a number as a family",
    dev("{ mode: create, ipFamily: 6 }"),
    "clusters/dev.yaml:7:36 network.ipFamily: expected one of ipv4, ipv6, got 6",
  ),
  bad(
    "pods on IPv6 in a cluster that is not EKS",
    dev(IPV6, (text) => text.replace("kind: eks", "kind: k3s")),
    'clusters/dev.yaml:7:36 network.ipFamily: expected ipv4 for a cluster of kind k3s, got "ipv6"; remove it',
  ),
  bad(
    "a range of Services beside one that EKS takes",
    dev(IPV6, (text) => `${text}serviceCidr: 172.16.0.0/16\n`),
    'clusters/dev.yaml:7:14 serviceCidr: expected no serviceCidr with network.ipFamily: ipv6, for EKS takes a range of fd00::/8 by itself, got "172.16.0.0/16"; remove it',
  ),
  bad(
    "unrouted pods that have no IPv4 address",
    dev("{ mode: create, ipFamily: ipv6, pods: unrouted }"),
    'clusters/dev.yaml:7:48 network.pods: expected no pods: unrouted with ipFamily: ipv6, whose pods take no IPv4 address, got "unrouted"; remove it; netmaskLength: 20 is enough',
  ),
  bad(
    "IPv6 without the dual stack that it brings along",
    dev("{ mode: create, ipFamily: ipv6, dualStack: false }"),
    "clusters/dev.yaml:7:53 network.dualStack: expected no dualStack: false with ipFamily: ipv6, which brings it along, got false; remove it",
  ),
  bad(
    "machines of before Nitro for pods on IPv6",
    dev(IPV6, (text) =>
      text.replace(
        "{ max: 20 }",
        "{ max: 20, pools: { build: { class: general, max: 2, families: [m5, m4], oldestGeneration: 4 } } }",
      ),
    ),
    'clusters/dev.yaml:6:76 nodes.pools.build.families[1]: expected a family of Nitro machines with network.ipFamily: ipv6, got "m4"; name a newer one',
  ),
  bad(
    "a link to a cluster whose pods don't speak IPv4",
    { ...dev(IPV6), "links/six.yaml": SOUND_NETWORK },
    'links/six.yaml:2:7 from: expected a cluster with network.ipFamily: ipv4, for links carry IPv4 alone, got "dev"; reach what runs on dev by its public names',
  ),
];

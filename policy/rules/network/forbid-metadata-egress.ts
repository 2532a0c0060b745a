import ipaddr from "ipaddr.js";
import { type Finding, breach, unknown } from "../../finding.ts";
import type { ResourceRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

/** Where a node gives its own rights to whoever asks. @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html */
const METADATA = ["169.254.169.254", "fd00:ec2::254"].map((address) => ipaddr.parse(address));
const EXPECTED = "a range without the metadata service of the node";

/** What was found of ranges before: a fleet has few of them, each in thousands of policies. */
const KNOWN = new Map<string, readonly string[]>();

/** Addresses of the service that lie in a range. */
function heldBy({ text = "" }: Value): readonly string[] {
  const known = KNOWN.get(text);
  if (known !== undefined) return known;
  const held = METADATA.filter((address) => {
    if (!ipaddr.isValidCIDR(text)) return false;
    const [base, length] = ipaddr.parseCIDR(text);
    return base.kind() === address.kind() && address.match(base, length);
  }).map(String);
  KNOWN.set(text, held);
  return held;
}

function findings(peer: Value): readonly Finding[] {
  const cidr = peer.at("ipBlock", "cidr");
  if (cidr.isUnknown) return [unknown(cidr, EXPECTED)];
  const reached = heldBy(cidr);
  if (reached.length === 0) return [];
  const { items: except } = peer.at("ipBlock", "except");
  const open = reached.filter((address) => !except.some((range) => heldBy(range).includes(address)));
  if (open.length === 0) return [];
  const hidden = except.find(({ isUnknown }) => isUnknown);
  return [hidden === undefined ? breach(cidr, EXPECTED) : unknown(hidden, EXPECTED)];
}

export const forbidMetadataEgress: ResourceRule = {
  id: "forbid-metadata-egress",
  level: "mandatory",
  group: "network",
  scope: "resource",
  what: "No network policy opens the way to the metadata service of the node",
  why: "what answers there are the rights of the node, which reach further than those of any pod",
  remedy: "add 169.254.0.0/16 to except, or fd00:ec2::/32 to that of IPv6",
  answers: [
    "EKS-BP identity and access management: restrict access to the instance profile",
    "threat: credentials of the node from its metadata",
  ],
  see: "https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html",
  appliesTo: (type) => type === "kubernetes:networking.k8s.io/v1:NetworkPolicy",
  check: (inputs) =>
    inputs
      .at("spec", "egress")
      .items.flatMap((rule) => rule.at("to").items)
      .flatMap(findings),
};

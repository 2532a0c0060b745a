import type { SubnetClass } from "../schema/networks.ts";
import type { Proposal, ProposedSubnet } from "./proposal.ts";

/** The proposal as the lines of an entry, with what is to be known beside them. */
export function proposalText(proposal: Proposal): string {
  const { vpcId, cidr, podRange, heldBy, subnets, unused } = proposal;
  const lines = [
    "network:",
    "  mode: existing",
    `  vpcId: ${vpcId}`,
    `  cidr: ${cidr}`,
    ...(podRange === undefined ? [] : [`  podRange: ${podRange}`]),
    ...(heldBy === undefined ? [] : [`  legacy: true # ${heldBy} holds addresses of it: never connected`]),
    "  subnets:",
    ...subnets.map(subnetLine),
    ...unused.map((one) => `# not named: ${one.id} (${one.cidr}, ${one.zone}), ${one.why}`),
  ];
  return lines.join("\n");
}

function subnetLine({ key, id, cidr, why, free }: ProposedSubnet): string {
  const room = free === undefined ? "" : `; ${free} addresses free`;
  return `    ${key}: { id: ${id}, cidr: ${cidr} } # ${why}${room}`;
}

/** Class in the key of a subnet. */
export function classOfKey(key: string): SubnetClass {
  return key.slice(0, key.lastIndexOf("-")) as SubnetClass;
}

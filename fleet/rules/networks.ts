import { type Block, byAddress, contains, overlaps, parseCidr } from "../addresses/cidr.ts";
import type { Finding } from "../check.ts";
import type { Cluster, Inventory } from "../inventory.ts";
import { endpointFaults, retentionFaults } from "../networks/network-offers.ts";
import type { CreatedNetwork, ExistingNetwork } from "../schema/networks.ts";
import { privateFindings, serviceFindings } from "./ranges.ts";

/** Networks of clusters: settings that exclude each other, and existing networks that do not fit together. */
export function networkFindings(inventory: Inventory): readonly Finding[] {
  return [...inventory.clusters.values()].flatMap((cluster) => [
    ...clusterServices(inventory, cluster),
    ...ownFindings(cluster),
  ]);
}

function ownFindings(cluster: Cluster): readonly Finding[] {
  const { id, network } = cluster;
  if (network.mode === "create") return createdFindings(`clusters/${id}.yaml`, network);
  return network.mode === "existing" ? existingFindings(cluster, network) : [];
}

/** The fleet's own service range is checked once, in fleet.yaml, but against each VPC that brought its range along. */
function clusterServices({ settings }: Inventory, { id, network, serviceCidr }: Cluster): readonly Finding[] {
  const own = network.mode === "create" ? undefined : network.cidr;
  if (serviceCidr === undefined && own === undefined) return [];
  const where = { file: `clusters/${id}.yaml`, at: ["serviceCidr"] };
  const { addresses } = settings;
  const alone = { ...addresses, supernets: [], reserved: [] };
  // Whoever is never linked meets nobody's networks but its own.
  const met = network.mode === "external" ? alone : addresses;
  if (serviceCidr !== undefined) return serviceFindings(serviceCidr, where, met, own);
  const inherited = { ...where, got: `${addresses.serviceCidr} of fleet.yaml` };
  return serviceFindings(addresses.serviceCidr, inherited, alone, own);
}

function createdFindings(file: string, network: CreatedNetwork): readonly Finding[] {
  const offered = [
    ...retentionFaults(network.flowLogRetentionDays),
    ...endpointFaults(network.interfaceEndpoints),
  ];
  return offered.map((fault) => ({ ...fault, file, at: ["network", ...fault.at] }));
}

function existingFindings(cluster: Cluster, network: ExistingNetwork): readonly Finding[] {
  const file = `clusters/${cluster.id}.yaml`;
  const block = parseCidr(network.cidr);
  const at = ["network", "cidr"];
  const size = block.netmaskLength < 16 || block.netmaskLength > 28;
  const ignored = {
    file,
    at: ["zones"],
    expected: "no zones with network.mode: existing; its subnets name them",
  };
  return [
    ...(cluster.zones === undefined ? [] : [ignored]),
    ...(size ? [{ file, at, expected: "the range of a VPC, /16../28" }] : []),
    ...(network.legacy ? [] : privateFindings(network.cidr, { file, at })),
    ...nodelessFindings(file, network),
    ...outsideFindings(file, network, block),
    ...duplicateFindings(file, network),
    ...overlapFindings(file, network),
  ];
}

function nodelessFindings(file: string, { subnets }: ExistingNetwork): readonly Finding[] {
  const keys = Object.keys(subnets);
  if (keys.some((key) => key.startsWith("node-"))) return [];
  const expected = "a subnet for nodes, such as node-a, among them";
  return [{ file, at: ["network", "subnets"], expected, got: keys.join(", ") || "none" }];
}

function outsideFindings(file: string, network: ExistingNetwork, vpc: Block): readonly Finding[] {
  const { cidr, podRange = cidr, subnets } = network;
  return Object.entries(subnets).flatMap(([key, subnet]): readonly Finding[] => {
    const isPod = key.startsWith("pod-") && network.podRange !== undefined;
    if (contains(isPod ? parseCidr(podRange) : vpc, parseCidr(subnet.cidr))) return [];
    const home = isPod ? `network.podRange, ${podRange}` : `network.cidr, ${cidr}`;
    return [{ file, at: ["network", "subnets", key, "cidr"], expected: `a range inside ${home}` }];
  });
}

function duplicateFindings(file: string, { subnets }: ExistingNetwork): readonly Finding[] {
  const owners = new Map<string, string>();
  return Object.entries(subnets).flatMap(([key, { id }]) => {
    const owner = owners.get(id);
    owners.set(id, owner ?? key);
    if (owner === undefined) return [];
    return [
      { file, at: ["network", "subnets", key, "id"], expected: `a subnet other than that of ${owner}` },
    ];
  });
}

/** Subnets of one VPC share nothing; in the order of addresses, one that does meets its neighbour. */
function overlapFindings(file: string, { subnets }: ExistingNetwork): readonly Finding[] {
  const sorted = Object.entries(subnets)
    .map(([key, { cidr }]) => ({ key, block: parseCidr(cidr) }))
    .sort((a, b) => byAddress(a.block, b.block));
  let last = sorted[0];
  return sorted.slice(1).flatMap(({ key, block }): readonly Finding[] => {
    const outer = last;
    if (outer !== undefined && overlaps(outer.block, block)) {
      const at = ["network", "subnets", key, "cidr"];
      return [{ file, at, expected: `a range that does not overlap that of ${outer.key}` }];
    }
    last = { key, block };
    return [];
  });
}

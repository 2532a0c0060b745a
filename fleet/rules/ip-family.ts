import type { Finding } from "../check.ts";
import { isNitro } from "../nodes/instance-families.ts";
import type { Cluster, Inventory } from "../inventory.ts";
import { ipFamilyOf } from "../networks/ip-family.ts";
import { linkedClusters } from "../links/link-sides.ts";
import type { CreatedNetwork } from "../schema/networks.ts";

/** What does not go together with pods on IPv6: everything that needs them to have IPv4 addresses. */
export function ipFamilyFindings(inventory: Inventory): readonly Finding[] {
  const clusters = [...inventory.clusters.values()].flatMap((cluster) => {
    const { network } = cluster;
    if (network.mode !== "create" || network.ipFamily === "ipv4") return [];
    const file = `clusters/${cluster.id}.yaml`;
    const found = [
      ...kindFindings(cluster),
      ...networkFindings(cluster.kind, network),
      ...machineFindings(cluster),
    ];
    return found.map((one) => ({ ...one, file }));
  });
  return [...clusters, ...linkFindings(inventory)];
}

type Found = Omit<Finding, "file">;

function kindFindings({ kind, serviceCidr }: Cluster): readonly Found[] {
  const family: Found = {
    at: ["network", "ipFamily"],
    expected: `ipv4 for a cluster of kind ${kind}`,
    got: '"ipv6"',
    hint: "remove it",
  };
  const services: Found = {
    at: ["serviceCidr"],
    expected: "no serviceCidr with network.ipFamily: ipv6, for EKS takes a range of fd00::/8 by itself",
    hint: "remove it",
  };
  return [...(kind === "eks" ? [] : [family]), ...(serviceCidr === undefined ? [] : [services])];
}

function networkFindings(kind: Cluster["kind"], network: CreatedNetwork): readonly Found[] {
  const { pods, egress, sharedEndpoints, dualStack } = network;
  const unrouted: Found = {
    at: ["network", "pods"],
    expected: "no pods: unrouted with ipFamily: ipv6, whose pods take no IPv4 address",
    hint: "remove it; netmaskLength: 20 is enough",
  };
  const closed: Found = {
    at: ["network", "egress"],
    expected: "nat with ipFamily: ipv6, for pods reach AWS by NAT64: its endpoints do not all have IPv6",
    hint: "set egress: nat, or ipFamily: ipv4",
  };
  const shared: Found = {
    at: ["network", "sharedEndpoints"],
    expected:
      "false with ipFamily: ipv6, whose pods reach IPv4 by NAT gateways and not by the region's gateway",
    got: "true",
    hint: "list interfaceEndpoints of its own, or none",
  };
  const single: Found = {
    at: ["network", "dualStack"],
    expected: "no dualStack: false with ipFamily: ipv6, which brings it along",
    got: "false",
    hint: "remove it",
  };
  return [
    ...(dualStack === false ? [single] : []),
    ...(kind === "eks" && pods === "unrouted" ? [unrouted] : []),
    ...(egress === "private-only" ? [closed] : []),
    ...(sharedEndpoints ? [shared] : []),
  ];
}

/** Machines of before Nitro have no IPv6 prefixes. */
function machineFindings({ nodes }: Cluster): readonly Found[] {
  return Object.entries(nodes.pools ?? {}).flatMap(([name, { families = [] }]) =>
    families.flatMap((family, index): readonly Found[] => {
      if (isNitro(family)) return [];
      const at = ["nodes", "pools", name, "families", index];
      return [
        { at, expected: "a family of Nitro machines with network.ipFamily: ipv6", hint: "name a newer one" },
      ];
    }),
  );
}

/** Links carry IPv4, which pods on IPv6 don't speak: a link would reach the nodes and nothing that runs on them. */
function linkFindings({ clusters, links }: Inventory): readonly Finding[] {
  return [...links.values()].flatMap((link) =>
    linkedClusters(link).flatMap((id): readonly Finding[] => {
      const cluster = clusters.get(id);
      if (cluster === undefined || ipFamilyOf(cluster) === "ipv4") return [];
      const at = id === link.from ? ["from"] : ["to", "cluster"];
      const expected = "a cluster with network.ipFamily: ipv4, for links carry IPv4 alone";
      const hint = `reach what runs on ${id} by its public names`;
      return [{ file: `links/${link.id}.yaml`, at, expected, got: JSON.stringify(id), hint }];
    }),
  );
}

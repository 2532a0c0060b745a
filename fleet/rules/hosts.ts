import { type Block, contains, overlaps, parseCidr } from "../addresses/cidr.ts";
import { overlayRoom } from "../addresses/overlay-room.ts";
import type { Finding } from "../check.ts";
import type { Cluster, Inventory } from "../inventory.ts";
import { SERVER_COUNTS } from "../schema/k3s.ts";
import type { ExternalNetwork } from "../schema/networks.ts";
import type { KindFinding } from "./cluster-kinds.ts";

/** Netmask length of the largest private range; whatever is larger holds much of the internet. */
const LARGEST_NETWORK = 8;

/** Machines that stand elsewhere: their ranges, and the hosts that K3s is put on. */
export function hostFindings({ clusters, settings }: Inventory): readonly Finding[] {
  return [...clusters.values()].flatMap((cluster) => {
    const { network } = cluster;
    const isOnHosts = cluster.kind === "k3s" && cluster.provider === "hosts";
    const services = cluster.serviceCidr ?? settings.addresses.serviceCidr;
    // Hosts are counted in any network: another rule says of which mode it must be.
    const found = [
      ...(isOnHosts ? countFindings(cluster) : []),
      ...(network.mode === "external" ? rangeFindings(cluster, network, services) : []),
      ...(network.mode === "external" && isOnHosts ? machineFindings(cluster, network) : []),
    ];
    return found.map((one) => ({ ...one, file: `clusters/${cluster.id}.yaml` }));
  });
}

/** Pods, Services and machines are told apart by their addresses; only where K3s is not, pods may have those of the network. */
function rangeFindings(
  { kind, zones }: Cluster,
  network: ExternalNetwork,
  services: string,
): readonly KindFinding[] {
  const { cidr, podRange, apiServerCidrs } = network;
  const isMet = (one: string, other: string): boolean => overlaps(parseCidr(one), parseCidr(other));
  const podsInside = kind === "attached" && contains(parseCidr(cidr), parseCidr(podRange));
  const named = zones === undefined ? [] : ["zones"];
  return [
    ...named.map((key) => ({
      at: [key],
      expected: "no zones with network.mode: external: its machines are in none of AWS",
      hint: "remove it",
    })),
    ...(isMet(cidr, podRange) && !podsInside
      ? [{ at: ["network", "podRange"], expected: `a range beside network.cidr, ${cidr}`, got: podRange }]
      : []),
    ...(isMet(podRange, services)
      ? [
          {
            at: ["network", "podRange"],
            expected: `a range beside that of Services, ${services}`,
            got: podRange,
          },
        ]
      : []),
    ...[cidr, podRange].flatMap((range, index) =>
      wide(["network", index === 0 ? "cidr" : "podRange"], range),
    ),
    ...apiServerCidrs.flatMap((range, index) => wide(["network", "apiServerCidrs", index], range)),
  ];
}

function wide(at: readonly (string | number)[], range: string): readonly KindFinding[] {
  if (parseCidr(range).netmaskLength >= LARGEST_NETWORK) return [];
  return [{ at, expected: `the range of a network, /${LARGEST_NETWORK} or smaller` }];
}

function countFindings({ hosts }: Cluster): readonly KindFinding[] {
  if (hosts === undefined) return [];
  const servers = Object.values(hosts.machines).filter(({ role }) => role === "server").length;
  if (SERVER_COUNTS.some((count) => count === servers)) return [];
  const expected = `an odd number of servers, one of ${SERVER_COUNTS.join(", ")}: etcd needs a majority`;
  return [{ at: ["hosts", "machines"], expected, got: `${servers}` }];
}

function machineFindings({ hosts }: Cluster, network: ExternalNetwork): readonly KindFinding[] {
  const machines = Object.entries(hosts?.machines ?? {});
  const room = overlayRoom(network.podRange);
  const many: KindFinding = {
    at: ["hosts", "machines"],
    expected: `at most ${room} machines, for each has a /24 of network.podRange, ${network.podRange}`,
    got: `${machines.length}`,
  };
  return [
    ...(machines.length > room ? [many] : []),
    ...addressFindings(machines, parseCidr(network.cidr), network.cidr),
  ];
}

type Machine = readonly [name: string, host: { readonly address: string }];

function addressFindings(machines: readonly Machine[], network: Block, cidr: string): readonly KindFinding[] {
  const owners = new Map<string, string>();
  return machines.flatMap(([name, { address }]): readonly KindFinding[] => {
    const at = ["hosts", "machines", name, "address"];
    const owner = owners.get(address);
    owners.set(address, owner ?? name);
    if (owner !== undefined) return [{ at, expected: `an address other than that of ${owner}` }];
    if (contains(network, parseCidr(`${address}/32`))) return [];
    return [{ at, expected: `an address inside network.cidr, ${cidr}` }];
  });
}

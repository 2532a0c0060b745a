import type { Finding } from "../check.ts";
import type { Cluster, Inventory, Region } from "../inventory.ts";
import { ENDPOINT_ZONES, endpointsNetwork, sharedServices } from "../regions/shared-endpoints.ts";
import { ownGateway } from "../regions/transit.ts";

/** Endpoints that a region shares: behind a gateway of its own, and used by clusters that are attached to it. */
export function sharedEndpointFindings(inventory: Inventory): readonly Finding[] {
  return [
    ...[...inventory.regions.values()].flatMap((region) => [
      ...regionFindings(region),
      ...nameFindings(inventory, region),
    ]),
    ...[...inventory.clusters.values()].flatMap((cluster) => clusterFindings(inventory, cluster)),
  ];
}

function regionFindings(region: Region): readonly Finding[] {
  const { id, sharedEndpoints, transitGateway, zones } = region;
  if (sharedEndpoints === undefined) return [];
  const file = `regions/${id}.yaml`;
  const got = transitGateway?.mode === "shared" ? `that of ${transitGateway.region}` : "none";
  const lost = {
    file,
    at: ["sharedEndpoints"],
    expected: "a transit gateway of the region's own, by which clusters reach them",
    got,
    hint: "set transitGateway.mode: own, or leave endpoints to each cluster",
  };
  const odd = Object.keys(zones).filter((letter) => !ENDPOINT_ZONES.includes(letter));
  return [
    ...(ownGateway(region) === undefined ? [lost] : []),
    ...odd.map((letter) => ({
      file,
      at: ["zones", letter],
      expected: `zone letters a..${ENDPOINT_ZONES.at(-1) ?? ""} in a region with sharedEndpoints`,
      got: JSON.stringify(letter),
    })),
  ];
}

/** Logs and roles of the two would have one name. */
function nameFindings({ clusters }: Inventory, { id, sharedEndpoints }: Region): readonly Finding[] {
  const name = endpointsNetwork(id);
  if (sharedEndpoints === undefined || !clusters.has(name)) return [];
  const expected = `a name other than ${name}, which the network of shared endpoints of region ${id} has, as file name`;
  return [{ file: `clusters/${name}.yaml`, at: [], expected, got: JSON.stringify(name) }];
}

function clusterFindings({ regions }: Inventory, { id, region, network }: Cluster): readonly Finding[] {
  if (network.mode !== "create" || !network.sharedEndpoints) return [];
  const finding = { file: `clusters/${id}.yaml`, at: ["network", "sharedEndpoints"] };
  const home = regions.get(region);
  return [
    ...(network.transitGateway
      ? []
      : [{ ...finding, expected: "false without transitGateway: true, which leads to them" }]),
    ...(home === undefined || sharedServices(home).length > 0
      ? []
      : [
          {
            ...finding,
            expected: `endpoints that region ${region} shares`,
            got: "none",
            hint: `describe them under sharedEndpoints in regions/${region}.yaml`,
          },
        ]),
  ];
}

import { type Block, contains, formatBlock, parseCidr } from "../addresses/cidr.ts";
import { type EndpointServiceName } from "./endpoint-services.ts";
import type { Cluster, Fleet, Inventory, Region } from "../inventory.ts";
import { ownGateway } from "./transit.ts";

/** Size of the network that holds a region's endpoints. */
export const ENDPOINTS_NETMASK_LENGTH = 24;

/** Size of its subnets: 27 addresses for the gateway's interface and one of each service that can be shared. */
const ZONE_NETMASK_LENGTH = 27;

/** Letters of the zones that have a subnet of their own in it, in order. */
export const ENDPOINT_ZONES = "abcdefgh";

/** Table of the gateway that says whom the endpoints may answer. No environment has this name. */
export const ENDPOINTS_TABLE = "endpoints";

/** Name of the network that holds a region's endpoints. */
export const endpointsNetwork = (region: string): string => `${region}-endpoints`;

/** Services whose endpoints a region shares, sorted; none without its word, or without a gateway to reach them by. */
export function sharedServices(region: Region): readonly EndpointServiceName[] {
  if (ownGateway(region) === undefined) return [];
  return region.sharedEndpoints?.services.toSorted() ?? [];
}

/** Services that a cluster reaches through its region: those it asks for, without those it has endpoints of its own for. */
export function servicesFromRegion(
  { regions }: Pick<Inventory, "regions">,
  { region, network }: Pick<Cluster, "region" | "network">,
): readonly EndpointServiceName[] {
  if (network.mode !== "create" || !network.sharedEndpoints || !network.transitGateway) return [];
  const home = regions.get(region);
  if (home === undefined) return [];
  return sharedServices(home).filter((service) => !network.interfaceEndpoints.includes(service));
}

/** Whether any cluster of a region reaches its endpoints. */
export function usesEndpoints(clusters: Inventory["clusters"], region: Region): boolean {
  const regions = new Map([[region.id, region]]);
  return [...clusters.values()].some((cluster) => servicesFromRegion({ regions }, cluster).length > 0);
}

/** A subnet of the endpoints' network. */
export interface EndpointSubnet {
  /** Zone letter, such as a. */
  readonly zone: string;
  /** Availability zone name, such as eu-central-1a. */
  readonly availabilityZone: string;
  readonly cidr: string;
}

/** The network of a region's endpoints, decided before any resource is registered. */
export interface EndpointsPlan {
  readonly cidr: string;
  /** One for each of the region's zones, in order. */
  readonly subnets: readonly EndpointSubnet[];
  readonly services: readonly EndpointServiceName[];
  /** Ranges that may ask, and to which answers go through the gateway: the region's, whoever has them. */
  readonly clients: readonly string[];
}

/** What a region shares, read from the lock; undefined when it shares nothing. */
export function endpointsPlan({ lock }: Pick<Fleet, "lock">, region: Region): EndpointsPlan | undefined {
  const services = sharedServices(region);
  if (services.length === 0) return undefined;
  const locked = lock.regions[region.id];
  const cidr = locked?.endpoints;
  if (locked === undefined || cidr === undefined)
    throw new Error(`the lock has no endpoints of ${region.id}`);
  const subnets = Object.keys(region.zones)
    .sort()
    .map((zone) => ({ zone, availabilityZone: `${region.awsRegion}${zone}`, cidr: zoneRange(cidr, zone) }));
  return { cidr, subnets, services, clients: locked.blocks };
}

/** Each letter has its place, so that a zone that comes or goes moves no other. */
function zoneRange(cidr: string, zone: string): string {
  const block = parseCidr(cidr);
  const place = ENDPOINT_ZONES.indexOf(zone);
  const base = block.base + place * 2 ** (32 - ZONE_NETMASK_LENGTH);
  const range: Block = { base, netmaskLength: ZONE_NETMASK_LENGTH };
  if (place < 0 || !contains(block, range)) throw new Error(`zone ${zone} has no place in ${cidr}`);
  return formatBlock(range);
}

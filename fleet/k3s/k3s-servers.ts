import { nodeZones } from "../addresses/zones.ts";
import type { Cluster, Fleet, Inventory } from "../inventory.ts";
import { launchesNodes } from "../nodes/launches-nodes.ts";
import type { LockedCluster } from "../schema/lock.ts";
import type { LockedK3s } from "./server-moves.ts";
import type { StorageKind } from "../schema/k3s.ts";
import { slaSettings } from "../sla.ts";

/** One server of a K3s cluster in AWS, known by the letter of its zone. */
export interface K3sServer {
  /** Letter of its zone. */
  readonly key: string;
  /** Such as eu-central-1a. */
  readonly availabilityZone: string;
  /** One that is raised replaces the server. Range 1..9999. */
  readonly revision: number;
}

/** What provides volumes: disks of AWS where the machines are there, and else those of the machines. */
export function storageOf({ k3s, provider }: Pick<Cluster, "k3s" | "provider">): StorageKind {
  return k3s.storage ?? (provider === "aws" ? "ebs" : "local-path");
}

/** Revision of a server that nobody has replaced. */
export const FIRST_REVISION = 1;

/** Zone letters and revisions of the servers that the lock holds. */
type HeldServers = LockedK3s["servers"];

/**
 * Zone letter -> revision of each server that an entry asks for. Servers that are there keep their zones, whatever zones
 * come before or after them; those that come take the first zones that have none.
 */
export function wantedServers(
  inventory: Pick<Inventory, "regions">,
  cluster: Cluster,
  held: HeldServers = {},
): HeldServers {
  const zones = nodeZones(inventory, cluster);
  const order = [...zones.filter((zone) => zone in held), ...zones.filter((zone) => !(zone in held))];
  const letters = order.slice(0, slaSettings(cluster).k3sServers).sort();
  return Object.fromEntries(
    letters.map((letter) => [letter, cluster.k3s.revisions[letter] ?? FIRST_REVISION]),
  );
}

/** What an entry asks of the machines of a K3s cluster in AWS; undefined for all others. */
export function askedOfK3s(
  inventory: Pick<Inventory, "regions">,
  cluster: Cluster,
  locked: Pick<LockedCluster, "k3s"> = {},
): LockedK3s | undefined {
  if (cluster.kind !== "k3s" || !launchesNodes(cluster)) return undefined;
  const servers = wantedServers(inventory, cluster, locked.k3s?.servers);
  return { servers, token: cluster.k3s.tokenRevision, storage: storageOf(cluster) };
}

/** Servers of a K3s cluster in AWS, in the order of their keys: those of the lock, or, where it has none, of the entry. */
export function k3sServers(fleet: Pick<Fleet, "regions" | "lock">, cluster: Cluster): readonly K3sServer[] {
  const held = fleet.lock.clusters[cluster.id]?.k3s?.servers;
  const awsRegion = fleet.regions.get(cluster.region)?.awsRegion ?? "";
  return Object.entries(held ?? wantedServers(fleet, cluster))
    .map(([key, revision]) => ({ key, availabilityZone: `${awsRegion}${key}`, revision }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

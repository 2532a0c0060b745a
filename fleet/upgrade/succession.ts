import { addOnsOf } from "../charts/add-ons.ts";
import { addDays } from "../addresses/days.ts";
import type { Cluster, Inventory, Tenant } from "../inventory.ts";
import {
  clusterDnsZone,
  ingressDnsName,
  tenantDnsName,
  tenantNamespace,
  trafficSetIdentifier,
} from "../names.ts";
import { launchesNodes } from "../nodes/launches-nodes.ts";
import { pairOf, successorOf } from "./pair.ts";
import type { SwitchOver } from "../schema/succession.ts";

/** Weight of a cluster that has all traffic: weights of a pair add up to it, so that each reads as percent. */
export const ALL_TRAFFIC = 100;

type Clusters = Pick<Inventory, "clusters">;

/** Whether a cluster must stay as it is, whatever its service level says: another is about to take its place. */
export function isKept(inventory: Clusters, { id, lifecycle }: Cluster): boolean {
  return lifecycle !== "retiring" && successorOf(inventory, id) !== undefined;
}

/** Percent of the requests that a cluster asks for. */
export function trafficWeight({ replaces, traffic }: Cluster): number {
  return traffic?.weight ?? (replaces === undefined ? ALL_TRAFFIC : 0);
}

/** First day on which the old cluster may retire: the day of the switch and the soak after it are over by then. */
export function soakEnd({ on, soakHours }: SwitchOver): string {
  return addDays(on, 1 + Math.ceil(soakHours / 24));
}

/** Whether a switch may be told of: its day is to come, or it was told of before and is watched as long, or longer. */
export function isTimely(now: SwitchOver, known: SwitchOver | undefined, today: string): boolean {
  return now.on >= today || (known?.on === now.on && known.soakHours <= now.soakHours);
}

export const switchText = ({ on, soakHours }: SwitchOver): string => `${on} and ${soakHours} hours`;

/** Whether a cluster's stack makes its records: the fleet has a zone for them, and the cluster answers by name. */
export function ownsRecords({ settings }: Pick<Inventory, "settings">, cluster: Cluster): boolean {
  return settings.hostedZone !== undefined && launchesNodes(cluster) && addOnsOf(cluster).includes("traefik");
}

/** One weighted DNS record: those of one name differ in their set identifiers. */
export interface WeightedRecord {
  readonly name: string;
  /** The slice that answers, by the name of its namespace. */
  readonly slice: string;
  /** Whether it is for all applications of the slice, and not for the slice itself. @default - for the slice */
  readonly applications?: true;
  /** The name that it leads to. */
  readonly target: string;
  /** The cluster that owns the record. */
  readonly setIdentifier: string;
  /** Range 0..100. */
  readonly weight: number;
}

function hasPublicApplication(applications: Tenant["applications"], environment: string): boolean {
  return Object.values(applications).some(
    (one) => one.public && (one.environments?.includes(environment) ?? true),
  );
}

/**
 * The names of the tenants that a cluster carries, and one more for all applications of an environment that has some.
 * They are weighted from the first day: a name that begins as a simple record cannot get a second, weighted one beside it
 * without being deleted first.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-weighted.html
 */
export function weightedRecords(inventory: Inventory, cluster: Cluster): readonly WeightedRecord[] {
  const carried = new Set(pairOf(inventory, cluster.id));
  const target = ingressDnsName(clusterDnsZone(inventory.settings, cluster.region, cluster.id));
  return [...inventory.tenants.values()].flatMap(({ id, environments, applications }) =>
    Object.entries(environments)
      .filter(([, placement]) => carried.has(placement.cluster))
      .flatMap(([environment]) => {
        const name = tenantDnsName(inventory.settings, id, environment);
        const record = {
          name,
          slice: tenantNamespace(id, environment),
          target,
          setIdentifier: trafficSetIdentifier(cluster.id),
          weight: trafficWeight(cluster),
        };
        if (!hasPublicApplication(applications, environment)) return [record];
        return [record, { ...record, name: `*.${name}`, applications: true as const }];
      }),
  );
}

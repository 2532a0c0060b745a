import { isNetworkAlone } from "../networks/network-alone.ts";
import { givesOwnNodes } from "../nodes/own-nodes.ts";
import { cpuQuantity, sizeQuantity } from "../quantities.ts";
import type { PlacementRule } from "../schema/tenants/placement.ts";
import { hasIdentity } from "../dns/name-zone.ts";
import { hasData, neededAddOns, needsRights } from "./demand.ts";
import type { Home } from "./homes.ts";
import type { Holding, Lack, Occupancy, Places } from "./occupancy.ts";

/** What a rule looks at. */
export interface Search {
  readonly places: Places;
  readonly occupancy: Occupancy;
}

/** Whether a cluster is what a rule asks for, whatever it holds. */
export function meetsRule({ cluster }: Pick<Holding, "cluster">, rule: PlacementRule): boolean {
  return (
    cluster.environment === rule.environment && (rule.region === undefined || cluster.region === rule.region)
  );
}

/** Why a cluster takes no such environment, whatever room it has; undefined when it does. */
export function refusal({ places, occupancy }: Search, home: Home, holding: Holding): string | undefined {
  const { cluster, addOns } = holding;
  const { tenant, environment } = home;
  const region = places.regions.get(cluster.region);
  const { residency } = tenant;
  const { region: regionId } = cluster;
  if (residency !== undefined && ![regionId, region?.jurisdiction].some((one) => isIn(one, residency)))
    return `is in ${regionId}, outside the residency`;
  if (home.notRegion === regionId) return "is in the region of the environment itself";
  if (isNetworkAlone(cluster)) return "is a network alone";
  if (cluster.lifecycle === "retiring") return "is retiring";
  const old = cluster.replaces === undefined ? undefined : places.clusters.get(cluster.replaces);
  if (old !== undefined && old.lifecycle !== "retiring") return `carries what ${old.id} has`;
  if (tenant.tier === "dedicated-nodes" && !givesOwnNodes(cluster)) return "labels no nodes as one tenant's";
  const others = occupancy.pair(cluster.id).flatMap((one) => [...one.tenants.values()]);
  const owner = others.find(({ tenant: one }) => one.id !== tenant.id && isAlone(one.tier));
  if (owner !== undefined) return `belongs to ${owner.tenant.id} alone`;
  if (isAlone(tenant.tier) && others.some(({ tenant: one }) => one.id !== tenant.id))
    return "has other tenants";
  const lacking = neededAddOns(tenant, environment).filter((name) => !addOns.has(name));
  if (lacking.length > 0) return `lacks ${lacking.join(", ")}`;
  if (needsRights(tenant, environment) && !hasIdentity(cluster)) return "gives pods no rights in AWS";
  const hasBucket = region?.buckets.backups !== undefined;
  return hasData(tenant, environment) && !hasBucket
    ? `is in ${regionId}, without a bucket for backups`
    : undefined;
}

const isIn = (place: string | undefined, places: readonly string[]): boolean =>
  place !== undefined && places.includes(place);

const isAlone = (tier: string): boolean => tier === "dedicated-cluster";

const UNITS: Readonly<Record<Lack["measure"], (amount: number) => string>> = {
  resources: (amount) => `${amount.toLocaleString("en")} resources of its stack`,
  pods: (amount) => `${amount.toLocaleString("en")} pods`,
  cpuMillicores: (amount) => `${cpuQuantity(amount)} processors`,
  memoryMiB: (amount) => `${sizeQuantity(amount)} of memory`,
  nodes: (amount) => `${amount.toLocaleString("en")} nodes of its own`,
};

/** An amount of something, in words. */
export const amountText = (measure: Lack["measure"], amount: number): string => UNITS[measure](amount);

/** `takes 25 resources of its stack, where 12 are left`. */
export function lackText({ measure, takes, left }: Lack): string {
  const rest = Math.max(0, left);
  const isWhole = measure === "cpuMillicores" || measure === "memoryMiB";
  const leftText = measure === "memoryMiB" ? sizeQuantity(rest) : isWhole ? cpuQuantity(rest) : `${rest}`;
  return `has ${leftText} left of ${amountText(measure, takes)}`;
}

import type { AlertRoute, AlertSettings } from "../components/region/alert-settings.ts";
import type { RegionSettings } from "../components/region/settings.ts";
import type { TransitSettings } from "../components/region/transit-settings.ts";
import type { Fleet, Region } from "../fleet/inventory.ts";
import { ENVIRONMENTS } from "../fleet/schema/cluster.ts";
import { endpointsPlan } from "../fleet/regions/shared-endpoints.ts";
import { ownGateway, regionsOf } from "../fleet/regions/transit.ts";

/** Days that flow logs of shared endpoints are kept: those of the highest service level, for any cluster may use them. */
const FLOW_LOG_RETENTION_DAYS = 90;

type Shared = Pick<RegionSettings, "transit" | "endpoints" | "imageCaches" | "alerts" | "costAllocationTags">;

/** What a region's account shares with its clusters beside names and buckets. */
export function sharedSettings(fleet: Fleet, region: Region): Shared {
  const transit = transitSettings(fleet, region);
  const alerts = alertSettings(fleet, region);
  const { imageCaches, costAllocationTags } = region;
  return {
    costAllocationTags,
    ...(transit === undefined ? {} : { transit }),
    ...endpointSettings(fleet, region),
    ...(alerts === undefined ? {} : { alerts }),
    ...(imageCaches === undefined ? {} : { imageCaches }),
  };
}

function transitSettings(fleet: Fleet, region: Region): TransitSettings | undefined {
  const gateway = ownGateway(region);
  if (gateway === undefined) return undefined;
  const { asn, joins, foreign } = gateway;
  const own = fleet.settings.accounts[region.account]?.id;
  const accounts = regionsOf(fleet, region).map(({ account }) => fleet.settings.accounts[account]?.id);
  const others = accounts.filter((id) => id !== undefined && id !== own).map(String);
  const sharedWith = [...new Set(others)].sort();
  return { asn, joins, foreign, ...(sharedWith.length === 0 ? {} : { sharedWith }) };
}

/** Clusters of every environment may use them: what is behind an endpoint is AWS, and not a neighbour. */
function endpointSettings(fleet: Fleet, region: Region): Pick<RegionSettings, "endpoints"> {
  const plan = endpointsPlan(fleet, region);
  if (plan === undefined) return {};
  const flowLogRetentionDays = FLOW_LOG_RETENTION_DAYS;
  return { endpoints: { plan, environments: ENVIRONMENTS, flowLogRetentionDays } };
}

/** A topic exists only where something is told there. */
function alertSettings({ settings }: Fleet, region: Region): AlertSettings | undefined {
  const { quotaAlarms, budget, alerts } = region;
  if (quotaAlarms === undefined && budget === undefined) return undefined;
  const routes = alerts.flatMap((name): readonly AlertRoute[] => {
    const route = settings.alertRoutes[name];
    return route === undefined ? [] : [{ name, ...route }];
  });
  return {
    routes,
    ...(quotaAlarms === undefined ? {} : { quotaPercent: quotaAlarms.percent }),
    ...(budget === undefined ? {} : { budget }),
  };
}

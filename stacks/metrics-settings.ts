import type { AlertRoute, AlertSettings } from "../components/platform/metrics/alert-settings.ts";
import type { CentralMetrics } from "../components/platform/metrics/central-metrics.ts";
import type { PlatformSettings } from "../components/platform/settings.ts";
import type { Cluster, Fleet } from "../fleet/inventory.ts";
import { centralMetricsHost, clusterDnsZone } from "../fleet/names.ts";
import { tenantHomes } from "../fleet/placement/tenant-homes.ts";
import { managementCluster, metricsReceiver, metricsSenders } from "../fleet/regions/central-metrics.ts";
import { runbooksPlace } from "../fleet/runbooks.ts";
import { pairOf } from "../fleet/upgrade/pair.ts";
import { platformRanges } from "./platform-ranges.ts";

/** How a cluster is watched: who hears of it, where its pages are, and which store keeps its metrics too. */
export function metricsSettings(
  fleet: Fleet,
  cluster: Cluster,
): Pick<PlatformSettings, "alerting" | "centralMetrics" | "runbooksUrl"> {
  const centralMetrics = centralSettings(fleet, cluster);
  return {
    runbooksUrl: runbooksPlace(fleet.settings),
    alerting: alertSettings(fleet, cluster),
    ...(centralMetrics === undefined ? {} : { centralMetrics }),
  };
}

function alertSettings(fleet: Fleet, cluster: Cluster): AlertSettings {
  const { alertRoutes, environments, monitoring } = fleet.settings;
  const names = environments[cluster.environment]?.alerts ?? [];
  const ofAll = names.map((name): NamedRoute => ({ name }));
  const ofTenants = tenantRoutes(fleet, cluster).filter(({ name }) => !names.includes(name));
  const routes = [...ofAll, ...ofTenants].flatMap((one) => {
    const route = alertRoutes[one.name];
    if (route === undefined) return [];
    const { openTo: _, ...way } = route;
    return [{ ...way, ...one }];
  });
  const { smtp, heartbeat } = monitoring;
  return { routes, heartbeat, ...(smtp === undefined ? {} : { smtp }) };
}

type NamedRoute = Pick<AlertRoute, "name" | "tenants">;

/** Routes that tenants of a cluster name, each with those that name it. */
function tenantRoutes(fleet: Fleet, cluster: Cluster): readonly NamedRoute[] {
  const carried = new Set(pairOf(fleet, cluster.id));
  const here = [...fleet.tenants.values()].filter((tenant) =>
    tenantHomes(tenant).some((home) => carried.has(home.cluster)),
  );
  const names = [...new Set(here.flatMap(({ alerts = [] }) => alerts))].sort();
  return names.map((name) => {
    const tenants = here.filter(({ alerts = [] }) => alerts.includes(name)).map(({ id }) => id);
    return { name, tenants: tenants.sort() };
  });
}

function centralSettings(fleet: Fleet, cluster: Cluster): CentralMetrics | undefined {
  const hostOf = ({ region, id }: Cluster) => centralMetricsHost(clusterDnsZone(fleet.settings, region, id));
  if (managementCluster(fleet, cluster.region)?.id === cluster.id) {
    const senders = metricsSenders(fleet, cluster).map((sender) => ({
      cluster: sender.id,
      cidrs: platformRanges(fleet, sender).nodeRanges,
    }));
    return { role: "receiver", host: hostOf(cluster), senders };
  }
  const receiver = metricsReceiver(fleet, cluster);
  return receiver === undefined ? undefined : { role: "sender", host: hostOf(receiver) };
}

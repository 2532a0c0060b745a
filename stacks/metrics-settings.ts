import type { AlertSettings } from "../components/platform/metrics/alert-settings.ts";
import type { CentralMetrics } from "../components/platform/metrics/central-metrics.ts";
import type { PlatformSettings } from "../components/platform/settings.ts";
import type { Cluster, Fleet } from "../fleet/inventory.ts";
import { centralMetricsHost, clusterDnsZone } from "../fleet/names.ts";
import { managementCluster, metricsReceiver, metricsSenders } from "../fleet/regions/central-metrics.ts";
import { runbooksPlace } from "../fleet/runbooks.ts";
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

function alertSettings({ settings }: Fleet, { environment }: Cluster): AlertSettings {
  const { alertRoutes, environments, monitoring } = settings;
  const names = environments[environment]?.alerts ?? [];
  const routes = names.flatMap((name) => {
    const route = alertRoutes[name];
    return route === undefined ? [] : [{ name, ...route }];
  });
  const { smtp, heartbeat } = monitoring;
  return { routes, heartbeat, ...(smtp === undefined ? {} : { smtp }) };
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

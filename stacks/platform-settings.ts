import type { Values } from "../components/platform/contract.ts";
import type { PlatformSettings } from "../components/platform/settings.ts";
import { presentAddOns } from "../fleet/charts/add-ons.ts";
import { imageMirror } from "../fleet/charts/image-source.ts";
import { ringOf } from "../fleet/charts/ring.ts";
import type { Cluster, Fleet } from "../fleet/inventory.ts";
import { storageOf } from "../fleet/k3s/k3s-servers.ts";
import { clusterDnsZone } from "../fleet/names.ts";
import { isPrivateOnly } from "../fleet/networks/private-only.ts";
import { hostedTenants } from "../fleet/placement/hosted-tenants.ts";
import { slaSettings } from "../fleet/sla.ts";
import { isKept } from "../fleet/upgrade/succession.ts";
import { nameSettings } from "./name-settings.ts";
import { metricsSettings } from "./metrics-settings.ts";
import { objectStores } from "./object-stores.ts";
import { platformRanges } from "./platform-ranges.ts";
import { secretSource } from "./secret-source.ts";
import type { ShownOutput } from "./stack-outputs.ts";

/**
 * What one cluster's platform looks like: its profile and entry, what its service level adds, its ranges, and what its
 * region's stack shows.
 */
export function platformSettings(fleet: Fleet, cluster: Cluster, shared?: ShownOutput): PlatformSettings {
  const level = slaSettings(cluster);
  return {
    addOns: presentAddOns(fleet, cluster),
    ring: ringOf(fleet, cluster),
    choices: cluster.addOns,
    level: level.platform,
    labels: { cluster: cluster.id, environment: cluster.environment, region: cluster.region },
    ...metricsSettings(fleet, cluster),
    replicas: level.platformReplicas,
    protect: level.protect || isKept(fleet, cluster),
    dnsZone: clusterDnsZone(fleet.settings, cluster.region, cluster.id),
    ...platformRanges(fleet, cluster),
    ...nameSettings(fleet, cluster, shared),
    internalOnly: isPrivateOnly(cluster),
    ...objectStores(fleet, cluster, shared),
    ...secretSource(fleet, cluster),
    ebsVolumes: hasEbsVolumes(cluster),
    ...people(fleet),
    tenants: tenantsOf(fleet, cluster),
    ...(cluster.cells === undefined ? {} : { cells: true }),
    ...overrides(cluster),
    ...mirrors(fleet, cluster),
  };
}

function hasEbsVolumes(cluster: Cluster): boolean {
  return cluster.kind === "eks" || (cluster.kind === "k3s" && storageOf(cluster) === "ebs");
}

/** Who people are, which is said once for the fleet. */
function people({ settings: { sso } }: Fleet): Pick<PlatformSettings, "sso"> {
  return sso === undefined ? {} : { sso };
}

/** Tenants with an environment in it; each once, for all of its environments are beside each other on a dashboard. */
function tenantsOf(fleet: Fleet, cluster: Cluster): readonly string[] {
  return [...hostedTenants(fleet, cluster.id).keys()].sort();
}

function overrides({ addOns }: Cluster): Pick<PlatformSettings, "valuesOverrides"> {
  const values = Object.entries(addOns).flatMap(([name, { valuesOverride }]): [string, Values][] =>
    valuesOverride === undefined ? [] : [[name, valuesOverride.values]],
  );
  return values.length === 0 ? {} : { valuesOverrides: Object.fromEntries(values) };
}

/** Charts are fetched by whoever deploys, images by the cluster. */
export function mirrors(
  fleet: Fleet,
  cluster: Cluster,
): Pick<PlatformSettings, "chartMirror" | "imageMirror"> {
  const { charts } = fleet.settings.mirrors;
  const images = imageMirror(fleet, cluster);
  return {
    ...(charts === undefined ? {} : { chartMirror: charts }),
    ...(images === undefined ? {} : { imageMirror: images }),
  };
}

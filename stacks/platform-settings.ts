import type { Values } from "../components/platform/contract.ts";
import type { PlatformSettings } from "../components/platform/settings.ts";
import { addOnsOf } from "../fleet/charts/add-ons.ts";
import { imageMirror } from "../fleet/charts/image-source.ts";
import type { Cluster, Fleet } from "../fleet/inventory.ts";
import { clusterDnsZone } from "../fleet/names.ts";
import { isPrivateOnly } from "../fleet/networks/private-only.ts";
import { regionNeeds } from "../fleet/regions/region-needs.ts";
import { slaSettings } from "../fleet/sla.ts";
import { placeOf } from "./network-settings.ts";
import { platformRanges } from "./platform-ranges.ts";
import type { ShownOutput } from "./stack-outputs.ts";

/**
 * What one cluster's platform looks like: its profile and entry, what its service level adds, its ranges, and what its
 * region's stack shows.
 */
export function platformSettings(fleet: Fleet, cluster: Cluster, shared?: ShownOutput): PlatformSettings {
  return {
    addOns: addOnsOf(cluster),
    replicas: slaSettings(cluster).platformReplicas,
    dnsZone: clusterDnsZone(fleet.settings, cluster.region, cluster.id),
    ...platformRanges(fleet, cluster),
    ...certificates(fleet, cluster, shared),
    internalOnly: isPrivateOnly(cluster),
    ...overrides(cluster),
    ...mirrors(fleet, cluster),
  };
}

/** Names are proven in the region's own zone where there is one: rights on it reach no other region's names. */
function certificates(
  fleet: Fleet,
  cluster: Cluster,
  shared: ShownOutput | undefined,
): Pick<PlatformSettings, "certificates"> {
  const { certificates: wanted } = fleet.settings;
  const own = regionNeeds(fleet, cluster).includes("zoneId") ? shared?.("zoneId") : undefined;
  const hostedZoneId = own ?? wanted?.hostedZoneId;
  // Neither Let's Encrypt nor the API of Route 53 has an endpoint.
  if (wanted === undefined || hostedZoneId === undefined || isPrivateOnly(cluster)) return {};
  return {
    certificates: { email: wanted.email, hostedZoneId, awsRegion: placeOf(fleet, cluster).awsRegion },
  };
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

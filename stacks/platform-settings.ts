import type { Values } from "../components/platform/contract.ts";
import type { PlatformSettings } from "../components/platform/settings.ts";
import { addOnsOf } from "../fleet/add-ons.ts";
import type { Cluster, Fleet } from "../fleet/inventory.ts";
import { clusterDnsZone } from "../fleet/names.ts";
import { networkPlan } from "../fleet/network-plan.ts";
import type { SubnetClass } from "../fleet/schema/cluster.ts";
import { slaSettings } from "../fleet/sla.ts";
import { placeOf } from "./network-settings.ts";

/** What one cluster's platform looks like: its profile and entry, what its service level adds, and its ranges. */
export function platformSettings(fleet: Fleet, cluster: Cluster): PlatformSettings {
  const { subnets, cidr, serviceCidr } = networkPlan(fleet, cluster.id);
  const rangesOf = (wanted: SubnetClass): readonly string[] =>
    subnets.filter((subnet) => subnet.class === wanted).map((subnet) => subnet.cidr);
  const controlPlane = rangesOf("control-plane");
  return {
    addOns: addOnsOf(cluster),
    replicas: slaSettings(cluster).platformReplicas,
    dnsZone: clusterDnsZone(fleet.settings, cluster.region, cluster.id),
    // A policy engine may see the address of the Service or that of the control plane, so both are named. A network
    // that was brought along may not say where its control plane is.
    apiServerRanges: [...(controlPlane.length > 0 ? controlPlane : [cidr]), firstAddress(serviceCidr)],
    nodeRanges: rangesOf("node"),
    ...certificates(fleet, cluster),
    ...overrides(cluster),
    ...mirrors(fleet),
  };
}

/** The Service of the API server always has the first address of the range. */
function firstAddress(serviceCidr: string): string {
  const [network = ""] = serviceCidr.split("/");
  const parts = network.split(".").map(Number);
  return `${[...parts.slice(0, 3), (parts[3] ?? 0) + 1].join(".")}/32`;
}

function certificates(fleet: Fleet, cluster: Cluster): Pick<PlatformSettings, "certificates"> {
  const { certificates: wanted } = fleet.settings;
  if (wanted === undefined) return {};
  return { certificates: { ...wanted, awsRegion: placeOf(fleet, cluster).awsRegion } };
}

function overrides({ addOns }: Cluster): Pick<PlatformSettings, "valuesOverrides"> {
  const values = Object.entries(addOns).flatMap(([name, { valuesOverride }]): [string, Values][] =>
    valuesOverride === undefined ? [] : [[name, valuesOverride.values]],
  );
  return values.length === 0 ? {} : { valuesOverrides: Object.fromEntries(values) };
}

function mirrors({ settings: { mirrors: from } }: Fleet): Partial<PlatformSettings> {
  return {
    ...(from.charts === undefined ? {} : { chartMirror: from.charts }),
    ...(from.images === undefined ? {} : { imageMirror: from.images }),
  };
}

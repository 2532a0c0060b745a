import type { Provider } from "@pulumi/aws/provider.js";
import type { ZoneAssociation } from "@pulumi/aws/route53/zoneAssociation.js";
import type { Network } from "../components/network/network.ts";
import { associatePrivateZone } from "../components/network/private-zone.ts";
import type { Cluster, Fleet } from "../fleet/inventory.ts";
import { endpointZoneOutput } from "../fleet/regions/region-outputs.ts";
import { servicesFromRegion } from "../fleet/regions/shared-endpoints.ts";
import { placeOf } from "./network-settings.ts";
import type { ShownOutput } from "./stack-outputs.ts";

interface Ground {
  readonly provider: Provider;
  readonly network: Network;
  /** Outputs of the region's own stack; absent where the cluster needs nothing of it. */
  readonly shared?: ShownOutput;
}

/** Lets a cluster's network ask for the services whose endpoints its region shares. */
export function joinEndpointZones(
  fleet: Fleet,
  cluster: Cluster,
  { provider, network, shared }: Ground,
): readonly ZoneAssociation[] {
  if (shared === undefined) return [];
  const { awsRegion } = placeOf(fleet, cluster);
  return servicesFromRegion(fleet, cluster).map((service) =>
    associatePrivateZone(`${cluster.id}-endpoint-zone-${service}`, {
      provider,
      vpcId: network.vpcId,
      awsRegion,
      zoneId: shared(endpointZoneOutput(service)),
    }),
  );
}

import type { Provider } from "@pulumi/aws/provider.js";
import type { GatewayArgs } from "../components/link/gateway-side.ts";
import { contains, parseCidr } from "../fleet/addresses/cidr.ts";
import type { Fleet, Region } from "../fleet/inventory.ts";
import { type ClusterGateway, clusterGateway } from "../fleet/links/link-gateways.ts";
import { transitTableOutput } from "../fleet/regions/region-outputs.ts";
import { transitPlan } from "../fleet/regions/transit-plan.ts";
import { clusterOf } from "./link-ends.ts";
import type { Place } from "./network-settings.ts";
import { placeOfRegion } from "./region-settings.ts";
import type { StackReader } from "./stack-outputs.ts";

/** The gateway of a cluster; undefined where it attaches to none. */
export function gatewayOf(fleet: Fleet, clusterId: string): ClusterGateway | undefined {
  return clusterGateway(fleet, clusterOf(fleet, clusterId));
}

export const gatewayPlace = (fleet: Fleet, owner: Region): Place => placeOfRegion(fleet, owner);

/** Ids of a gateway and of what stands behind it, as the stacks of the region and of the cluster show them. */
export function gatewayArgs(
  clusterId: string,
  { owner, environment }: ClusterGateway,
  { read, provider }: { readonly read: StackReader; readonly provider: Provider },
): GatewayArgs {
  const shown = read(owner.id);
  return {
    provider,
    gatewayId: shown("transitGatewayId"),
    tableId: shown(transitTableOutput(environment)),
    attachmentId: read(clusterId)("transitAttachmentId"),
  };
}

/** Ranges that a cluster's tables do not lead to its gateway yet. */
export function missingRanges(fleet: Fleet, clusterId: string, ranges: readonly string[]): readonly string[] {
  const known = (transitPlan(fleet, clusterOf(fleet, clusterId))?.destinations ?? []).map(parseCidr);
  return ranges.filter((range) => !known.some((one) => contains(one, parseCidr(range))));
}

import type { Provider } from "@pulumi/aws/provider.js";
import { awsProvider } from "../components/aws-provider.ts";
import type { Network } from "../components/network/network.ts";
import { TransitAttachment } from "../components/network/transit-attachment.ts";
import type { Cluster, Fleet } from "../fleet/inventory.ts";
import { transitTableOutput } from "../fleet/regions/region-outputs.ts";
import { clusterTags } from "../fleet/tags.ts";
import { type TransitPlan, transitPlan } from "../fleet/regions/transit-plan.ts";
import { placeOf } from "./network-settings.ts";
import { placeOfRegion } from "./region-settings.ts";
import { outputsOfStack, type ShownOutput } from "./stack-outputs.ts";

interface Ground {
  readonly provider: Provider;
  readonly network: Network;
  /** Outputs of the region's own stack, where something else has read them already. */
  readonly shared?: ShownOutput;
}

/** Attaches a cluster that asks for it to the gateway of its region, whose stack must have been brought up. */
export function attachToGateway(
  fleet: Fleet,
  cluster: Cluster,
  { provider, network, shared }: Ground,
): TransitAttachment | undefined {
  const plan = transitPlan(fleet, cluster);
  if (plan === undefined) return undefined;
  // One stack is read once.
  const shown =
    shared !== undefined && plan.owner.id === cluster.region ? shared : outputsOfStack(plan.owner.id);
  const propagations = plan.propagations.map((key) => [key, shown(transitTableOutput(key))] as const);
  return new TransitAttachment(`${cluster.id}-transit`, {
    provider,
    gatewayProvider: gatewayProvider(fleet, cluster, plan) ?? provider,
    network,
    gatewayId: shown("transitGatewayId"),
    tableId: shown(transitTableOutput(plan.table)),
    propagations: Object.fromEntries(propagations),
    destinations: plan.destinations,
  });
}

/** A provider of its own where the gateway is in another account. */
function gatewayProvider(fleet: Fleet, cluster: Cluster, { owner }: TransitPlan): Provider | undefined {
  const place = placeOfRegion(fleet, owner);
  if (place.accountId === placeOf(fleet, cluster).accountId) return undefined;
  return awsProvider("aws-transit", { ...place, tags: clusterTags(fleet, cluster) });
}

import type { Provider } from "@pulumi/aws/provider.js";
import * as pulumi from "@pulumi/pulumi";
import { createAlerts } from "./alerts.ts";
import { createBuckets } from "./buckets.ts";
import { createCostTags } from "./cost-tags.ts";
import { createHostedZones } from "./hosted-zones.ts";
import { createImageCaches } from "./image-caches.ts";
import type { RegionOutputs } from "./outputs.ts";
import type { RegionScope } from "./scope.ts";
import { DEFAULT_COST_ALLOCATION_TAGS, type RegionSettings } from "./settings.ts";
import { createSharedEndpoints } from "./shared-endpoints.ts";
import { createTransitGateway } from "./transit-gateway.ts";

export interface RegionArgs extends RegionSettings {
  /** AWS provider, guarded by account and region. */
  readonly provider: Provider;
  /** Provider for copies in another AWS region. @default - nothing is copied */
  readonly replicaProvider?: Provider;
  /** Provider for the account that holds the zone above. @default - that of the region */
  readonly parentZoneProvider?: Provider;
}

/**
 * What the clusters of one region share. The component's name is the region's. Nothing of it exists without a word in
 * the region's entry.
 */
export class Region extends pulumi.ComponentResource {
  /** What clusters and people use of it. */
  readonly outputs: RegionOutputs;

  constructor(name: string, args: RegionArgs, opts: pulumi.ComponentResourceOptions = {}) {
    const { provider, replicaProvider, parentZoneProvider, ...settings } = args;
    super("atoll:region:Region", name, {}, pulumi.mergeOptions({ provider }, opts));
    const scope = { name, parent: this, settings };

    const zones = createHostedZones(scope, parentZoneProvider);
    const buckets = createBuckets(scope, replicaProvider);

    this.outputs = { ...zones, ...buckets, ...createShared(scope, provider) };
    this.registerOutputs(this.outputs);
  }
}

/** What the region's account shares beside names and buckets. */
function createShared(scope: RegionScope, provider: Provider): RegionOutputs {
  const { imageCaches, alerts, costAllocationTags = DEFAULT_COST_ALLOCATION_TAGS } = scope.settings;
  if (imageCaches !== undefined) createImageCaches(scope, imageCaches);
  if (costAllocationTags) createCostTags(scope);
  return {
    ...createRouting(scope, provider),
    ...(alerts === undefined ? {} : createAlerts(scope, alerts)),
  };
}

/** The gateway between the clusters' networks, and what stands behind it for all of them. */
function createRouting(scope: RegionScope, provider: Provider): RegionOutputs {
  const { transit, endpoints } = scope.settings;
  if (transit === undefined) return {};
  const gateway = createTransitGateway(scope, transit);
  if (endpoints === undefined) return gateway;
  return { ...gateway, ...createSharedEndpoints(scope, endpoints, { provider, gateway }) };
}

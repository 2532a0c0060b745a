import type { AlertSettings } from "./alert-settings.ts";
import type { RegionBucketSettings } from "./bucket-settings.ts";
import type { DnsSettings } from "./dns-settings.ts";
import type { EndpointSettings } from "./endpoint-settings.ts";
import type { ImageCacheSettings } from "./image-cache-settings.ts";
import type { TransitSettings } from "./transit-settings.ts";

export const DEFAULT_COST_ALLOCATION_TAGS = false;

/** What one region holds for its clusters: plain values, for they decide which resources exist. */
export interface RegionSettings {
  /** Number of the AWS account. */
  readonly accountId: string;
  /** AWS region code, such as eu-central-1. */
  readonly awsRegion: string;
  /** Refuses to delete what cannot be had again: zones, buckets, keys. */
  readonly protect: boolean;
  /** Hosted zones. @default none */
  readonly dns?: DnsSettings;
  /** Buckets. @default none */
  readonly buckets?: RegionBucketSettings;
  /** The gateway between the clusters' networks. @default - there is none */
  readonly transit?: TransitSettings;
  /** Endpoints behind that gateway. @default none */
  readonly endpoints?: EndpointSettings;
  /** Copies of other registries. @default none */
  readonly imageCaches?: ImageCacheSettings;
  /** Who hears of quotas and money. @default - nobody */
  readonly alerts?: AlertSettings;
  /** Activates the fleet's tags for bills. @default false */
  readonly costAllocationTags?: boolean;
}

import type { ObjectStore } from "../components/platform/object-store.ts";
import type { PlatformSettings } from "../components/platform/settings.ts";
import type { Cluster, Fleet } from "../fleet/inventory.ts";
import { regionBucketName } from "../fleet/names.ts";
import { type StoreName, storesOf } from "../fleet/regions/object-stores.ts";
import type { ShownOutput } from "./stack-outputs.ts";

/** Stands for the key where no stack is read: faults don't depend on it, and nothing is registered. */
const UNREAD_KEY = "<dataKeyArn>";

/** Buckets of the region that add-ons of a cluster keep objects in, if the region has them. */
export function objectStores(
  fleet: Fleet,
  cluster: Cluster,
  shared: ShownOutput | undefined,
): Pick<PlatformSettings, "stores"> {
  const region = fleet.regions.get(cluster.region);
  if (region === undefined) return {};
  const found = storesOf(cluster).flatMap((name): [StoreName, ObjectStore][] => {
    const bucket = region.buckets[name];
    if (bucket === undefined) return [];
    const store = {
      bucket: regionBucketName(fleet.settings, region, name),
      awsRegion: region.awsRegion,
      keyArn: shared?.("dataKeyArn") ?? UNREAD_KEY,
      keepDays: bucket.keepDays,
    };
    return [[name, store]];
  });
  return found.length === 0 ? {} : { stores: Object.fromEntries(found) };
}

import type * as pulumi from "@pulumi/pulumi";
import { createEbs } from "./ebs.ts";
import { createLonghorn, type LonghornArgs } from "./longhorn.ts";
import type { SystemPlace } from "./place.ts";

/** Volumes where no cloud is behind the cluster: Longhorn's, or folders of nodes, which K3s brings itself. */
export interface StorageArgs extends LonghornArgs {
  /** What provides volumes. */
  readonly storage: "longhorn" | "local-path";
}

/** What gives claims their volumes, and what must exist before the first of them. */
export function createStorage(args: StorageArgs): readonly pulumi.Resource[] {
  return args.storage === "longhorn" ? createLonghorn(args) : [];
}

/** The same in AWS. Its workers come and go, so copies of a volume are in different zones where there are several. */
export function createCloudStorage(place: SystemPlace): readonly pulumi.Resource[] {
  const { settings } = place;
  if (settings.storage === "ebs") return createEbs(place);
  const { zones, nodeRanges, flags, chartMirror, imageMirror } = settings;
  return createStorage({
    name: place.name,
    parent: place.parent,
    provider: place.provider,
    dependsOn: place.dependsOn,
    storage: settings.storage,
    kubernetes: settings.addOnKubernetes,
    places: zones.length,
    zoned: zones.length > 1,
    autoscaled: true,
    apiServerRanges: [...nodeRanges, flags.podCidr],
    nodeRanges,
    protect: settings.protect ?? false,
    ...(chartMirror === undefined ? {} : { chartMirror }),
    ...(imageMirror === undefined ? {} : { imageMirror }),
  });
}

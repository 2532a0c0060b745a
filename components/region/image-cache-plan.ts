import { REGISTRIES, REGISTRY_NAMES, type UpstreamRegistry } from "../../fleet/charts/registries.ts";
import type { ImageCacheSettings } from "./image-cache-settings.ts";

export interface PlannedImageCache {
  readonly name: string;
  /** Host in the names of images, under which the copies lie: so a mirror's names are those that charts are given. */
  readonly prefix: string;
  readonly upstream: string;
  readonly credentialArn?: string;
}

/** A rule and a template for each registry, in the order of their names. */
export function imageCaches(
  region: string,
  { registries }: ImageCacheSettings,
): readonly PlannedImageCache[] {
  return REGISTRY_NAMES.flatMap((key) => {
    const wanted = registries[key];
    if (wanted === undefined) return [];
    const { host, upstream = host }: UpstreamRegistry = REGISTRIES[key];
    const { credentials } = wanted;
    return [
      {
        name: `${region}-image-cache-${key}`,
        prefix: host,
        upstream,
        ...(credentials === undefined ? {} : { credentialArn: credentials }),
      },
    ];
  });
}

/** Copies go when they are old; what is still used is pulled anew. */
export function cacheLifecycle({ keepDays }: ImageCacheSettings): string {
  return JSON.stringify({
    rules: [
      {
        rulePriority: 1,
        description: `images of more than ${keepDays} days`,
        selection: {
          tagStatus: "any",
          countType: "sinceImagePushed",
          countUnit: "days",
          countNumber: keepDays,
        },
        action: { type: "expire" },
      },
    ],
  });
}

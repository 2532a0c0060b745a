import type { Chart, Ring } from "./chart.ts";
import type { ChartName } from "./charts.ts";
import { ecrRegion, REGISTRIES } from "./registries.ts";
import { chartIn, STABLE } from "./ring.ts";

/** Folder of the checkout that `atoll catalog pull` fills. */
export const CATALOG_FOLDER = ".catalog";

/** The program runs in `stacks/`, one level below the checkout: the same path on every machine. */
const FROM_PROGRAM = "..";

/** What a Release needs to find its chart. */
export interface ChartSource {
  /** Name in the repository, address in a registry, or path of an archive. */
  readonly chart: string;
  readonly version: string;
  readonly repositoryOpts?: { readonly repo: string };
}

/** Name of a chart's archive in the cache. */
export function archiveName({ chart, version }: Pick<Chart, "chart" | "version">): string {
  return `${chart}-${version}.tgz`;
}

/**
 * Where a Release finds a chart: at its publisher, in the mirror of the fleet if it has one, or, when `atoll catalog
 * pull` packs it, in the cache beside the program.
 *
 * @see https://helm.sh/docs/topics/registries/
 */
export function chartSource(name: ChartName, mirror?: string, ring: Ring = STABLE): ChartSource {
  const entry = chartIn(name, ring);
  const { chart, version, origin } = entry;
  switch (origin.kind) {
    case "manifests":
    case "crds-folder":
      return { chart: `${FROM_PROGRAM}/${CATALOG_FOLDER}/${archiveName(entry)}`, version };
    case "https":
    case "oci": {
      const from = publishedAt(origin.repository, chart, mirror);
      return from.startsWith("oci://")
        ? { chart: from, version }
        : { chart, version, repositoryOpts: { repo: from } };
    }
  }
}

/** Address of a published chart: its own in a registry, that of the index otherwise. */
export function publishedAt(repository: string, chart: string, mirror?: string): string {
  if (mirror === undefined) return repository;
  return mirror.startsWith("oci://") ? `${mirror}/${chart}` : mirror;
}

/** Parts of an image's name, as charts ask for them. */
export interface ImageName {
  /** Registry, and with a mirror the path below which it keeps that registry. */
  readonly registry: string;
  /** Path in the registry. */
  readonly path: string;
  readonly tag: string;
}

/**
 * An image as the cluster pulls it. A mirror keeps each registry below a path of its own, for two of them may use one
 * name.
 *
 * @example imageName("quay.io/jetstack/x:v1", "registry.lagoon.cloud/mirror") // => registry.lagoon.cloud/mirror/quay.io
 */
export function imageName(image: string, mirror?: string): ImageName {
  const match = /^([^/]+)\/(.+):([^:/]+)$/.exec(image);
  const [, registry, path, tag] = match ?? [];
  if (registry === undefined || path === undefined || tag === undefined)
    throw new Error(`${image} is not a registry, a path and a tag`);
  if (mirror === undefined) return { registry, path, tag };
  return { registry: `${mirror}/${registry}`, path: pathInMirror(registry, path, mirror), tag };
}

/**
 * ECR asks Docker Hub for exactly what it is asked for, and Docker Hub keeps images without an owner below `library`.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-working-pulling.html
 */
function pathInMirror(registry: string, path: string, mirror: string): string {
  const isOfficial = registry === REGISTRIES["docker-hub"].host && !path.includes("/");
  return isOfficial && ecrRegion(mirror) !== undefined ? `library/${path}` : path;
}

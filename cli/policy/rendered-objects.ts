import { availableParallelism } from "node:os";
import { manifestObjects, type RenderedObject } from "../../plan/rendered/manifest-objects.ts";
import type { PlannedRelease } from "../../plan/rendered/planned-release.ts";
import { isMap } from "../../plan/json.ts";
import type { Resource } from "../../policy/resource.ts";
import type { Cache } from "../catalog/cache.ts";
import { ChartRenderer, RenderFailure } from "../rendering/chart-renderer.ts";
import { NO_HELM } from "../rendering/helm-on-path.ts";
import { inLanes } from "../rendering/lanes.ts";
import { archiveOf } from "../rendering/rendered-charts.ts";
import { withTemporaryFolder } from "../temporary-folder.ts";

/** What a release puts into its cluster, or why nobody looked. */
export type ReleaseObjects =
  | { readonly release: PlannedRelease; readonly objects: readonly Resource[] }
  | { readonly release: PlannedRelease; readonly notRendered: string };

export interface ObjectOptions {
  readonly cache: Cache;
  /** Folder of the cache, as people know it. */
  readonly folder: string;
  /** @default - there is none on this machine */
  readonly helm?: string | undefined;
  /** Minor of Kubernetes by stack. */
  readonly minors: ReadonlyMap<string, string>;
}

/** Objects of all releases; the same chart with the same values for the same minor is rendered once. */
export async function releaseObjects(
  releases: readonly PlannedRelease[],
  options: ObjectOptions,
): Promise<readonly ReleaseObjects[]> {
  const { helm } = options;
  if (helm === undefined) return releases.map((release) => ({ release, notRendered: NO_HELM }));
  return withTemporaryFolder("atoll-policy-", async (home, signal) => {
    const renderer = new ChartRenderer(helm, home);
    return inLanes(releases, availableParallelism(), async (release) => {
      if (signal.aborted) throw new Error("told to stop");
      return rendered(release, renderer, options);
    });
  });
}

async function rendered(
  release: PlannedRelease,
  renderer: ChartRenderer,
  { cache, folder, minors }: ObjectOptions,
): Promise<ReleaseObjects> {
  const archive = cache.archive(archiveOf(release));
  if (archive === undefined) {
    const notRendered = `${archiveOf(release)} is not in ${folder}: run atoll catalog pull ${release.name}`;
    return { release, notRendered };
  }
  const { stack, name, namespace, values, apiVersions, includeCrds } = release;
  const kubernetes = minors.get(stack);
  const request = { archive, name, namespace, values, apiVersions, includeCrds };
  try {
    const documents = await renderer.render({
      ...request,
      ...(kubernetes === undefined ? {} : { kubernetes }),
    });
    return { release, objects: objectsOf(documents, release) };
  } catch (error) {
    if (!(error instanceof RenderFailure)) throw error;
    return { release, notRendered: error.message };
  }
}

function objectsOf(documents: readonly string[], release: PlannedRelease): readonly Resource[] {
  try {
    const objects = manifestObjects(documents.join("\n---\n"), release.namespace);
    return [...objects.values()].map((object) => objectResource(object, release));
  } catch (error) {
    throw new RenderFailure(`helm printed no YAML: ${error instanceof Error ? error.message : ""}`);
  }
}

/** An object as a stack would register it: its name begins with that of its release. */
function objectResource(
  { apiVersion, kind, name, namespace, body }: RenderedObject,
  release: PlannedRelease,
): Resource {
  const group = apiVersion.includes("/") ? apiVersion : `core/${apiVersion}`;
  const { metadata = null } = body;
  return {
    type: `kubernetes:${group}:${kind}`,
    name: [release.name, ...(namespace === undefined ? [] : [namespace]), name].join("/"),
    inputs: { ...body, metadata: { namespace: release.namespace, ...(isMap(metadata) ? metadata : {}) } },
    protect: false,
  };
}

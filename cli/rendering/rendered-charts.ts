import { availableParallelism } from "node:os";
import { diffManifests, type ManifestSides } from "../../plan/rendered/manifest-diff.ts";
import { mayBeMadeUp, type ObjectsDiff } from "../../plan/rendered/objects-diff.ts";
import { placeholders } from "../../plan/rendered/placeholders.ts";
import type { ReleaseChange, ReleaseSide } from "../../plan/rendered/release-change.ts";
import type { Rendering } from "../../plan/rendered/release-diff.ts";
import type { RenderedRelease } from "../../plan/rendered/release-groups.ts";
import type { Cache, CachedArchive } from "../catalog/cache.ts";
import { withTemporaryFolder } from "../temporary-folder.ts";
import { ChartRenderer, RenderFailure, type RenderRequest } from "./chart-renderer.ts";
import { NO_HELM } from "./helm-on-path.ts";
import { inLanes } from "./lanes.ts";

export interface RenderOptions {
  readonly cache: Cache;
  /** Folder of the cache, as people know it. */
  readonly folder: string;
  /** @default - there is none on this machine */
  readonly helm?: string | undefined;
  /** Kubernetes minors by stack. */
  readonly minors: ReadonlyMap<string, string>;
  /** What the plans are compared with, such as `main`. */
  readonly revision: string;
}

/** Renders both sides of every release that changes, as far as their archives are in the cache. */
export async function renderedCharts(
  changes: readonly ReleaseChange[],
  options: RenderOptions,
): Promise<readonly RenderedRelease[]> {
  if (changes.length === 0) return [];
  return withTemporaryFolder("atoll-render-", async (home, signal) => {
    const renderer = options.helm === undefined ? undefined : new ChartRenderer(options.helm, home);
    return inLanes(changes, availableParallelism(), async (change) => {
      if (signal.aborted) throw new Error("told to stop");
      return { change, rendering: await rendering(change, renderer, options) };
    });
  });
}

async function rendering(
  change: ReleaseChange,
  renderer: ChartRenderer | undefined,
  options: RenderOptions,
): Promise<Rendering> {
  const [before, after] = [change.before, change.after].map((side) => options.cache.archive(archiveOf(side)));
  const missing = missingText(change, { before, after }, options);
  if (missing !== undefined || before === undefined || after === undefined || renderer === undefined) {
    const reasons = [
      ...(missing === undefined ? [] : [missing]),
      ...(renderer === undefined ? [NO_HELM] : []),
    ];
    return { kind: "not rendered", why: reasons.join("; ") };
  }
  try {
    return await compared(change, { before, after }, { renderer, minors: options.minors });
  } catch (error) {
    if (!(error instanceof RenderFailure)) throw error;
    return { kind: "not rendered", why: error.message };
  }
}

interface Tools {
  readonly renderer: ChartRenderer;
  readonly minors: ReadonlyMap<string, string>;
}

async function compared(
  change: ReleaseChange,
  archives: Archives<CachedArchive>,
  { renderer, minors }: Tools,
): Promise<Rendering> {
  const { stack, name, namespace, apiVersions, includeCrds } = change;
  const kubernetes = minors.get(stack);
  const request = (side: "before" | "after"): RenderRequest => ({
    archive: archives[side],
    ...{ name, namespace, apiVersions, includeCrds, values: change[side].values },
    ...(kubernetes === undefined ? {} : { kubernetes }),
  });
  const was = await renderer.render(request("before"));
  const is = await renderer.render(request("after"));
  const first = differences({ before: was, after: is, namespace });
  const objects = mayBeMadeUp(first)
    ? differences({ before: was, after: is, namespace, again: await renderer.render(request("after"), 1) })
    : first;
  const unknown = [...placeholders(change.before.values), ...placeholders(change.after.values)];
  return { kind: "rendered", objects, placeholders: [...new Set(unknown)].sort() };
}

function differences(sides: ManifestSides): ObjectsDiff {
  try {
    return diffManifests(sides);
  } catch (error) {
    throw new RenderFailure(`helm printed no YAML: ${error instanceof Error ? error.message : ""}`);
  }
}

interface Archives<Archive> {
  readonly before: Archive;
  readonly after: Archive;
}

/** What must be pulled first, in the words of the command line. */
function missingText(
  { name, before, after }: ReleaseChange,
  found: Archives<CachedArchive | undefined>,
  { folder, revision }: RenderOptions,
): string | undefined {
  const pull = `atoll catalog pull ${name}`;
  const missing = new Map([
    ...(found.before === undefined ? [[archiveOf(before), `${pull} --revision ${revision}`] as const] : []),
    ...(found.after === undefined ? [[archiveOf(after), pull] as const] : []),
  ]);
  if (missing.size === 0) return undefined;
  const verb = missing.size === 1 ? "is" : "are";
  return `${[...missing.keys()].join(" and ")} ${verb} not in ${folder}: run ${[...missing.values()].join(" and ")}`;
}

/** Name of the archive in the cache, whatever way the program names the chart. */
export function archiveOf({ chart, version }: ReleaseSide): string {
  const last = chart.slice(chart.lastIndexOf("/") + 1);
  return last.endsWith(".tgz") ? last : `${last}-${version}.tgz`;
}

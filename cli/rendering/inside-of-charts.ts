import type { Fleet } from "../../fleet/inventory.ts";
import type { FleetDiff } from "../../plan/fleet-diff.ts";
import type { Plan } from "../../plan/plan.ts";
import { releaseChanges } from "../../plan/rendered/release-change.ts";
import type { ReleaseDiff } from "../../plan/rendered/release-diff.ts";
import { releaseGroups } from "../../plan/rendered/release-groups.ts";
import { Cache } from "../catalog/cache.ts";
import { catalogFolder } from "../catalog/folder.ts";
import { helmOnPath } from "./helm-on-path.ts";
import { renderedCharts } from "./rendered-charts.ts";

export interface Sides {
  /** The work tree's. */
  readonly fleet: Pick<Fleet, "clusters">;
  /** Plans of the work tree. */
  readonly after: readonly Plan[];
  /** What they are compared with, such as `main`. */
  readonly revision: string;
  /** Folder of archives. @default - `.catalog` of the checkout */
  readonly folder: string | undefined;
}

/** What every release that changes changes in its cluster, for the minor that the cluster has in the work tree. */
export async function insideOfCharts(
  diff: FleetDiff,
  { fleet, after, revision, folder }: Sides,
): Promise<readonly ReleaseDiff[]> {
  const { path, shown } = catalogFolder(folder);
  const minors = new Map([...fleet.clusters.values()].map(({ id, kubernetes }) => [id, kubernetes]));
  const releases = await renderedCharts(releaseChanges(diff, after), {
    cache: new Cache(path),
    folder: shown,
    helm: helmOnPath(),
    minors,
    revision,
  });
  return releaseGroups(releases);
}

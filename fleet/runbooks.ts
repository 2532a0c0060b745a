import type { Cluster, Inventory } from "./inventory.ts";
import type { FleetSettings } from "./schema/fleet.ts";
import { isWatched } from "./watched.ts";

/** Folder of the pages of alerts, in the repository of the fleet. */
const FOLDER = "docs/runbooks";

/** Branch of a repository at GitHub: of its pipelines only the environment is known, which lets in this one alone. */
const GITHUB_BRANCH = "main";

/** Where people find the pages of alerts: where the fleet says, else in its repository, else a path that no link opens. */
export function runbooksPlace(settings: Pick<FleetSettings, "ci" | "monitoring">): string {
  return settings.monitoring.runbooksUrl ?? repositoryAddress(settings.ci) ?? FOLDER;
}

/**
 * Address of the folder in the repository whose pipelines deploy.
 *
 * @see https://docs.gitlab.com/user/project/repository/files/
 */
function repositoryAddress(ci: FleetSettings["ci"]): string | undefined {
  switch (ci?.kind) {
    case "github":
      return `https://github.com/${ci.repository}/blob/${GITHUB_BRANCH}/${FOLDER}`;
    case "gitlab":
      return `${ci.issuer}/${ci.project}/-/blob/${ci.branch}/${FOLDER}`;
    case undefined:
      return undefined;
  }
}

/** One sentence where alerts go out whose pages nobody can open from a message. */
export function runbookWarnings({
  settings,
  clusters,
}: Pick<Inventory, "settings" | "clusters">): readonly string[] {
  if (runbooksPlace(settings) !== FOLDER) return [];
  const isTold = (cluster: Cluster): boolean =>
    isWatched(cluster) && (settings.environments[cluster.environment]?.alerts ?? []).length > 0;
  if (![...clusters.values()].some(isTold)) return [];
  const remedy = "say monitoring.runbooksUrl, or ci, whose repository has the pages";
  return [`fleet.yaml: alerts lead to ${FOLDER}, which nobody can open from a message; ${remedy}`];
}

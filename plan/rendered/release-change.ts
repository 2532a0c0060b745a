import { chartCrds } from "../../fleet/charts/chart-kinds.ts";
import type { FleetDiff } from "../fleet-diff.ts";
import { isMap, type Json, type JsonMap } from "../json.ts";
import type { Plan, PlannedResource } from "../plan.ts";
import type { ResourceChange } from "../resource-change.ts";

export const RELEASE = "kubernetes:helm.sh/v3:Release";

/** One side of a release: what Helm needs to render it. */
export interface ReleaseSide {
  /** As the program names it: in a repository, an address in a registry, or an archive. */
  readonly chart: string;
  readonly version: string;
  readonly values: JsonMap;
}

/** A release of which chart, version or values change in one stack. */
export interface ReleaseChange {
  readonly stack: string;
  /** Name of the release in the cluster. */
  readonly name: string;
  readonly namespace: string;
  readonly before: ReleaseSide;
  readonly after: ReleaseSide;
  /** Kinds in the chart's folder `crds/` are installed, too. */
  readonly includeCrds: boolean;
  /** Kinds that the cluster's other charts bring: `monitoring.coreos.com/v1`, `monitoring.coreos.com/v1/ServiceMonitor`. */
  readonly apiVersions: readonly string[];
}

/** Inputs of a release that decide what it renders. */
const DECIDES = /^(chart|version|values|valueYamlFiles|repositoryOpts)\b/;

/** Releases that render something else afterwards, as far as the plans tell. */
export function releaseChanges(diff: FleetDiff, after: readonly Plan[]): readonly ReleaseChange[] {
  const plans = new Map(after.map((plan) => [plan.stack, plan]));
  return diff.changed.flatMap(({ stack, changed, replaced }) => {
    const moved = [...changed, ...replaced].filter(isMoved);
    if (moved.length === 0) return [];
    const apiVersions = apiVersionsOf(plans.get(stack));
    return moved.flatMap((change) => releaseChange(stack, change, apiVersions));
  });
}

function isMoved({ after, leaves }: ResourceChange): boolean {
  return after.type === RELEASE && leaves.some(({ path }) => DECIDES.test(path));
}

function releaseChange(
  stack: string,
  { before, after }: ResourceChange,
  apiVersions: readonly string[],
): readonly ReleaseChange[] {
  const [was, is] = [sideOf(before), sideOf(after)];
  if (was === undefined || is === undefined) return [];
  return [
    {
      stack,
      name: textOf(after.inputs["name"]) ?? after.name,
      namespace: textOf(after.inputs["namespace"]) ?? "default",
      before: was,
      after: is,
      includeCrds: after.inputs["skipCrds"] !== true,
      apiVersions,
    },
  ];
}

function sideOf({ inputs }: PlannedResource): ReleaseSide | undefined {
  const chart = textOf(inputs["chart"]);
  const version = textOf(inputs["version"]);
  const values = inputs["values"] ?? {};
  return chart === undefined || version === undefined || !isMap(values)
    ? undefined
    : { chart, version, values };
}

/** A text that says something. */
export const textOf = (value: Json | undefined): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

/** What charts may ask the cluster for besides its own kinds, from the list of the catalog. */
export function apiVersionsOf(plan: Plan | undefined): readonly string[] {
  const releases = (plan?.resources ?? []).filter(({ type }) => type === RELEASE);
  const found = releases.flatMap(({ inputs }) =>
    chartCrds(textOf(inputs["name"]) ?? "").flatMap(({ group, kind, versions }) =>
      versions.flatMap((version) => [`${group}/${version}`, `${group}/${version}/${kind}`]),
    ),
  );
  return [...new Set(found)].sort();
}

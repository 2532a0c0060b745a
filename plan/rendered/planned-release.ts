import { isMap } from "../json.ts";
import type { Plan, PlannedResource } from "../plan.ts";
import { apiVersionsOf, RELEASE, type ReleaseSide, textOf } from "./release-change.ts";

/** A release that a stack registers, with what Helm needs to render it. */
export interface PlannedRelease extends ReleaseSide {
  readonly stack: string;
  /** Name of the release in the cluster. */
  readonly name: string;
  readonly namespace: string;
  /** Kinds in the chart's folder `crds/` are installed, too. */
  readonly includeCrds: boolean;
  /** Kinds that the cluster's other charts bring. */
  readonly apiVersions: readonly string[];
}

/** Releases of a stack; those whose chart or values are not known yet are left out. */
export function plannedReleases(plan: Plan): readonly PlannedRelease[] {
  const apiVersions = apiVersionsOf(plan);
  return plan.resources
    .filter(({ type }) => type === RELEASE)
    .flatMap((resource) => plannedRelease(plan.stack, resource, apiVersions));
}

/** A chart in an archive has its version inside. */
function plannedRelease(
  stack: string,
  { name, inputs }: PlannedResource,
  apiVersions: readonly string[],
): readonly PlannedRelease[] {
  const chart = textOf(inputs["chart"]);
  const values = inputs["values"] ?? {};
  if (chart === undefined || !isMap(values)) return [];
  return [
    {
      stack,
      chart,
      version: textOf(inputs["version"]) ?? "",
      values,
      name: textOf(inputs["name"]) ?? name,
      namespace: textOf(inputs["namespace"]) ?? "default",
      includeCrds: inputs["skipCrds"] !== true,
      apiVersions,
    },
  ];
}

import type { Chart } from "../../fleet/charts/chart.ts";
import { CHART_NAMES, CHARTS } from "../../fleet/charts/charts.ts";
import type { PlannedObject } from "../../fleet/upgrade/check.ts";
import { isMap } from "../json.ts";
import type { Plan } from "../plan.ts";

/** `kubernetes:apps/v1:Deployment`; charts have a type of their own. */
const OBJECT = /^kubernetes:([a-z0-9.-]+)\/(v[a-z0-9]+):([A-Z]\w*)$/;
const RELEASE = "kubernetes:helm.sh/v3:Release";

/** Objects that a stack registers one by one, as Kubernetes knows them. */
export function plannedObjects({ resources }: Plan): readonly PlannedObject[] {
  return resources.flatMap(({ type, name, inputs }): PlannedObject[] => {
    const [, group = "", version = "", kind = ""] = OBJECT.exec(type) ?? [];
    if (kind === "" || type === RELEASE) return [];
    const spec = inputs["spec"];
    const apiVersion = group === "core" ? version : `${group}/${version}`;
    return [{ name, apiVersion, kind, spec: spec !== undefined && isMap(spec) ? spec : {} }];
  });
}

/** Charts of the catalog that a stack installs; a release has the name of its chart. */
export function plannedCharts({ resources }: Plan): readonly Chart[] {
  const installed = new Set(
    resources.filter(({ type }) => type === RELEASE).map(({ inputs }) => inputs["name"]),
  );
  return CHART_NAMES.filter((name) => installed.has(name)).map((name) => CHARTS[name]);
}

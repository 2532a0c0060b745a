import { Release } from "@pulumi/kubernetes/helm/v3/release.js";
import type { Provider } from "@pulumi/kubernetes/provider.js";
import type * as pulumi from "@pulumi/pulumi";
import type { Chart, Ring } from "../../fleet/charts/chart.ts";
import { chartSource } from "../../fleet/charts/chart-source.ts";
import { type ChartName, CHARTS } from "../../fleet/charts/charts.ts";
import type { Values } from "./contract.ts";
import { mergedValues } from "./values.ts";
import { behind } from "./webhook-gate.ts";

export interface ChartReleaseArgs {
  /** Chart of the catalog. */
  readonly chart: ChartName;
  /** Namespace that exists already. */
  readonly namespace: string;
  /** Values of the chart. */
  readonly values: Values;
  /** Seconds after which Helm gives up and goes back. Range 60..3600. */
  readonly timeoutSeconds: number;
  /** Where charts come from. @default - the chart's own repository */
  readonly mirror?: string;
  /** Ring of the catalog whose version is wanted. @default - stable, the version for all */
  readonly ring?: Ring;
  /** What must answer before it is sent. @default none */
  readonly gates?: readonly pulumi.ResourceHook[];
  /** Component it belongs to. */
  readonly parent: pulumi.Resource;
  /** What must exist first. */
  readonly dependsOn: readonly pulumi.Resource[];
  /** Provider of the cluster. @default - that of the component */
  readonly provider?: Provider;
  /** Whether it is kept from being deleted. @default - it is not */
  readonly protect?: boolean;
}

/** Revisions of a release that Helm keeps, each in a Secret. */
const KEPT_REVISIONS = 5;

/**
 * A chart of the catalog, installed as a whole or not at all: Helm runs its hooks, waits until its pods are ready and
 * its jobs are done, and goes back to the last revision when they are not in time. Kinds in a chart's folder `crds/`
 * are left out, for Helm would install them once and never upgrade them.
 *
 * @see https://www.pulumi.com/registry/packages/kubernetes/api-docs/helm/v3/release/
 */
export function chartRelease(name: string, args: ChartReleaseArgs): Release {
  const { chart, namespace, values, timeoutSeconds, mirror, ring, gates = [] } = args;
  const { parent, dependsOn, provider, protect } = args;
  const { crds }: Chart = CHARTS[chart];
  return new Release(
    name,
    {
      name: chart,
      namespace,
      ...chartSource(chart, mirror, ring),
      // Without them the chart's kinds would go with the release, and with a kind all objects of it.
      values: mergedValues(values, crds.keptBy ?? {}),
      atomic: true,
      cleanupOnFail: true,
      waitForJobs: true,
      skipCrds: crds.source === "elsewhere" || crds.source === "none",
      timeout: timeoutSeconds,
      maxHistory: KEPT_REVISIONS,
    },
    {
      parent,
      dependsOn: [...dependsOn],
      ...behind(gates),
      ...(provider === undefined ? {} : { provider }),
      ...(protect === undefined ? {} : { protect }),
    },
  );
}

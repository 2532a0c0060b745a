import type { Inventory, Cluster } from "../inventory.ts";
import type { Chart, Ring } from "./chart.ts";
import { type ChartName, CHARTS } from "./charts.ts";

/** Ring of an environment that names none. */
export const STABLE: Ring = "stable";

/** Ring of the catalog that a cluster follows: that of its environment. */
export function ringOf(
  { settings }: Pick<Inventory, "settings">,
  cluster: Pick<Cluster, "environment">,
): Ring {
  return settings.environments[cluster.environment]?.ring ?? STABLE;
}

/** A chart as clusters of a ring run it. */
export function chartIn(name: ChartName, ring: Ring = STABLE): Chart {
  return inRing(CHARTS[name], ring);
}

/** An entry of the catalog as clusters of a ring run it. */
export function inRing(chart: Chart, ring: Ring): Chart {
  const { edge, ...stable } = chart;
  if (edge === undefined || ring !== "edge") return stable;
  const { version, appVersion, images } = edge;
  return { ...stable, version, appVersion, images };
}

/** Versions of ring edge as charts of their own, such as `traefik@edge`: what is pulled beside those for all. */
export function edgeCharts(charts: Readonly<Record<string, Chart>>): Readonly<Record<string, Chart>> {
  const entries = Object.entries(charts).filter(([, { edge }]) => edge !== undefined);
  return Object.fromEntries(
    entries.map(([name, chart]): [string, Chart] => {
      const one = inRing(chart, "edge");
      const { origin } = one;
      if (origin.kind !== "crds-folder" || charts[origin.of]?.edge === undefined)
        return [edgeName(name), one];
      return [edgeName(name), { ...one, origin: { ...origin, of: edgeName(origin.of) } }];
    }),
  );
}

const edgeName = (name: string): string => `${name}@edge`;

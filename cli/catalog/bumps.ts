import type { Chart, NextVersion } from "../../fleet/charts/chart.ts";
import type { ChartName } from "../../fleet/charts/charts.ts";

/** A chart of one cluster, as its plan has it. */
export interface Installed {
  readonly cluster: string;
  /** Minor version of the cluster. */
  readonly kubernetes: string;
  readonly chart: string;
}

/** A version that may follow one that is there. */
export interface Bump {
  readonly chart: string;
  readonly from: string;
  readonly to: string;
  readonly why: string;
  /** What must change first, one sentence each. */
  readonly blocked: readonly string[];
  /** Clusters in whose plan the chart is. */
  readonly touches: readonly string[];
}

type Charts = Readonly<Record<string, Chart>>;

/** Every version that the catalog allows next, with what stands in its way and which clusters it would reach. */
export function bumps(charts: Charts, installed: readonly Installed[]): readonly Bump[] {
  return Object.entries(charts).flatMap(([name, chart]) => {
    const there = installed.filter((one) => one.chart === name);
    return chart.next.map((next) => ({
      chart: name,
      from: chart.version,
      to: next.version,
      why: next.why,
      blocked: [...tooOldCharts(next, charts), ...wrongMinors(next, there)],
      touches: [...new Set(there.map(({ cluster }) => cluster))].sort(),
    }));
  });
}

function tooOldCharts({ requires = {} }: NextVersion, charts: Charts): readonly string[] {
  return Object.entries(requires).flatMap(([name, version]) => {
    const has = charts[name]?.version;
    return has !== undefined && compareVersions(has, version) >= 0
      ? []
      : [`${name} ${version} or newer first, got ${has ?? "none"}`];
  });
}

function wrongMinors({ kubernetes }: NextVersion, there: readonly Installed[]): readonly string[] {
  if (kubernetes === undefined) return [];
  const { from, to } = kubernetes;
  return there
    .filter((one) => compareVersions(one.kubernetes, from) < 0 || compareVersions(one.kubernetes, to) > 0)
    .map((one) => `${one.cluster} has Kubernetes ${one.kubernetes}, it wants ${from} to ${to}`);
}

const numbers = (version: string): readonly number[] =>
  version.replace(/^v/, "").split(/[.+-]/).map(Number).filter(Number.isFinite);

/** Negative if the first version is older, positive if it is newer; a leading v means nothing. */
export function compareVersions(one: string, other: string): number {
  const [a, b] = [numbers(one), numbers(other)];
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Charts that run on one Kubernetes minor: the set that is tested with it. */
export function testedSet(charts: Readonly<Record<ChartName, Chart>>, minor: string): readonly ChartName[] {
  const names = Object.keys(charts) as ChartName[];
  return names.filter((name) => {
    const { from, to } = charts[name].kubernetes;
    return compareVersions(minor, from) >= 0 && compareVersions(minor, to) <= 0;
  });
}

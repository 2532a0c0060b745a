import kinds from "../chart-kinds.json" with { type: "json" };
import type { ChartCrd } from "./chart.ts";

/** Kinds by chart, each as `group kind plural scope version,version`; `chart-kinds.test.ts` writes them from the charts. */
const KINDS: Readonly<Record<string, readonly string[]>> = kinds;

/** Charts whose kinds are listed. */
export const CHARTS_WITH_KINDS: readonly string[] = Object.keys(KINDS);

/** Kinds whose definitions the chart brings, with every version that they list; none where another chart brings them. */
export function chartCrds(name: string): readonly ChartCrd[] {
  return (KINDS[name] ?? []).map(parsedKind);
}

function parsedKind(line: string): ChartCrd {
  const [group = "", kind = "", plural = "", scope, versions = ""] = line.split(" ");
  if (scope !== "Cluster" && scope !== "Namespaced") throw new Error(`${line} names no scope`);
  return { group, kind, plural, scope, versions: versions.split(",") };
}

/** The same, as it is written down. */
export function writtenKind({ group, kind, plural, scope, versions }: ChartCrd): string {
  return [group, kind, plural, scope, [...versions].sort().join(",")].join(" ");
}

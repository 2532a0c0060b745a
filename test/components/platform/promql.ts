import { parser } from "@prometheus-io/lezer-promql";

/** What an expression reads. */
export interface Read {
  /** Names of its metrics, recorded ones included. */
  readonly metrics: readonly string[];
  /** Labels that it matches, groups or joins by. */
  readonly labels: readonly string[];
  /** Those of them that it groups or joins by. */
  readonly grouped: readonly string[];
  /** Where it is no PromQL, with the text there. */
  readonly faults: readonly string[];
}

/** Variables of Grafana, as far as they stand where PromQL wants a duration, and anywhere else. */
const withoutVariables = (expr: string): string =>
  expr.replaceAll(/\$(__rate_interval|__interval|__range)\b/g, "5m").replaceAll(/\$\{?\w+(:\w+)?\}?/g, "x");

/** Takes an expression apart with the grammar of Prometheus' own editor. */
export function readOf(expr: string): Read {
  const text = withoutVariables(expr);
  const metrics = new Set<string>();
  const labels = new Set<string>();
  const grouped = new Set<string>();
  const faults: string[] = [];
  parser.parse(text).iterate({
    enter({ type, from, to, node }) {
      const here = text.slice(from, to);
      if (type.isError) faults.push(`at ${from}: ${text.slice(Math.max(0, from - 20), to + 20)}`);
      if (type.name === "Identifier" && node.parent?.name === "VectorSelector") metrics.add(here);
      if (type.name === "LabelName") labels.add(here);
      if (type.name === "LabelName" && node.parent?.name === "GroupingLabels") grouped.add(here);
    },
  });
  return { metrics: [...metrics].sort(), labels: [...labels].sort(), grouped: [...grouped].sort(), faults };
}

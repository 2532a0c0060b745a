import { ADD_ONS } from "../../../components/platform/add-ons.ts";
import { SCRAPED_METRICS } from "../../../components/platform/metrics/scraped-metrics.ts";
import { everyGroup } from "./all-rules.ts";

/** Metrics that somebody exposes: the cluster itself, add-ons, and rules that record some. */
export function exposedMetrics(): ReadonlySet<string> {
  const stated = Object.values(ADD_ONS).flatMap(({ contract }) => contract.metrics ?? []);
  const recorded = everyGroup().flatMap(([, { rules }]) =>
    rules.flatMap((rule) => ("record" in rule ? [rule.record] : [])),
  );
  return new Set([...Object.values(SCRAPED_METRICS).flat(), ...stated, ...recorded]);
}

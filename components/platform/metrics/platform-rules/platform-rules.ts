import type { AlertRule, RuleGroup } from "../../rules.ts";
import { burnRateRules } from "./burn-rates.ts";
import { controlPlaneRules } from "./control-plane.ts";
import { nodeRules } from "./nodes.ts";
import { requestRules } from "./requests.ts";
import { slosOf } from "./slos.ts";
import type { WatchedPlatform } from "./watched-platform.ts";
import { workloadRules } from "./workloads.ts";

/** Rules that stay silent when what they look at is gone, and look healthy then. */
function blindness({ has }: WatchedPlatform): readonly RuleGroup[] {
  const sources = [
    "apiserver_request_total",
    "kubelet_running_pods",
    ...(has("kube-state-metrics") ? ["kube_node_info"] : []),
    ...(has("node-exporter") ? ["node_filesystem_size_bytes"] : []),
  ];
  const missing = sources.map((metric) => `label_replace(absent(${metric}), "metric", "${metric}", "", "")`);
  const alert: AlertRule = {
    alert: "PlatformUnwatched",
    expr: missing.join(" or "),
    for: "15m",
    severity: "critical",
    summary: "There is no {{ $labels.metric }}: rules that read it, or what stands beside it, see nothing.",
  };
  return [{ name: "atoll-blindness", rules: [alert] }];
}

/** Rules about the cluster as a whole, which no add-on alone can know: requests, objectives, nodes, workloads. */
export function platformRules(watched: WatchedPlatform): readonly RuleGroup[] {
  return [
    ...requestRules(watched),
    ...burnRateRules(slosOf(watched)),
    ...nodeRules(watched),
    ...workloadRules(watched),
    ...controlPlaneRules(watched),
    ...blindness(watched),
  ];
}

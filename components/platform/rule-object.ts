import { PROMETHEUS_RULE_API } from "../../fleet/charts/platform-vocabulary.ts";
import { MANAGED_BY_LABEL } from "../../fleet/tenant-vocabulary.ts";
import type { AddOnObject } from "./contract.ts";
import { renderedRule, type RuleGroup } from "./rules.ts";

const INTERVAL_SECONDS = 60;

/** The rules of one add-on as one object, which the VictoriaMetrics operator and Prometheus both take. */
export function ruleObject(name: string, groups: readonly RuleGroup[], runbooksUrl: string): AddOnObject {
  return {
    role: "rules",
    apiVersion: PROMETHEUS_RULE_API,
    kind: "PrometheusRule",
    name: `atoll-${name}`,
    namespaced: true,
    labels: { [MANAGED_BY_LABEL]: "atoll" },
    body: {
      spec: {
        groups: groups.map(({ name: group, intervalSeconds = INTERVAL_SECONDS, rules }) => ({
          name: group,
          interval: `${intervalSeconds}s`,
          rules: rules.map((rule) => renderedRule(rule, runbooksUrl)),
        })),
      },
    },
  };
}

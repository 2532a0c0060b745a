import { objectsOf } from "./namespaces.ts";
import type { Resource } from "./resource.ts";
import type { Value } from "./value.ts";
import { inputsOf } from "./workloads.ts";

/** Type of the objects that hold rules of alerts. */
export const ALERT_RULES = "kubernetes:monitoring.coreos.com/v1:PrometheusRule";

/** Rules of one object that raise alerts; what is not known yet may be one. */
export function alertsOf(inputs: Value): readonly Value[] {
  return inputs
    .at("spec", "groups")
    .items.flatMap((group) => group.at("rules").items)
    .filter((rule) => rule.isUnknown || !rule.at("alert").isAbsent);
}

/** Whether an alert of the stack asks for a metric; undefined where an expression is not known yet. */
export function isWatched(resources: readonly Resource[], metric: RegExp): boolean | undefined {
  const expressions = objectsOf(resources, ALERT_RULES)
    .flatMap((resource) => alertsOf(inputsOf(resource)))
    .map((alert) => alert.at("expr"));
  if (expressions.some(({ text }) => text !== undefined && metric.test(text))) return true;
  return expressions.some(({ isUnknown }) => isUnknown) ? undefined : false;
}

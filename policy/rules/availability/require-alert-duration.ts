import { ALERT_RULES, alertsOf } from "../../alert-rules.ts";
import { type Finding, must, unknown } from "../../finding.ts";
import type { ResourceRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

const EXPECTED = "a time, or an expression over one";

/** A range in an expression, such as `[15m]`. */
const RANGE = /\[\d+[smhdwy]/;

function findings(alert: Value): readonly Finding[] {
  const [held, expression, severity] = [alert.at("for"), alert.at("expr"), alert.at("labels", "severity")];
  if (held.isUnknown) return [unknown(held, EXPECTED)];
  // What only informs wakes nobody.
  if (!held.isAbsent || severity.known === "info" || RANGE.test(expression.text ?? "")) return [];
  const hidden = [expression, severity].find(({ isUnknown }) => isUnknown);
  return hidden === undefined ? must(held, EXPECTED, () => false) : [unknown(hidden, EXPECTED)];
}

export const requireAlertDuration: ResourceRule = {
  id: "require-alert-duration",
  level: "mandatory",
  group: "availability",
  scope: "resource",
  what: "An alert that wakes somebody has held for a time",
  why: "one missing sample, or one restart, is otherwise enough, and people stop to listen",
  remedy: "set for, or ask over a range such as [15m]",
  answers: ["fault: alerts that come and go"],
  see: "https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/",
  appliesTo: (type) => type === ALERT_RULES,
  check: (inputs) => alertsOf(inputs).flatMap(findings),
};

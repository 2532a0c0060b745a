import { ALERT_RULES, alertsOf } from "../../alert-rules.ts";
import { type Finding, must } from "../../finding.ts";
import type { ResourceRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

const SEVERITIES: ReadonlySet<unknown> = new Set(["critical", "warning", "info"]);

/** An address, or a page of the checkout, which is what the program names where the fleet has no address for them. */
const PAGE = /^https:\/\/|^docs\/runbooks\/[\w-]+\.md$/;

function findings(alert: Value): readonly Finding[] {
  const isPage = (known: unknown): boolean => typeof known === "string" && PAGE.test(known);
  const severity = must(alert.at("labels", "severity"), "critical, warning or info", (known) =>
    SEVERITIES.has(known),
  );
  return alert.isUnknown
    ? severity
    : [...severity, ...must(alert.at("annotations", "runbook_url"), "a page that says what to do", isPage)];
}

export const requireAlertRunbooks: ResourceRule = {
  id: "require-alert-runbooks",
  level: "mandatory",
  group: "availability",
  scope: "resource",
  what: "Every alert says how bad it is, and where it stands what to do",
  why: "an alert without a severity is sent to nobody, and one without a page wakes somebody who can only guess",
  remedy: "set the label severity and the annotation runbook_url",
  answers: ["fault: an alert that nobody gets, or understands"],
  see: "https://prometheus.io/docs/practices/alerting/",
  appliesTo: (type) => type === ALERT_RULES,
  check: (inputs) => alertsOf(inputs).flatMap(findings),
};

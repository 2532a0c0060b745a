import { breach, type Finding, must } from "../../finding.ts";
import type { ResourceRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

const EXPECTED = "somebody to tell";

function findings(inputs: Value): readonly Finding[] {
  const enabled = inputs.at("actionsEnabled");
  const actions = inputs.at("alarmActions");
  return [
    ...must(enabled, "true", (known) => known !== false),
    ...(actions.isUnknown || actions.items.length === 0 ? [breach(actions, EXPECTED)] : []),
  ];
}

export const requireAlarmActions: ResourceRule = {
  id: "require-alarm-actions",
  level: "mandatory",
  group: "availability",
  scope: "resource",
  what: "Every alarm tells somebody",
  why: "an alarm without an action turns red where nobody looks",
  remedy: "name a topic in alarmActions",
  answers: ["AWS CloudWatch.15: alarms have actions", "AWS CloudWatch.17: actions of alarms are switched on"],
  see: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html",
  appliesTo: (type) =>
    type === "aws:cloudwatch/metricAlarm:MetricAlarm" ||
    type === "aws:cloudwatch/compositeAlarm:CompositeAlarm",
  check: findings,
};

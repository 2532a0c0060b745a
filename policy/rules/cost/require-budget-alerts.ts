import { breach, type Finding, unknown } from "../../finding.ts";
import type { ResourceRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

const EXPECTED = "a notification that somebody hears before the budget is spent";
const SUBSCRIBERS = ["subscriberSnsTopicArns", "subscriberEmailAddresses"] as const;

function isEarly(notification: Value): boolean {
  const threshold = notification.at("threshold").known;
  return (
    notification.at("notificationType").known === "FORECASTED" ||
    (typeof threshold === "number" && threshold < 100)
  );
}

function findings(inputs: Value): readonly Finding[] {
  const notifications = inputs.at("notifications");
  const early = notifications.items.filter(isEarly);
  const heard = early.filter((one) => SUBSCRIBERS.some((key) => one.at(key).items.length > 0));
  if (heard.length > 0) return [];
  const places = notifications.items.flatMap((one) => [one, one.at("threshold"), one.at("notificationType")]);
  const open = places.find((one) => one.isUnknown);
  return [open === undefined ? breach(notifications, EXPECTED) : unknown(open, EXPECTED)];
}

export const requireBudgetAlerts: ResourceRule = {
  id: "require-budget-alerts",
  level: "advisory",
  group: "cost",
  scope: "resource",
  what: "A budget tells somebody before it is spent",
  why: "a budget that tells nobody is a number in a console",
  remedy: "add a notification with subscribers below 100 percent, or one of the forecast",
  answers: ["bill: a budget that nobody hears of"],
  see: "https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-create.html",
  appliesTo: (type) => type === "aws:budgets/budget:Budget",
  check: findings,
};

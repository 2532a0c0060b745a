import { AwsError } from "../error.ts";
import { neighbours, type Call, type Inputs, type Kind, type Refusals } from "../kind.ts";
import * as tokens from "../tokens.ts";
import { choiceRefusal } from "./eks.ts";
import { checkPublisher } from "./topic-publishers.ts";

/** @see https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_Budget.html */
const BUDGET_TYPES = [
  ...["USAGE", "COST", "RI_UTILIZATION", "RI_COVERAGE", "SAVINGS_PLANS_UTILIZATION"],
  "SAVINGS_PLANS_COVERAGE",
];
const TIME_UNITS = ["DAILY", "MONTHLY", "QUARTERLY", "ANNUALLY", "CUSTOM"];
const NAME = /^[^:\\]{1,100}$/;
const AMOUNT = /^\d+(\.\d+)?$/;
const PERIOD = /^\d{4}-\d{2}-\d{2}_\d{2}:\d{2}$/;

/** Notifications of a budget, and addresses of a notification. */
const NOTIFICATIONS = 10;
const ADDRESSES = 10;

/** The end of time. */
const NEVER = "2087-06-15_00:00";

const COST_TYPES = {
  includeCredit: true,
  includeDiscount: true,
  includeOtherSubscription: true,
  includeRecurring: true,
  includeRefund: true,
  includeSubscription: true,
  includeSupport: true,
  includeTax: true,
  includeUpfront: true,
  useAmortized: false,
  useBlended: false,
};

const invalid = (message: string) => new AwsError("InvalidParameterException", message);

function notificationRefusals(notification: Inputs, index: number): Refusals {
  const at = (name: string) => `notifications[${index}].${name}`;
  const choices = {
    comparisonOperator: ["GREATER_THAN", "LESS_THAN", "EQUAL_TO"],
    notificationType: ["ACTUAL", "FORECASTED"],
    thresholdType: ["PERCENTAGE", "ABSOLUTE_VALUE"],
  };
  return Object.entries(choices).flatMap(([name, allowed]) =>
    choiceRefusal(notification, name, allowed, at(name)),
  );
}

function refusals(inputs: Inputs): Refusals {
  const amount = inputs.optionalText("limitAmount");
  const periods = ["timePeriodStart", "timePeriodEnd"].filter((name) => {
    const given = inputs.optionalText(name);
    return given !== undefined && !PERIOD.test(given);
  });
  return [
    ...choiceRefusal(inputs, "budgetType", BUDGET_TYPES),
    ...choiceRefusal(inputs, "timeUnit", TIME_UNITS),
    ...(amount === undefined || AMOUNT.test(amount)
      ? []
      : [["limitAmount", `expected a decimal number, got "${amount}"`] as const]),
    ...periods.map(
      (name) => [name, `expected a time like 2026-01-31_00:00, got "${inputs.text(name)}"`] as const,
    ),
    ...inputs.objects("notifications").flatMap(notificationRefusals),
  ];
}

function checkNotifications(call: Call): void {
  const notifications = call.inputs.objects("notifications");
  if (notifications.length > NOTIFICATIONS) {
    throw new AwsError(
      "CreationLimitExceededException",
      `A budget has at most ${NOTIFICATIONS} notifications.`,
    );
  }
  for (const notification of notifications) {
    const addresses = notification.texts("subscriberEmailAddresses");
    const topics = notification.texts("subscriberSnsTopicArns");
    if (addresses.length + topics.length === 0) throw invalid("A notification must have a subscriber.");
    if (addresses.length > ADDRESSES || topics.length > 1) {
      throw new AwsError(
        "CreationLimitExceededException",
        `A notification has at most ${ADDRESSES} addresses and one topic.`,
      );
    }
    for (const topic of topics) checkPublisher(call, topic, "budgets.amazonaws.com");
  }
}

function checkLimit({ inputs }: Call): void {
  const hasLimit = inputs.has("limitAmount") && inputs.has("limitUnit");
  if (hasLimit || inputs.objects("plannedLimits").length > 0 || inputs.has("autoAdjustData")) return;
  throw invalid("A budget must have a limit, planned limits or an adjustment.");
}

function firstOfMonth(): string {
  return `${new Date().toISOString().slice(0, 7)}-01_00:00`;
}

export const budget: Kind = {
  label: "Budget",
  service: "Budgets",
  calls: { create: "CreateBudget", update: "UpdateBudget", delete: "DeleteBudget" },
  global: true,
  defaults: { timePeriodEnd: NEVER, costTypes: COST_TYPES },
  autonamed: "",
  refusals,
  create: (call) => {
    const name = call.inputs.text("name");
    if (!NAME.test(name))
      throw invalid(`Budget name ${name} must have 1 to 100 characters, none of : and \\.`);
    const accountId = call.inputs.optionalText("accountId") ?? call.account;
    if (neighbours(call, tokens.BUDGET, { name }).length > 0) {
      throw new AwsError(
        "DuplicateRecordException",
        `Error creating budget: ${name} - the budget already exists.`,
      );
    }
    checkLimit(call);
    checkNotifications(call);
    const timePeriodStart = call.inputs.optionalText("timePeriodStart") ?? firstOfMonth();
    const arn = `arn:aws:budgets::${accountId}:budget/${name}`;
    return { id: `${accountId}:${name}`, computed: { arn, accountId, timePeriodStart } };
  },
  update: (call) => {
    checkLimit(call);
    checkNotifications(call);
    return {};
  },
};

/** Bills know a tag once something has carried it; AWS takes up to a day to see that, the simulator none. */
function checkSeen(call: Call, tagKey: string): void {
  if (call.cloud.list({ account: call.account }).some(({ tags }) => tagKey in tags)) return;
  throw new AwsError("ValidationException", `Tag keys not found: ${tagKey}`);
}

/** Its deletion makes the tag inactive. */
export const costAllocationTag: Kind = {
  label: "Cost Explorer Cost Allocation Tag",
  service: "Cost Explorer",
  calls: {
    create: "UpdateCostAllocationTagsStatus",
    update: "UpdateCostAllocationTagsStatus",
    delete: "UpdateCostAllocationTagsStatus",
  },
  global: true,
  refusals: (inputs) => choiceRefusal(inputs, "status", ["Active", "Inactive"]),
  create: (call) => {
    const tagKey = call.inputs.text("tagKey");
    checkSeen(call, tagKey);
    return { id: tagKey, computed: { type: "UserDefined" } };
  },
};

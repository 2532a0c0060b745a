import * as tokens from "../../../sandbox/aws/tokens.ts";
import type { Properties } from "../../../sandbox/provider/properties.ts";
import { topicStatement } from "../account-recipes.ts";
import type { Attempt, Refusal } from "./refusal.ts";

const another =
  (type: string, inputs: Properties = {}): Attempt =>
  ({ make }, _id, all) =>
    make(type, { ...all.get(type)!.inputs, ...inputs });

const TOPIC = "arn:aws:sns:eu-central-1:111111111111:none";

const alarm = (inputs: Properties) => another(tokens.ALARM, { name: "other", ...inputs });

/** An alarm of one metric instead of an expression. */
const ofMetric = (inputs: Properties) => alarm({ metricQueries: [], namespace: "AWS/EC2", ...inputs });

const budget = (inputs: Properties) => another(tokens.BUDGET, { name: "other", ...inputs });

const notifying = (inputs: Properties) =>
  budget({
    notifications: [
      {
        ...{ comparisonOperator: "GREATER_THAN", notificationType: "ACTUAL" },
        ...{ threshold: 80, thresholdType: "PERCENTAGE" },
        ...inputs,
      },
    ],
  });

export const ALARM_REFUSALS: readonly Refusal[] = [
  [
    "an alarm watches something",
    alarm({ metricQueries: [] }),
    ": One of `metricName` or `metricQueries` must be set for a cloudwatch metric alarm",
  ],
  [
    "an alarm of a metric says how it is read",
    ofMetric({ metricName: "CPUUtilization", period: 60 }),
    ": One of `statistic` or `extendedStatistic` must be set for a cloudwatch metric alarm",
  ],
  [
    "an alarm's period is in minutes",
    ofMetric({ metricName: "CPUUtilization", statistic: "Average", period: 90 }),
    "period: expected 10, 20, 30 or a multiple of 60 seconds, got 90",
  ],
  [
    "an alarm compares as CloudWatch can",
    alarm({ comparisonOperator: "Above" }),
    'comparisonOperator: expected comparisonOperator to be one of ["GreaterThanOrEqualToThreshold" "GreaterThanThreshold" "LessThanThreshold" "LessThanOrEqualToThreshold" "LessThanLowerOrGreaterThanUpperThreshold" "LessThanLowerThreshold" "GreaterThanUpperThreshold"], got Above',
  ],
  [
    "an alarm shows one value",
    alarm({
      metricQueries: [
        { id: "a", expression: "1", returnData: true },
        { id: "b", expression: "2", returnData: true },
      ],
    }),
    "ValidationError: Exactly one element of the metrics list should return data.",
  ],
  [
    "an alarm tells a topic of its own region",
    alarm({ alarmActions: ["arn:aws:sns:eu-west-1:111111111111:alarms"] }),
    "ValidationError: Invalid region eu-west-1 specified. Only eu-central-1 is supported.",
  ],
  [
    "an alarm tells a topic that exists",
    alarm({ alarmActions: [TOPIC] }),
    `UnknownTopic: simulator: ${TOPIC} does not exist; AWS would take this, and nobody would hear of it`,
  ],
  [
    "an alarm tells a topic whose key it may use",
    async (sandbox, id, all) => {
      const inputs = { name: "sealed", kmsMasterKeyId: "alias/aws/sns" };
      const { id: topic } = await sandbox.make(tokens.TOPIC, inputs);
      return alarm({ alarmActions: [topic] })(sandbox, id, all);
    },
    "UnusableTopic: simulator: arn:aws:sns:eu-central-1:111111111111:sealed is encrypted with alias/aws/sns, which cloudwatch.amazonaws.com may not use; AWS would take this, and nobody would hear of it",
  ],
  [
    "an alarm tells a topic that takes it",
    async (sandbox, id, all) => {
      const { id: topic } = await sandbox.make(tokens.TOPIC, { name: "closed" });
      const policy = topicStatement(topic, { Principal: { Service: "budgets.amazonaws.com" } });
      await sandbox.make(tokens.TOPIC_POLICY, { arn: topic, policy });
      return alarm({ alarmActions: [topic] })(sandbox, id, all);
    },
    "UnusableTopic: simulator: the policy of arn:aws:sns:eu-central-1:111111111111:closed does not let cloudwatch.amazonaws.com publish; AWS would take this, and nobody would hear of it",
  ],
  [
    "an alarm's name has 255 characters at most",
    alarm({ name: "a".repeat(256) }),
    "ValidationError: The alarm's name must have 1 to 255 characters, got 256.",
  ],
  [
    "an alarm names each metric once",
    alarm({
      metricQueries: [
        { id: "a", expression: "1", returnData: true },
        { id: "a", expression: "2", returnData: false },
      ],
    }),
    "ValidationError: The metrics list has duplicate ids.",
  ],
  [
    "an alarm has a threshold",
    ({ make }) =>
      make(tokens.ALARM, {
        ...{ comparisonOperator: "GreaterThanThreshold", evaluationPeriods: 1, statistic: "Maximum" },
        ...{ metricName: "ResourceCount", namespace: "AWS/Usage", period: 300 },
      }),
    ": One of `threshold` or `thresholdMetricId` must be set",
  ],
  [
    "an alarm looks at one period at least",
    alarm({ evaluationPeriods: 0 }),
    "ValidationError: EvaluationPeriods must be at least 1.",
  ],
];

export const COST_REFUSALS: readonly Refusal[] = [
  [
    "a budget has a name of its own",
    another(tokens.BUDGET),
    "DuplicateRecordException: Error creating budget: dev - the budget already exists.",
  ],
  [
    "a budget's name has no colon",
    budget({ name: "a:b" }),
    "InvalidParameterException: Budget name a:b must have 1 to 100 characters, none of : and \\.",
  ],
  [
    "a budget has ten notifications at most",
    (sandbox, id, all) => {
      const [one] = all.get(tokens.BUDGET)!.inputs["notifications"] as readonly Properties[];
      return budget({ notifications: Array.from({ length: 11 }, () => one!) })(sandbox, id, all);
    },
    "CreationLimitExceededException: A budget has at most 10 notifications.",
  ],
  [
    "a budget has a limit",
    ({ make }) => make(tokens.BUDGET, { name: "other", budgetType: "COST", timeUnit: "MONTHLY" }),
    "InvalidParameterException: A budget must have a limit, planned limits or an adjustment.",
  ],
  [
    "a budget's limit is a number",
    budget({ limitAmount: "1,000" }),
    'limitAmount: expected a decimal number, got "1,000"',
  ],
  [
    "a budget is for a time that AWS has",
    budget({ timeUnit: "WEEKLY" }),
    'timeUnit: expected timeUnit to be one of ["DAILY" "MONTHLY" "QUARTERLY" "ANNUALLY" "CUSTOM"], got WEEKLY',
  ],
  [
    "a budget begins at a time",
    budget({ timePeriodStart: "2026-01-01" }),
    'timePeriodStart: expected a time like 2026-01-31_00:00, got "2026-01-01"',
  ],
  [
    "a notification goes to somebody",
    notifying({}),
    "InvalidParameterException: A notification must have a subscriber.",
  ],
  [
    "a notification goes to a topic that exists",
    notifying({ subscriberSnsTopicArns: [TOPIC] }),
    `UnknownTopic: simulator: ${TOPIC} does not exist; AWS would take this, and nobody would hear of it`,
  ],
  [
    "a budget tells a topic that takes it, which no topic does by itself",
    async (sandbox, id, all) => {
      const { id: topic } = await sandbox.make(tokens.TOPIC, { name: "fresh" });
      return notifying({ subscriberSnsTopicArns: [topic] })(sandbox, id, all);
    },
    "UnusableTopic: simulator: the policy of arn:aws:sns:eu-central-1:111111111111:fresh does not let budgets.amazonaws.com publish; AWS would take this, and nobody would hear of it",
  ],
  [
    "a notification goes to ten addresses at most",
    notifying({
      subscriberEmailAddresses: Array.from({ length: 11 }, (_, index) => `a${index}@example.com`),
    }),
    "CreationLimitExceededException: A notification has at most 10 addresses and one topic.",
  ],
  [
    "a notification is of what happened or will",
    notifying({ notificationType: "LIKELY" }),
    'notifications[0].notificationType: expected notifications[0].notificationType to be one of ["ACTUAL" "FORECASTED"], got LIKELY',
  ],
  [
    "bills know a tag that something carries",
    ({ make }) => make(tokens.COST_TAG, { tagKey: "none", status: "Active" }),
    "ValidationException: Tag keys not found: none",
  ],
  [
    "a tag of bills is active or not",
    another(tokens.COST_TAG, { status: "On" }),
    'status: expected status to be one of ["Active" "Inactive"], got On',
  ],
];

import { Budget } from "@pulumi/aws/budgets/budget.js";
import { MetricAlarm } from "@pulumi/aws/cloudwatch/metricAlarm.js";
import { Key } from "@pulumi/aws/kms/key.js";
import { Topic } from "@pulumi/aws/sns/topic.js";
import { TopicPolicy } from "@pulumi/aws/sns/topicPolicy.js";
import { TopicSubscription } from "@pulumi/aws/sns/topicSubscription.js";
import type * as pulumi from "@pulumi/pulumi";
import { alertTopicName } from "../../fleet/names.ts";
import { resourceTags } from "../../fleet/tags.ts";
import { KEY_DELETION_DAYS } from "../../fleet/vocabulary.ts";
import {
  alertKeyPolicy,
  budgetNotifications,
  quotaAlarms,
  subscriptions,
  topicPolicy,
  usageQueries,
} from "./alert-plan.ts";
import type { AlertSettings } from "./alert-settings.ts";
import type { RegionOutputs } from "./outputs.ts";
import { child, keptChild, type RegionScope } from "./scope.ts";

/** The topic of a region, who hears of it, and what is told there: quotas that are nearly used up, and money. */
export function createAlerts(scope: RegionScope, alerts: AlertSettings): RegionOutputs {
  const { topic, policy } = createTopic(scope, alerts);
  // Neither writes to a topic that does not let it yet.
  const opts = child(scope, { dependsOn: [policy] });
  createQuotaAlarms(scope, alerts, topic, opts);
  createBudget(scope, alerts, topic, opts);
  return { alertTopicArn: topic.arn };
}

interface AlertTopic {
  readonly topic: Topic;
  readonly policy: TopicPolicy;
}

function createTopic(scope: RegionScope, { routes }: AlertSettings): AlertTopic {
  const { name: region, settings } = scope;
  const name = alertTopicName(region);
  const key = new Key(
    `${name}-key`,
    {
      description: `Alerts of the region ${region}`,
      policy: alertKeyPolicy(settings),
      enableKeyRotation: true,
      deletionWindowInDays: KEY_DELETION_DAYS,
      tags: resourceTags(`${name}-key`),
    },
    keptChild(scope),
  );
  const topic = new Topic(name, { name, kmsMasterKeyId: key.arn, tags: resourceTags(name) }, child(scope));
  const document = topicPolicy(name, settings);
  const policy = new TopicPolicy(`${name}-policy`, { arn: topic.arn, policy: document }, child(scope));
  for (const { name: subscription, address } of subscriptions(name, routes))
    new TopicSubscription(
      subscription,
      { topic: topic.arn, protocol: "email", endpoint: address },
      child(scope),
    );
  return { topic, policy };
}

function createQuotaAlarms(
  scope: RegionScope,
  alerts: AlertSettings,
  topic: Topic,
  opts: pulumi.CustomResourceOptions,
): void {
  for (const { name, description, threshold, dimensions } of quotaAlarms(
    scope.name,
    alerts,
    scope.settings.awsRegion,
  ))
    new MetricAlarm(
      name,
      {
        name,
        alarmDescription: description,
        comparisonOperator: "GreaterThanOrEqualToThreshold",
        evaluationPeriods: 1,
        threshold,
        // Nothing is published of what was never used.
        treatMissingData: "notBreaching",
        metricQueries: usageQueries(dimensions),
        alarmActions: [topic.arn],
        okActions: [topic.arn],
        tags: resourceTags(name),
      },
      opts,
    );
}

/** Money that the account spends in this AWS region, whoever spends it. */
function createBudget(
  scope: RegionScope,
  { budget }: AlertSettings,
  topic: Topic,
  opts: pulumi.CustomResourceOptions,
): void {
  if (budget === undefined) return;
  const name = `${scope.name}-budget`;
  const notifications = budgetNotifications(budget).map((one) => ({
    ...one,
    subscriberSnsTopicArns: [topic.arn],
  }));
  new Budget(
    name,
    {
      name,
      budgetType: "COST",
      timeUnit: "MONTHLY",
      limitAmount: `${budget.monthlyUsd}`,
      limitUnit: "USD",
      costFilters: [{ name: "Region", values: [scope.settings.awsRegion] }],
      notifications,
      tags: resourceTags(name),
    },
    opts,
  );
}

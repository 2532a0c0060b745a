import * as tokens from "../../sandbox/aws/tokens.ts";
import type { Made, Recipe } from "./one-of-each.ts";

const topicArn = (made: Made) => made.get(tokens.TOPIC)!.outputs["arn"] as string;

/** Of a topic to which alarms and budgets may publish. */
export const topicStatement = (resource: string, more: Readonly<Record<string, unknown>> = {}) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: ["budgets.amazonaws.com", "cloudwatch.amazonaws.com"] },
        Action: "sns:Publish",
        Resource: resource,
        ...more,
      },
    ],
  });

/** Inputs of what an account has once: caches of images, alarms, and what it may cost. */
export function accountRecipes(): readonly Recipe[] {
  return [
    [tokens.PULL_THROUGH, () => ({ ecrRepositoryPrefix: "k8s", upstreamRegistryUrl: "registry.k8s.io" })],
    [
      tokens.REPOSITORY_TEMPLATE,
      (_id, made) => ({
        prefix: "k8s",
        appliedFors: ["PULL_THROUGH_CACHE"],
        resourceTags: { "atoll:stack": "dev" },
        customRoleArn: made.get(tokens.ROLE)!.outputs["arn"]!,
      }),
    ],
    [tokens.TOPIC, () => ({ name: "alarms" })],
    [tokens.TOPIC_POLICY, (_id, made) => ({ arn: topicArn(made), policy: topicStatement(topicArn(made)) })],
    [
      tokens.TOPIC_SUBSCRIPTION,
      (_id, made) => ({ topic: topicArn(made), protocol: "email", endpoint: "platform@example.com" }),
    ],
    [
      tokens.ALARM,
      (_id, made) => ({
        name: "vpcs",
        comparisonOperator: "GreaterThanThreshold",
        evaluationPeriods: 1,
        threshold: 60,
        metricQueries: [
          {
            ...{ id: "used", returnData: false },
            metric: {
              ...{ metricName: "ResourceCount", namespace: "AWS/Usage" },
              period: 300,
              stat: "Maximum",
            },
          },
          { id: "share", expression: "used / SERVICE_QUOTA(used) * 100", returnData: true },
        ],
        alarmActions: [topicArn(made)],
      }),
    ],
    [
      tokens.BUDGET,
      (_id, made) => ({
        name: "dev",
        ...{ budgetType: "COST", timeUnit: "MONTHLY", limitAmount: "1000", limitUnit: "USD" },
        notifications: [
          {
            ...{ comparisonOperator: "GREATER_THAN", notificationType: "ACTUAL" },
            ...{ threshold: 80, thresholdType: "PERCENTAGE" },
            subscriberSnsTopicArns: [topicArn(made)],
          },
        ],
      }),
    ],
    [tokens.COST_TAG, () => ({ tagKey: "atoll:stack", status: "Active" })],
  ];
}

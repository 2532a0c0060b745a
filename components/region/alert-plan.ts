import { watchedQuotas } from "../../fleet/regions/quotas.ts";
import type { AlertRoute, AlertSettings, BudgetSettings } from "./alert-settings.ts";

/** Who writes to the topic. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html */
const WRITERS = ["budgets.amazonaws.com", "cloudwatch.amazonaws.com"];

/** What a writer does with the key of the topic. @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html */
const WRITER_KEY_ACTIONS = ["kms:Decrypt", "kms:GenerateDataKey*"];

const SECONDS = 300;

export interface PlannedQuotaAlarm {
  readonly name: string;
  readonly description: string;
  readonly threshold: number;
  readonly dimensions: Readonly<Record<string, string>>;
}

export interface PlannedNotification {
  readonly comparisonOperator: string;
  readonly threshold: number;
  readonly thresholdType: string;
  readonly notificationType: string;
}

/** Place and names that policies speak of. */
interface Place {
  readonly accountId: string;
  readonly awsRegion: string;
}

const document = (statements: readonly object[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });

/** A topic under a key of AWS's own takes nothing from an alarm: CloudWatch may not use that key. */
export function alertKeyPolicy({ accountId }: Place): string {
  return document([
    {
      Sid: "Account",
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${accountId}:root` },
      Action: "kms:*",
      Resource: "*",
    },
    {
      Sid: "Writers",
      Effect: "Allow",
      Principal: { Service: WRITERS },
      Action: WRITER_KEY_ACTIONS,
      Resource: "*",
      Condition: { StringEquals: { "aws:SourceAccount": accountId } },
    },
  ]);
}

export function topicArn(topic: string, { accountId, awsRegion }: Place): string {
  return `arn:aws:sns:${awsRegion}:${accountId}:${topic}`;
}

/** Alarms and budgets of the account may write, and nobody else. */
export function topicPolicy(topic: string, place: Place): string {
  return document([
    {
      Sid: "Writers",
      Effect: "Allow",
      Principal: { Service: WRITERS },
      Action: "sns:Publish",
      Resource: topicArn(topic, place),
      Condition: { StringEquals: { "aws:SourceAccount": place.accountId } },
    },
  ]);
}

/** Whom SNS writes to by itself: one subscription for each route of kind email. */
export function subscriptions(
  topic: string,
  routes: readonly AlertRoute[] = [],
): readonly { readonly name: string; readonly address: string }[] {
  return routes
    .filter(({ kind }) => kind === "email")
    .map(({ name, target }) => ({ name: `${topic}-${name}`, address: target }));
}

/** An alarm for each quota whose use AWS publishes there; the description says who is to hear of it. */
export function quotaAlarms(
  region: string,
  { quotaPercent, routes = [] }: AlertSettings,
  awsRegion: string,
): readonly PlannedQuotaAlarm[] {
  if (quotaPercent === undefined) return [];
  const heard = routes.map(({ name, kind, target }) => `${name} (${kind} ${target})`).join(", ");
  return watchedQuotas(awsRegion).map(({ code, service, what, usage }) => ({
    name: `${region}-quota-${service}-${code}`,
    description: `${what}: ${quotaPercent} % of quota ${service} ${code} is used. Tells: ${heard || "nobody yet"}`,
    threshold: quotaPercent,
    dimensions: {
      Service: usage.service,
      Type: "Resource",
      Resource: usage.resource,
      Class: usage.class ?? "None",
    },
  }));
}

/** The two queries of an alarm: what is used, and that as a part of what is allowed today. */
export function usageQueries(dimensions: Readonly<Record<string, string>>) {
  const metric = {
    namespace: "AWS/Usage",
    metricName: "ResourceCount",
    dimensions: { ...dimensions },
    period: SECONDS,
    stat: "Maximum",
  };
  return [
    { id: "used", metric, returnData: false },
    { id: "percent", expression: "used / SERVICE_QUOTA(used) * 100", label: "percent", returnData: true },
  ];
}

/** Alerts when so much was spent, and when the month is going to cost more than all. */
export function budgetNotifications({ thresholds }: BudgetSettings): readonly PlannedNotification[] {
  const above = { comparisonOperator: "GREATER_THAN", thresholdType: "PERCENTAGE" };
  return [
    ...thresholds.map((threshold) => ({ ...above, threshold, notificationType: "ACTUAL" })),
    { ...above, threshold: 100, notificationType: "FORECASTED" },
  ];
}

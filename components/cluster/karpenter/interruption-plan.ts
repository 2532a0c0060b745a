import type { AccountRegion } from "../../../fleet/eks-vocabulary.ts";
import { EVENTS_SERVICE, INTERRUPTION_EVENTS } from "../../../fleet/nodes/karpenter-vocabulary.ts";
import { limitedName } from "../../../fleet/names.ts";
import { policyDocument } from "../policy-document.ts";

/** Longest name of a rule. @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html */
const RULE_NAME_LENGTH = 64;

export interface PlannedEventRule {
  /** Logical name. */
  readonly name: string;
  readonly awsName: string;
  readonly eventPattern: string;
}

export interface PlannedQueue {
  /** Logical name, and the one AWS knows. */
  readonly name: string;
  readonly arn: string;
  readonly policy: string;
  readonly rules: readonly PlannedEventRule[];
}

/**
 * The queue in which a cluster hears that machines are about to go. Only the cluster's own rules may write to it, and
 * nobody without TLS.
 *
 * @see https://karpenter.sh/docs/concepts/disruption/#interruption
 */
export function interruptionPlan(cluster: string, { accountId, awsRegion }: AccountRegion): PlannedQueue {
  const name = `${cluster}-karpenter`;
  const arn = `arn:aws:sqs:${awsRegion}:${accountId}:${name}`;
  const rules = Object.entries(INTERRUPTION_EVENTS).map(([key, { source, detailType }]) => ({
    name: `${name}-event-${key}`,
    awsName: limitedName(`${name}-${key}`, RULE_NAME_LENGTH),
    eventPattern: JSON.stringify({ source: [source], "detail-type": [detailType] }),
  }));
  const ruleArns = rules.map(({ awsName }) => `arn:aws:events:${awsRegion}:${accountId}:rule/${awsName}`);
  return { name, arn, policy: queuePolicy(arn, ruleArns), rules };
}

function queuePolicy(arn: string, ruleArns: readonly string[]): string {
  return JSON.stringify(
    policyDocument([
      {
        Sid: "Events",
        Effect: "Allow",
        Principal: { Service: EVENTS_SERVICE },
        Action: "sqs:SendMessage",
        Resource: arn,
        Condition: { ArnEquals: { "aws:SourceArn": ruleArns } },
      },
      {
        Sid: "DenyWithoutTls",
        Effect: "Deny",
        Principal: "*",
        Action: "sqs:*",
        Resource: arn,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]),
  );
}

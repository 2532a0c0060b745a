import { EventRule } from "@pulumi/aws/cloudwatch/eventRule.js";
import { EventTarget } from "@pulumi/aws/cloudwatch/eventTarget.js";
import { Queue } from "@pulumi/aws/sqs/queue.js";
import { QueuePolicy } from "@pulumi/aws/sqs/queuePolicy.js";
import type * as pulumi from "@pulumi/pulumi";
import { resourceTags } from "../../../fleet/tags.ts";
import type { PlannedQueue } from "./interruption-plan.ts";

/** Seconds that a message is kept: a warning older than this came too late. */
const MESSAGE_SECONDS = 300;

/** The queue, who may write to it, and the rules that do. */
export function createInterruptionQueue(parent: pulumi.Resource, planned: PlannedQueue): Queue {
  const { name, policy, rules } = planned;
  const queue = new Queue(
    `${name}-queue`,
    {
      name,
      messageRetentionSeconds: MESSAGE_SECONDS,
      sqsManagedSseEnabled: true,
      tags: resourceTags(`${name}-queue`),
    },
    { parent },
  );
  const allowed = new QueuePolicy(`${name}-queue-policy`, { queueUrl: queue.url, policy }, { parent });
  for (const rule of rules) {
    const made = new EventRule(
      rule.name,
      { name: rule.awsName, eventPattern: rule.eventPattern, tags: resourceTags(rule.name) },
      { parent },
    );
    new EventTarget(
      `${rule.name}-target`,
      { rule: made.name, arn: queue.arn, targetId: "karpenter" },
      { parent, dependsOn: [allowed] },
    );
  }
  return queue;
}

import { AwsError } from "../error.ts";
import { arn } from "../ids.ts";
import { neighbours, rangeRefusals, type Call, type Kind, type Refusals, type Inputs } from "../kind.ts";
import * as tokens from "../tokens.ts";

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html */
const NAME = /^[a-zA-Z0-9_-]{1,80}$/;
const FIFO_NAME = /^[a-zA-Z0-9_-]{1,75}\.fifo$/;

/** Seconds, except for the size, which is bytes. */
const RANGES = {
  delaySeconds: [0, 900],
  maxMessageSize: [1_024, 1_048_576],
  messageRetentionSeconds: [60, 1_209_600],
  receiveWaitTimeSeconds: [0, 20],
  visibilityTimeoutSeconds: [0, 43_200],
  kmsDataKeyReusePeriodSeconds: [60, 86_400],
} as const;

/** Attributes in which a queue of the same name must agree to be the same queue. */
const ATTRIBUTES = {
  delaySeconds: "DelaySeconds",
  fifoQueue: "FifoQueue",
  kmsMasterKeyId: "KmsMasterKeyId",
  maxMessageSize: "MaximumMessageSize",
  messageRetentionSeconds: "MessageRetentionPeriod",
  sqsManagedSseEnabled: "SqsManagedSseEnabled",
  visibilityTimeoutSeconds: "VisibilityTimeout",
} as const;

function jsonRefusal(inputs: Inputs, name: string): Refusals {
  const given = inputs.optionalText(name);
  if (given === undefined) return [];
  try {
    JSON.parse(given);
    return [];
  } catch {
    return [[name, `"${name}" contains an invalid JSON policy: not a JSON document`]];
  }
}

function checkName(call: Call, name: string): void {
  if ((call.inputs.flag("fifoQueue") ? FIFO_NAME : NAME).test(name)) return;
  throw new AwsError(
    "InvalidParameterValue",
    "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length",
  );
}

function checkPolicy(document: string): void {
  const { Statement: given } = JSON.parse(document) as { Statement?: unknown };
  const statements = (Array.isArray(given) ? given : [given]) as Readonly<Record<string, unknown>>[];
  const isWhole = (one: Readonly<Record<string, unknown>> | undefined) =>
    one !== undefined && ["Effect", "Principal", "Action"].every((key) => key in one);
  if (statements.every(isWhole)) return;
  throw new AwsError("InvalidAttributeValue", "Invalid value for the parameter Policy.");
}

function checkRedrive(call: Call): void {
  const given = call.inputs.optionalText("redrivePolicy");
  if (given === undefined) return;
  const { deadLetterTargetArn } = JSON.parse(given) as { deadLetterTargetArn?: string };
  if (neighbours(call, tokens.QUEUE, { arn: deadLetterTargetArn ?? "" }).length > 0) return;
  throw new AwsError(
    "InvalidParameterValue",
    `Value ${given} for parameter RedrivePolicy is invalid. Reason: Dead letter target does not exist.`,
  );
}

function checkContent(call: Call): void {
  const policy = call.inputs.optionalText("policy");
  if (policy !== undefined) checkPolicy(policy);
  checkRedrive(call);
}

/** CreateQueue answers with a queue that is there already, as long as its attributes are the same. */
function refuseOther(call: Call, name: string): void {
  const [existing] = neighbours(call, tokens.QUEUE, { name });
  if (existing === undefined) return;
  const different = Object.entries(ATTRIBUTES).find(([input]) => {
    return call.inputs.all[input] !== existing.state[input];
  });
  if (different === undefined) return;
  throw new AwsError(
    "QueueAlreadyExists",
    `A queue already exists with the same name and a different value for attribute ${different[1]}`,
  );
}

export const queue: Kind = {
  label: "SQS Queue",
  service: "SQS",
  calls: { create: "CreateQueue", update: "SetQueueAttributes", delete: "DeleteQueue" },
  defaults: {
    kmsDataKeyReusePeriodSeconds: 300,
    maxMessageSize: 262_144,
    messageRetentionSeconds: 345_600,
    visibilityTimeoutSeconds: 30,
  },
  autonamed: "",
  documents: ["policy", "redrivePolicy", "redriveAllowPolicy"],
  refusals: (inputs) => [
    ...Object.entries(RANGES).flatMap(([name, range]) => rangeRefusals(inputs, name, range)),
    ...["policy", "redrivePolicy", "redriveAllowPolicy"].flatMap((name) => jsonRefusal(inputs, name)),
    ...(inputs.has("kmsMasterKeyId") && inputs.flag("sqsManagedSseEnabled")
      ? [["kmsMasterKeyId", '"kmsMasterKeyId": conflicts with sqsManagedSseEnabled'] as const]
      : []),
  ],
  create: (call) => {
    const name = call.inputs.text("name");
    checkName(call, name);
    checkContent(call);
    refuseOther(call, name);
    const url = `https://sqs.${call.region}.amazonaws.com/${call.account}/${name}`;
    return { id: url, computed: { url, arn: arn("sqs", call, name) } };
  },
  update: (call) => {
    checkContent(call);
    return {};
  },
  delete: (call, { id: queueUrl }) => {
    const { account, region } = call;
    call.cloud.delete({ type: tokens.QUEUE_POLICY, account, region, state: { queueUrl } });
  },
};

function checkQueue(call: Call): void {
  if (neighbours(call, tokens.QUEUE, { url: call.inputs.text("queueUrl") }).length > 0) return;
  throw new AwsError("AWS.SimpleQueueService.NonExistentQueue", "The specified queue does not exist.");
}

/** SetQueueAttributes overwrites the policy that is there. */
export const queuePolicy: Kind = {
  label: "SQS Queue Policy",
  service: "SQS",
  calls: { create: "SetQueueAttributes", update: "SetQueueAttributes", delete: "SetQueueAttributes" },
  documents: ["policy"],
  refusals: (inputs) => jsonRefusal(inputs, "policy"),
  create: (call) => {
    checkQueue(call);
    checkPolicy(call.inputs.text("policy"));
    return { id: call.inputs.text("queueUrl"), computed: {} };
  },
  update: (call) => {
    checkPolicy(call.inputs.text("policy"));
    return {};
  },
};

import * as tokens from "../../../sandbox/aws/tokens.ts";
import type { Attempt, Refusal } from "./refusal.ts";

const rule = (pattern: unknown): Attempt => {
  const eventPattern = typeof pattern === "string" ? pattern : JSON.stringify(pattern);
  return ({ make }) => make(tokens.EVENT_RULE, { eventPattern });
};

const disk =
  (ebs: Readonly<Record<string, string | number>>): Attempt =>
  ({ make }) =>
    make(tokens.LAUNCH_TEMPLATE, { blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs }] });

export const QUEUE_AND_EVENT_REFUSALS: readonly Refusal[] = [
  [
    "a queue's name has no dots",
    ({ make }) => make(tokens.QUEUE, { name: "karpenter.dev" }),
    "InvalidParameterValue: Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length",
  ],
  [
    "a queue is the one of its name only with the same attributes",
    ({ make }) => make(tokens.QUEUE, { name: "karpenter", messageRetentionSeconds: 600 }),
    "QueueAlreadyExists: A queue already exists with the same name and a different value for attribute MessageRetentionPeriod",
  ],
  [
    "a queue keeps messages for a minute at least",
    ({ make }) => make(tokens.QUEUE, { messageRetentionSeconds: 30 }),
    "messageRetentionSeconds: expected a number in 60..1209600, got 30",
  ],
  [
    "a queue is encrypted in one way",
    ({ make }) => make(tokens.QUEUE, { kmsMasterKeyId: "alias/aws/sqs", sqsManagedSseEnabled: true }),
    'kmsMasterKeyId: "kmsMasterKeyId": conflicts with sqsManagedSseEnabled',
  ],
  [
    "a queue of dead letters exists",
    ({ make }) =>
      make(tokens.QUEUE, { redrivePolicy: '{"deadLetterTargetArn":"arn:aws:sqs:none","maxReceiveCount":3}' }),
    'InvalidParameterValue: Value {"deadLetterTargetArn":"arn:aws:sqs:none","maxReceiveCount":3} for parameter RedrivePolicy is invalid. Reason: Dead letter target does not exist.',
  ],
  [
    "a queue's policy is for a queue that exists",
    ({ make }) => make(tokens.QUEUE_POLICY, { queueUrl: "https://none", policy: "{}" }),
    "AWS.SimpleQueueService.NonExistentQueue: The specified queue does not exist.",
  ],
  [
    "a queue's policy is JSON",
    ({ make }, id) => make(tokens.QUEUE_POLICY, { queueUrl: id(tokens.QUEUE), policy: "{" }),
    'policy: "policy" contains an invalid JSON policy: not a JSON document',
  ],
  [
    "a queue's policy says who may do what",
    ({ make }, id) =>
      make(tokens.QUEUE_POLICY, { queueUrl: id(tokens.QUEUE), policy: '{"Statement":[{"Effect":"Allow"}]}' }),
    "InvalidAttributeValue: Invalid value for the parameter Policy.",
  ],
  [
    "a rule says what it waits for",
    ({ make }) => make(tokens.EVENT_RULE, {}),
    "ValidationException: Parameter(s) EventPattern or ScheduleExpression must be specified.",
  ],
  [
    "a rule's name has no spaces",
    ({ make }) => make(tokens.EVENT_RULE, { name: "my rule", eventPattern: "{}" }),
    "ValidationException: 1 validation error detected: Value 'my rule' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+",
  ],
  [
    "a pattern is JSON",
    rule("{"),
    'eventPattern: "eventPattern" contains an invalid JSON: not a JSON document',
  ],
  [
    "a pattern lists what matches",
    rule({ source: "aws.ec2" }),
    'InvalidEventPatternException: Event pattern is not valid. Reason: "source" must be an object or an array',
  ],
  [
    "an event has a name that its source sends",
    rule({ source: ["aws.health"], "detail-type": ["AWS Heath Event"] }),
    'UnknownDetailType: simulator: aws.health sends no "AWS Heath Event"; AWS would take this rule, and it would never match. Known: "AWS Health Event", "AWS Health Abuse Event"',
  ],
  [
    "an event has a source that sends some",
    rule({ source: ["aws.ec3"], "detail-type": ["EC2 Spot Instance Interruption Warning"] }),
    "UnknownEventSource: simulator: the events of aws.ec3 are not known here",
  ],
  [
    "a target belongs to a rule that exists",
    ({ make }, _id, all) =>
      make(tokens.EVENT_TARGET, { ...all.get(tokens.EVENT_TARGET)!.inputs, rule: "none" }),
    "ResourceNotFoundException: Rule none does not exist on EventBus default.",
  ],
  [
    "a target is a queue that exists",
    ({ make }, id) =>
      make(tokens.EVENT_TARGET, {
        rule: id(tokens.EVENT_RULE),
        arn: "arn:aws:sqs:eu-central-1:111111111111:none",
      }),
    "UnknownTarget: simulator: arn:aws:sqs:eu-central-1:111111111111:none does not exist; AWS would take this target, and its events would be lost",
  ],
  [
    "a rule with targets stays",
    ({ engine }, _id, all) => engine.delete(all.get(tokens.EVENT_RULE)!.state),
    "ValidationException: Rule can't be deleted since it has targets.",
  ],
  [
    "a launch template has a name of its own",
    ({ make }) => make(tokens.LAUNCH_TEMPLATE, { name: "system" }),
    "InvalidLaunchTemplateName.AlreadyExistsException: Launch template name already in use.",
  ],
  [
    "a launch template's name has no spaces",
    ({ make }) => make(tokens.LAUNCH_TEMPLATE, { name: "my template" }),
    "InvalidLaunchTemplateName.MalformedException: A launch template name must be between 3 and 128 characters, and may contain letters, numbers, and the following characters: - ( ) . / _.",
  ],
  [
    "tokens of the metadata service are required or optional",
    ({ make }) => make(tokens.LAUNCH_TEMPLATE, { metadataOptions: { httpTokens: "yes" } }),
    'metadataOptions.httpTokens: expected metadataOptions.httpTokens to be one of ["optional" "required"], got yes',
  ],
  [
    "an answer of the metadata service makes 1 to 64 hops",
    ({ make }) => make(tokens.LAUNCH_TEMPLATE, { metadataOptions: { httpPutResponseHopLimit: 0 } }),
    "metadataOptions.httpPutResponseHopLimit: expected a number in 1..64, got 0",
  ],
  [
    "a disk is of a type that EBS has",
    disk({ volumeType: "gp4" }),
    'blockDeviceMappings[0].ebs.volumeType: expected blockDeviceMappings[0].ebs.volumeType to be one of ["gp2" "gp3" "io1" "io2" "sc1" "st1" "standard"], got gp4',
  ],
  [
    "operations per second are for disks that can choose them",
    disk({ volumeType: "gp2", iops: 3_000 }),
    "InvalidParameterCombination: The parameter iops is not supported for gp2 volumes.",
  ],
  [
    "a disk with a key is encrypted",
    disk({ volumeType: "gp3", kmsKeyId: "arn" }),
    "InvalidParameterDependency: The parameter KmsKeyId requires the parameter Encrypted to be set.",
  ],
  [
    "user data is in base64",
    ({ make }) => make(tokens.LAUNCH_TEMPLATE, { userData: "#!/bin/sh" }),
    "InvalidUserData.Malformed: Invalid BASE64 encoding of user data.",
  ],
];

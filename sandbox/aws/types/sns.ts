import type { Properties } from "../../provider/properties.ts";
import type { Thing } from "../cloud.ts";
import { AwsError } from "../error.ts";
import { arn, newUuid } from "../ids.ts";
import { neighbours, type Call, type Kind } from "../kind.ts";
import * as tokens from "../tokens.ts";
import { choiceRefusal } from "./eks.ts";
import { keyByReference } from "./kms.ts";
import { documentRefusal, listed, statementsOf } from "./policy-document.ts";

/** @see https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html */
const NAME = /^[a-zA-Z0-9_-]{1,256}$/;
const FIFO_NAME = /^[a-zA-Z0-9_-]{1,251}\.fifo$/;

const PROTOCOLS = [
  ...["application", "email", "email-json", "firehose", "http", "https", "lambda", "sms", "sqs"],
];
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

const invalid = (message: string) => new AwsError("InvalidParameter", `Invalid parameter: ${message}`);

function defaultPolicy(topicArn: string, account: string): string {
  return JSON.stringify({
    Version: "2008-10-17",
    Id: "__default_policy_ID",
    Statement: [
      {
        Sid: "__default_statement_ID",
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: ["SNS:Publish", "SNS:Subscribe", "SNS:GetTopicAttributes", "SNS:SetTopicAttributes"],
        Resource: topicArn,
        Condition: { StringEquals: { "AWS:SourceOwner": account } },
      },
    ],
  });
}

function checkKey(call: Call): void {
  const key = call.inputs.optionalText("kmsMasterKeyId");
  if (key === undefined || key === "alias/aws/sns" || keyByReference(call, key) !== undefined) return;
  throw new AwsError(
    "UnknownKey",
    `simulator: ${key} does not exist; AWS would take this topic, and refuse every message`,
  );
}

/** CreateTopic answers with a topic that is there already, as long as nothing about it is different. */
function refuseOther(call: Call, topicArn: string): void {
  const [existing] = neighbours(call, tokens.TOPIC, { arn: topicArn });
  if (existing === undefined) return;
  if (JSON.stringify(existing.tags) !== JSON.stringify(call.tags)) {
    throw invalid("Tags Reason: Topic already exists with different tags");
  }
  const same = ["displayName", "kmsMasterKeyId"].every(
    (name) => existing.state[name] === call.inputs.all[name],
  );
  if (!same) throw invalid("Attributes Reason: Topic already exists with different attributes");
}

export const topic: Kind = {
  label: "SNS Topic",
  service: "SNS",
  calls: { create: "CreateTopic", update: "SetTopicAttributes", delete: "DeleteTopic" },
  autonamed: "",
  documents: ["policy", "deliveryPolicy"],
  refusals: (inputs) => documentRefusal(inputs, "policy"),
  create: (call) => {
    const name = call.inputs.text("name");
    if (!(call.inputs.flag("fifoTopic") ? FIFO_NAME : NAME).test(name)) throw invalid("Topic Name");
    checkKey(call);
    const topicArn = arn("sns", call, name);
    refuseOther(call, topicArn);
    const policy = call.inputs.optionalText("policy") ?? defaultPolicy(topicArn, call.account);
    return {
      id: topicArn,
      computed: { arn: topicArn, owner: call.account, policy, beginningArchiveTime: "" },
    };
  },
  update: (call) => {
    checkKey(call);
    return {};
  },
  delete: (call, { id }) => {
    call.cloud.delete({ type: tokens.TOPIC_POLICY, state: { arn: id } });
    call.cloud.delete({ type: tokens.TOPIC_SUBSCRIPTION, state: { topic: id } });
  },
};

function topicByArn(call: Call, topicArn: string): Thing {
  const [found] = neighbours(call, tokens.TOPIC, { arn: topicArn });
  if (found !== undefined) return found;
  throw new AwsError("NotFound", "Topic does not exist");
}

function checkPolicy(call: Call): void {
  topicByArn(call, call.inputs.text("arn"));
  const statements = statementsOf(call.inputs.text("policy"));
  const isWhole = (one: Properties) =>
    ["Effect", "Principal", "Action", "Resource"].every((key) => key in one);
  if (statements.length === 0 || !statements.every(isWhole)) {
    throw invalid("Policy Error: null");
  }
  const actions = statements.flatMap(({ Action }) => listed(Action));
  if (actions.every((action) => typeof action === "string" && /^sns:/i.test(action))) return;
  throw invalid("Policy statement action out of service scope!");
}

/** SetTopicAttributes overwrites the policy that is there; the deletion brings the first one back. */
export const topicPolicy: Kind = {
  label: "SNS Topic Policy",
  service: "SNS",
  calls: { create: "SetTopicAttributes", update: "SetTopicAttributes", delete: "SetTopicAttributes" },
  documents: ["policy"],
  refusals: (inputs) => documentRefusal(inputs, "policy"),
  create: (call) => {
    checkPolicy(call);
    return { id: call.inputs.text("arn"), computed: { owner: call.account } };
  },
  update: (call) => {
    checkPolicy(call);
    return {};
  },
};

function checkEndpoint(call: Call, protocol: string, endpoint: string): void {
  if (protocol.startsWith("email") && !EMAIL.test(endpoint)) throw invalid("Email address");
  if (protocol.startsWith("http") && !endpoint.startsWith(`${protocol}://`)) {
    throw invalid(`Endpoint must match the specified protocol`);
  }
  if (protocol !== "sqs" || call.cloud.count({ type: tokens.QUEUE, state: { arn: endpoint } }) > 0) return;
  throw new AwsError(
    "UnknownEndpoint",
    `simulator: ${endpoint} does not exist; AWS would take this subscription, and its messages would be lost`,
  );
}

/** A person must say yes before anything is sent; a queue of ours need not. */
const waits = (protocol: string) => protocol.startsWith("email") || protocol.startsWith("http");

export const topicSubscription: Kind = {
  label: "SNS Topic Subscription",
  service: "SNS",
  calls: { create: "Subscribe", update: "SetSubscriptionAttributes", delete: "Unsubscribe" },
  defaults: { confirmationTimeoutInMinutes: 1 },
  documents: ["deliveryPolicy", "filterPolicy", "redrivePolicy"],
  refusals: (inputs) => choiceRefusal(inputs, "protocol", PROTOCOLS),
  create: (call) => {
    const topicArn = topicByArn(call, call.inputs.text("topic")).id;
    const [protocol, endpoint] = [call.inputs.text("protocol"), call.inputs.text("endpoint")];
    checkEndpoint(call, protocol, endpoint);
    const [same] = neighbours(call, tokens.TOPIC_SUBSCRIPTION, { topic: topicArn, protocol, endpoint });
    const id = same?.id ?? `${topicArn}:${newUuid(call.cloud, "subscription")}`;
    return {
      id,
      computed: {
        arn: id,
        ownerId: call.account,
        pendingConfirmation: waits(protocol),
        confirmationWasAuthenticated: !waits(protocol),
      },
    };
  },
};

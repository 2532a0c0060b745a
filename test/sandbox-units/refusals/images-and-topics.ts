import * as tokens from "../../../sandbox/aws/tokens.ts";
import type { Properties } from "../../../sandbox/provider/properties.ts";
import { topicStatement } from "../account-recipes.ts";
import type { Attempt, Refusal } from "./refusal.ts";

const another =
  (type: string, inputs: Properties = {}): Attempt =>
  ({ make }, _id, all) =>
    make(type, { ...all.get(type)!.inputs, ...inputs });

const TOPIC = "arn:aws:sns:eu-central-1:111111111111:none";
const BAD_PREFIX =
  "must satisfy regular expression '((?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*/?|ROOT)''";

export const IMAGE_REFUSALS: readonly Refusal[] = [
  [
    "a cache has a prefix of its own",
    another(tokens.PULL_THROUGH),
    "PullThroughCacheRuleAlreadyExistsException: A pull through cache rule with the repository prefix 'k8s' already exists.",
  ],
  [
    "a cache's prefix is the start of a repository",
    another(tokens.PULL_THROUGH, { ecrRepositoryPrefix: "K8s" }),
    `InvalidParameterException: Invalid parameter at 'ecrRepositoryPrefix' failed to satisfy constraint: '${BAD_PREFIX}`,
  ],
  [
    "a cache is of a registry that ECR knows",
    another(tokens.PULL_THROUGH, { ecrRepositoryPrefix: "own", upstreamRegistryUrl: "registry.example.com" }),
    "UnsupportedUpstreamRegistryException: The specified upstream registry isn't supported: registry.example.com",
  ],
  [
    "a cache of Docker Hub has a credential",
    another(tokens.PULL_THROUGH, { ecrRepositoryPrefix: "hub", upstreamRegistryUrl: "registry-1.docker.io" }),
    "InvalidParameterException: Invalid parameter at 'credentialArn' failed to satisfy constraint: 'a credential is required for registry-1.docker.io'",
  ],
  [
    "a cache's credential is a secret of ECR's",
    another(tokens.PULL_THROUGH, {
      credentialArn: "arn:aws:secretsmanager:eu-central-1:111111111111:secret:hub",
    }),
    'credentialArn: expected the ARN of a secret named ecr-pullthroughcache/..., got "arn:aws:secretsmanager:eu-central-1:111111111111:secret:hub"',
  ],
  [
    "a template has a prefix of its own",
    another(tokens.REPOSITORY_TEMPLATE),
    "TemplateAlreadyExistsException: The repository creation template with prefix 'k8s' already exists.",
  ],
  [
    "a template that tags has a role",
    ({ make }) =>
      make(tokens.REPOSITORY_TEMPLATE, {
        ...{ prefix: "own", appliedFors: ["PULL_THROUGH_CACHE"], resourceTags: { team: "a" } },
      }),
    "ValidationException: A custom role ARN is required when a template has resource tags or KMS encryption",
  ],
  [
    "a template's role exists",
    another(tokens.REPOSITORY_TEMPLATE, { prefix: "own", customRoleArn: "none" }),
    "ValidationException: The role none does not exist",
  ],
  [
    "a template is for what ECR makes",
    another(tokens.REPOSITORY_TEMPLATE, { prefix: "own", appliedFors: ["PUSH"] }),
    "appliedFors: expected some of CREATE_ON_PUSH, PULL_THROUGH_CACHE, REPLICATION, got PUSH",
  ],
];

export const TOPIC_REFUSALS: readonly Refusal[] = [
  [
    "a topic's name has no dots",
    ({ make }) => make(tokens.TOPIC, { name: "a.b" }),
    "InvalidParameter: Invalid parameter: Topic Name",
  ],
  [
    "a topic is the one of its name only with the same tags",
    another(tokens.TOPIC, { tags: { team: "a" } }),
    "InvalidParameter: Invalid parameter: Tags Reason: Topic already exists with different tags",
  ],
  [
    "a topic is the one of its name only with the same attributes",
    another(tokens.TOPIC, { displayName: "alarms" }),
    "InvalidParameter: Invalid parameter: Attributes Reason: Topic already exists with different attributes",
  ],
  [
    "a topic's key exists",
    ({ make }) => make(tokens.TOPIC, { name: "other", kmsMasterKeyId: "alias/none" }),
    "UnknownKey: simulator: alias/none does not exist; AWS would take this topic, and refuse every message",
  ],
  [
    "a topic's policy has a topic that exists",
    ({ make }) => make(tokens.TOPIC_POLICY, { arn: TOPIC, policy: topicStatement(TOPIC) }),
    "NotFound: Topic does not exist",
  ],
  [
    "a topic's policy says who may do what",
    another(tokens.TOPIC_POLICY, { policy: '{"Statement":[{"Effect":"Allow"}]}' }),
    "InvalidParameter: Invalid parameter: Policy Error: null",
  ],
  [
    "a subscription by HTTPS has such an address",
    another(tokens.TOPIC_SUBSCRIPTION, { protocol: "https", endpoint: "http://example.com" }),
    "InvalidParameter: Invalid parameter: Endpoint must match the specified protocol",
  ],
  [
    "a topic's policy has SNS's actions",
    another(tokens.TOPIC_POLICY, { policy: topicStatement("*", { Action: "sqs:SendMessage" }) }),
    "InvalidParameter: Invalid parameter: Policy statement action out of service scope!",
  ],
  [
    "a subscription has a topic that exists",
    another(tokens.TOPIC_SUBSCRIPTION, { topic: TOPIC }),
    "NotFound: Topic does not exist",
  ],
  [
    "mail goes to an address",
    another(tokens.TOPIC_SUBSCRIPTION, { endpoint: "platform" }),
    "InvalidParameter: Invalid parameter: Email address",
  ],
  [
    "messages go to a queue that exists",
    another(tokens.TOPIC_SUBSCRIPTION, { protocol: "sqs", endpoint: "arn:aws:sqs:eu-central-1:1:none" }),
    "UnknownEndpoint: simulator: arn:aws:sqs:eu-central-1:1:none does not exist; AWS would take this subscription, and its messages would be lost",
  ],
  [
    "messages go by a way that SNS has",
    another(tokens.TOPIC_SUBSCRIPTION, { protocol: "pager" }),
    'protocol: expected protocol to be one of ["application" "email" "email-json" "firehose" "http" "https" "lambda" "sms" "sqs"], got pager',
  ],
];

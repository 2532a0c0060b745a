import { AwsError } from "../error.ts";
import { neighbours, type Call, type Inputs, type Kind, type Refusals } from "../kind.ts";
import * as tokens from "../tokens.ts";
import { choiceRefusal } from "./eks.ts";
import { roleByArn } from "./trust.ts";

/** @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-creating-rule.html */
const PREFIX = /^(ROOT|(?:[a-z0-9]+(?:[._-][a-z0-9]+)*\/)*[a-z0-9]+(?:[._-][a-z0-9]+)*)$/;
const PREFIX_CHARACTERS = [2, 30] as const;

/** Registries that anybody may read, and those that want to know who reads. */
const OPEN_REGISTRIES = ["public.ecr.aws", "registry.k8s.io", "quay.io"];
const CLOSED_REGISTRIES = ["registry-1.docker.io", "ghcr.io", "registry.gitlab.com", "cgr.dev"];
const AZURE = /^[a-z0-9]+\.azurecr\.io$/;
const OTHER_ECR = /^\d{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com$/;

const SECRET = /^arn:aws:secretsmanager:[a-z0-9-]+:\d{12}:secret:ecr-pullthroughcache\/[\w/+=.@-]+$/;

function checkPrefix(name: string, prefix: string): void {
  const [least, most] = PREFIX_CHARACTERS;
  if (PREFIX.test(prefix) && prefix.length >= least && prefix.length <= most) return;
  throw new AwsError(
    "InvalidParameterException",
    `Invalid parameter at '${name}' failed to satisfy constraint: 'must satisfy regular expression ` +
      "'((?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*/?|ROOT)''",
  );
}

function checkRegistry(inputs: Inputs): void {
  const url = inputs.text("upstreamRegistryUrl");
  if (OPEN_REGISTRIES.includes(url) || OTHER_ECR.test(url)) return;
  if (!CLOSED_REGISTRIES.includes(url) && !AZURE.test(url)) {
    throw new AwsError(
      "UnsupportedUpstreamRegistryException",
      `The specified upstream registry isn't supported: ${url}`,
    );
  }
  if (inputs.has("credentialArn")) return;
  throw new AwsError(
    "InvalidParameterException",
    `Invalid parameter at 'credentialArn' failed to satisfy constraint: 'a credential is required for ${url}'`,
  );
}

function secretRefusals(inputs: Inputs): Refusals {
  const secret = inputs.optionalText("credentialArn");
  if (secret === undefined || SECRET.test(secret)) return [];
  return [["credentialArn", `expected the ARN of a secret named ecr-pullthroughcache/..., got "${secret}"`]];
}

export const pullThroughCache: Kind = {
  label: "ECR Pull Through Cache Rule",
  service: "ECR",
  calls: {
    create: "CreatePullThroughCacheRule",
    update: "UpdatePullThroughCacheRule",
    delete: "DeletePullThroughCacheRule",
  },
  defaults: { upstreamRepositoryPrefix: "ROOT" },
  refusals: secretRefusals,
  create: (call) => {
    const prefix = call.inputs.text("ecrRepositoryPrefix");
    checkPrefix("ecrRepositoryPrefix", prefix);
    checkRegistry(call.inputs);
    if (neighbours(call, tokens.PULL_THROUGH, { ecrRepositoryPrefix: prefix }).length > 0) {
      throw new AwsError(
        "PullThroughCacheRuleAlreadyExistsException",
        `A pull through cache rule with the repository prefix '${prefix}' already exists.`,
      );
    }
    return { id: prefix, computed: { registryId: call.account } };
  },
};

/** ECR tags and encrypts what it makes only by a role that may do so. */
function checkCustomRole(call: Call): void {
  const roleArn = call.inputs.optionalText("customRoleArn");
  if (roleArn !== undefined) {
    if (roleByArn(call, roleArn) !== undefined) return;
    throw new AwsError("ValidationException", `The role ${roleArn} does not exist`);
  }
  const encrypts = call.inputs
    .objects("encryptionConfigurations")
    .some((one) => one.text("encryptionType") === "KMS");
  const tags = Object.keys(call.inputs.object("resourceTags").all).length > 0;
  if (!encrypts && !tags) return;
  throw new AwsError(
    "ValidationException",
    "A custom role ARN is required when a template has resource tags or KMS encryption",
  );
}

function templateRefusals(inputs: Inputs): Refusals {
  const uses = ["CREATE_ON_PUSH", "PULL_THROUGH_CACHE", "REPLICATION"];
  const wrong = inputs.texts("appliedFors").find((use) => !uses.includes(use));
  return [
    ...(wrong === undefined
      ? []
      : [["appliedFors", `expected some of ${uses.join(", ")}, got ${wrong}`] as const]),
    ...choiceRefusal(inputs, "imageTagMutability", [
      ...["MUTABLE", "IMMUTABLE", "IMMUTABLE_WITH_EXCLUSION", "MUTABLE_WITH_EXCLUSION"],
    ]),
  ];
}

export const repositoryTemplate: Kind = {
  label: "ECR Repository Creation Template",
  service: "ECR",
  calls: {
    create: "CreateRepositoryCreationTemplate",
    update: "UpdateRepositoryCreationTemplate",
    delete: "DeleteRepositoryCreationTemplate",
  },
  defaults: { imageTagMutability: "MUTABLE" },
  documents: ["lifecyclePolicy", "repositoryPolicy"],
  refusals: templateRefusals,
  create: (call) => {
    const prefix = call.inputs.text("prefix");
    checkPrefix("prefix", prefix);
    checkCustomRole(call);
    if (neighbours(call, tokens.REPOSITORY_TEMPLATE, { prefix }).length > 0) {
      throw new AwsError(
        "TemplateAlreadyExistsException",
        `The repository creation template with prefix '${prefix}' already exists.`,
      );
    }
    return { id: prefix, computed: { registryId: call.account } };
  },
  update: (call) => {
    checkCustomRole(call);
    return {};
  },
};

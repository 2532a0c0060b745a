import { type Command, type Invocation, serviceError } from "./cli-call.ts";
import { option, values } from "./cli-inside.ts";
import { text } from "./kind.ts";
import * as tokens from "./tokens.ts";

function budgetTags(invocation: Invocation): unknown {
  const arn = option(invocation, "resource-arn");
  const [accountId = "", name = ""] = arn.slice("arn:aws:budgets::".length).split(":budget/");
  const [found] = values(invocation, tokens.BUDGET, { name, accountId });
  if (found !== undefined)
    return { ResourceTags: Object.entries(found.tags).map(([Key, Value]) => ({ Key, Value })) };
  const message = `Unable to get resource: ${arn} - the resource doesn't exist.`;
  throw serviceError("NotFoundException", "ListTagsForResource", message);
}

function costTags(invocation: Invocation): unknown {
  const keys = invocation.options["tag-keys"] ?? [];
  const found = values(invocation, tokens.COST_TAG, {}).filter(({ id }) => keys.includes(id));
  return {
    CostAllocationTags: found.map((one) => ({
      TagKey: one.id,
      Type: text(one, "type"),
      Status: text(one, "status"),
    })),
  };
}

function cacheRules(invocation: Invocation): unknown {
  const prefix = option(invocation, "ecr-repository-prefixes");
  const found = values(invocation, tokens.PULL_THROUGH, { ecrRepositoryPrefix: prefix });
  if (found.length > 0) {
    const rules = found.map((one) => ({
      ecrRepositoryPrefix: one.id,
      upstreamRegistryUrl: text(one, "upstreamRegistryUrl"),
    }));
    return { pullThroughCacheRules: rules };
  }
  const message = `The pull through cache rule with the repository prefix '${prefix}' does not exist.`;
  throw serviceError("PullThroughCacheRuleNotFoundException", "DescribePullThroughCacheRules", message);
}

function templates(invocation: Invocation): unknown {
  const prefix = option(invocation, "prefixes");
  const found = values(invocation, tokens.REPOSITORY_TEMPLATE, { prefix });
  if (found.length > 0) return { repositoryCreationTemplates: found.map((one) => ({ prefix: one.id })) };
  const message = `The repository creation template with prefix '${prefix}' does not exist.`;
  throw serviceError("TemplateNotFoundException", "DescribeRepositoryCreationTemplates", message);
}

/** Accounts or resources of a share, as the call asks. */
function shareAssociations(invocation: Invocation): unknown {
  const share = option(invocation, "resource-share-arns");
  if (values(invocation, tokens.RAM_SHARE, { arn: share }).length === 0) {
    const message = `ResourceShare ${share} could not be found.`;
    throw serviceError("UnknownResourceException", "GetResourceShareAssociations", message);
  }
  const isPrincipal = option(invocation, "association-type") === "PRINCIPAL";
  const type = isPrincipal ? tokens.RAM_PRINCIPAL : tokens.RAM_RESOURCE;
  const found = values(invocation, type, { resourceShareArn: share });
  return {
    resourceShareAssociations: found.map((one) => ({
      associatedEntity: text(one, isPrincipal ? "principal" : "resourceArn"),
      status: "ASSOCIATED",
    })),
  };
}

function topicAttributes(invocation: Invocation): unknown {
  const topic = option(invocation, "topic-arn");
  const [found] = values(invocation, tokens.TOPIC, { arn: topic });
  if (found !== undefined) return { Attributes: { TopicArn: topic, Policy: text(found, "policy") } };
  throw serviceError("NotFound", "GetTopicAttributes", "Topic does not exist");
}

/** One that nobody has confirmed has no ARN here, as in AWS. */
function subscriptions(invocation: Invocation): unknown {
  const topic = option(invocation, "topic-arn");
  const found = values(invocation, tokens.TOPIC_SUBSCRIPTION, { topic });
  return {
    Subscriptions: found.map((one) => ({
      SubscriptionArn: one.state["pendingConfirmation"] === true ? "PendingConfirmation" : one.id,
      Protocol: text(one, "protocol"),
      Endpoint: text(one, "endpoint"),
    })),
  };
}

/** Calls about what an account has under a name of its own, or in a topic or share. */
export const ACCOUNT_CALLS: Readonly<Record<string, Command>> = {
  "budgets list-tags-for-resource": { options: ["resource-arn"], run: budgetTags },
  "ce list-cost-allocation-tags": { options: ["tag-keys"], run: costTags },
  "ecr describe-pull-through-cache-rules": { options: ["ecr-repository-prefixes"], run: cacheRules },
  "ecr describe-repository-creation-templates": { options: ["prefixes"], run: templates },
  "ram get-resource-share-associations": {
    options: ["association-type", "resource-share-arns"],
    run: shareAssociations,
  },
  "sns get-topic-attributes": { options: ["topic-arn"], run: topicAttributes },
  "sns list-subscriptions-by-topic": { options: ["topic-arn"], run: subscriptions },
};

import type { Lookup } from "./single-lookup.ts";

/** What belongs to a share: the account or resource that it names. */
const inShare =
  (kind: string, name: string): Lookup =>
  async (client, text) => {
    const [share, entity] = [text("resourceShareArn"), text(name)];
    const call = ["ram", "get-resource-share-associations", "--association-type", kind];
    const answer = await client.ask<{
      readonly resourceShareAssociations: readonly {
        readonly associatedEntity: string;
        readonly status: string;
      }[];
    }>([...call, "--resource-share-arns", share], "UnknownResourceException");
    const lives = ["ASSOCIATING", "ASSOCIATED"];
    const found = answer?.resourceShareAssociations.some(
      ({ associatedEntity, status }) => associatedEntity === entity && lives.includes(status),
    );
    return found === true ? `${share},${entity}` : undefined;
  };

/** Something that a registry knows by the prefix of its repositories. */
const byPrefix =
  (call: string, option: string, absent: string, name: string): Lookup =>
  async (client, text) => {
    const prefix = text(name);
    return (await client.ask(["ecr", call, option, prefix], absent)) === undefined ? undefined : prefix;
  };

/**
 * Types that a whole account has under names that anybody may have chosen, without tags. A find says that the name is
 * taken, and not by whom.
 */
const NAMES_OF_ACCOUNTS: readonly string[] = [
  "aws:ecr/pullThroughCacheRule:PullThroughCacheRule",
  "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate",
];

/** Whether nothing of a thing that was found says whose it is, so that people decide, unless it was begun for sure. */
export function isAnybodys(type: string): boolean {
  return NAMES_OF_ACCOUNTS.includes(type);
}

/** What an account has under a name of its own, or in a topic or share, and without tags. */
export const ACCOUNT_LOOKUPS: Readonly<Record<string, Lookup>> = {
  "aws:costexplorer/costAllocationTag:CostAllocationTag": async (client, text) => {
    const key = text("tagKey");
    const call = ["ce", "list-cost-allocation-tags", "--tag-keys", key];
    const answer = await client.ask<{
      readonly CostAllocationTags: readonly { readonly TagKey: string; readonly Status: string }[];
    }>(call);
    const found = answer?.CostAllocationTags.some(
      ({ TagKey, Status }) => TagKey === key && Status === "Active",
    );
    return found === true ? key : undefined;
  },
  "aws:ecr/pullThroughCacheRule:PullThroughCacheRule": byPrefix(
    "describe-pull-through-cache-rules",
    "--ecr-repository-prefixes",
    "PullThroughCacheRuleNotFoundException",
    "ecrRepositoryPrefix",
  ),
  "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate": byPrefix(
    "describe-repository-creation-templates",
    "--prefixes",
    "TemplateNotFoundException",
    "prefix",
  ),
  "aws:ram/principalAssociation:PrincipalAssociation": inShare("PRINCIPAL", "principal"),
  "aws:ram/resourceAssociation:ResourceAssociation": inShare("RESOURCE", "resourceArn"),
  // A topic has a policy from its first day, so it is the topic that is asked for.
  "aws:sns/topicPolicy:TopicPolicy": async (client, text) => {
    const topic = text("arn");
    const answer = await client.ask(["sns", "get-topic-attributes", "--topic-arn", topic], "NotFound");
    return answer === undefined ? undefined : topic;
  },
  // One that waits for a person's answer has no ARN to be imported by; the next update finds it again.
  "aws:sns/topicSubscription:TopicSubscription": async (client, text) => {
    const call = ["sns", "list-subscriptions-by-topic", "--topic-arn", text("topic")];
    const answer = await client.ask<{
      readonly Subscriptions: readonly Readonly<
        Record<"SubscriptionArn" | "Protocol" | "Endpoint", string>
      >[];
    }>(call, "NotFound");
    const found = answer?.Subscriptions.find(
      ({ Protocol, Endpoint }) => Protocol === text("protocol") && Endpoint === text("endpoint"),
    );
    return found?.SubscriptionArn.startsWith("arn:") === true ? found.SubscriptionArn : undefined;
  },
};

import { ACCOUNT_LOOKUPS } from "./account-lookups.ts";
import { BUCKET_LOOKUPS } from "./bucket-lookups.ts";
import { MACHINE_LOOKUPS } from "./machine-lookups.ts";
import type { Lookup } from "./single-lookup.ts";
import { TRANSIT_LOOKUPS } from "./transit-lookups.ts";
import { ZONE_LOOKUPS } from "./zone-lookups.ts";

/** Import ids of things without tags, by type; undefined where the thing does not exist. */
export const INSIDE_LOOKUPS: Readonly<Record<string, Lookup>> = {
  ...ACCOUNT_LOOKUPS,
  ...BUCKET_LOOKUPS,
  ...MACHINE_LOOKUPS,
  ...TRANSIT_LOOKUPS,
  ...ZONE_LOOKUPS,
  "aws:autoscaling/tag:Tag": async (client, text) => {
    const [group, key] = [text("autoscalingGroupName"), text("tag.key")];
    const filters = [`Name=auto-scaling-group,Values=${group}`, `Name=key,Values=${key}`];
    const answer = await client.ask<{ readonly Tags: readonly { readonly Key: string }[] }>(
      ["autoscaling", "describe-tags", "--filters", ...filters],
      "ValidationError",
    );
    return answer?.Tags.some(({ Key }) => Key === key) === true ? `${group},${key}` : undefined;
  },
  "aws:cloudwatch/eventTarget:EventTarget": async (client, text) => {
    const [rule, id] = [text("rule"), text("targetId")];
    const call = ["events", "list-targets-by-rule", "--rule", rule];
    const answer = await client.ask<{ readonly Targets: readonly { readonly Id: string }[] }>(
      call,
      "ResourceNotFoundException",
    );
    return answer?.Targets.some(({ Id }) => Id === id) === true ? `${rule}/${id}` : undefined;
  },
  "aws:ec2/tag:Tag": async (client, text) => {
    const [id, key] = [text("resourceId"), text("key")];
    const filters = [`Name=resource-id,Values=${id}`, `Name=key,Values=${key}`];
    const answer = await client.ask<{ readonly Tags: readonly { readonly Key: string }[] }>(
      ["ec2", "describe-tags", "--filters", ...filters],
      [],
    );
    return answer?.Tags.some(({ Key }) => Key === key) === true ? `${id},${key}` : undefined;
  },
  "aws:eks/accessPolicyAssociation:AccessPolicyAssociation": async (client, text) => {
    const [cluster, principal, policy] = [text("clusterName"), text("principalArn"), text("policyArn")];
    const call = ["eks", "list-associated-access-policies", "--cluster-name", cluster];
    const answer = await client.ask<{
      readonly associatedAccessPolicies: readonly { readonly policyArn: string }[];
    }>([...call, "--principal-arn", principal], "ResourceNotFoundException");
    const found = answer?.associatedAccessPolicies.some(({ policyArn }) => policyArn === policy);
    return found === true ? `${cluster}#${principal}#${policy}` : undefined;
  },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": async (client, text) => {
    const [role, policy] = [text("role"), text("policyArn")];
    const call = ["iam", "list-attached-role-policies", "--role-name", role];
    const answer = await client.ask<{
      readonly AttachedPolicies: readonly { readonly PolicyArn: string }[];
    }>(call, "NoSuchEntity");
    const found = answer?.AttachedPolicies.some(({ PolicyArn }) => PolicyArn === policy);
    return found === true ? `${role}/${policy}` : undefined;
  },
  "aws:kms/alias:Alias": async (client, text) => {
    const name = text("name");
    const call = ["kms", "list-aliases", "--key-id", text("targetKeyId")];
    const answer = await client.ask<{ readonly Aliases: readonly { readonly AliasName: string }[] }>(
      call,
      "NotFoundException",
    );
    return answer?.Aliases.some(({ AliasName }) => AliasName === name) === true ? name : undefined;
  },
  "aws:sqs/queuePolicy:QueuePolicy": async (client, text) => {
    const url = text("queueUrl");
    const call = ["sqs", "get-queue-attributes", "--queue-url", url, "--attribute-names", "Policy"];
    const answer = await client.ask<{ readonly Attributes?: Readonly<Record<string, string>> }>(
      call,
      "AWS.SimpleQueueService.NonExistentQueue",
    );
    return answer?.Attributes?.["Policy"] === undefined ? undefined : url;
  },
};

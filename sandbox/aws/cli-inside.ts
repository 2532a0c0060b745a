import { isObject } from "../provider/properties.ts";
import type { Command, Invocation } from "./cli-call.ts";
import type { Thing } from "./cloud.ts";
import * as tokens from "./tokens.ts";

/** Calls about things without tags: each lists what belongs to one other thing. An unknown other thing has none. */

/** First value of an option; empty when it is not given. */
export const option = ({ options }: Invocation, name: string) => options[name]?.[0] ?? "";

/** Services without regions. */
const GLOBAL = /^aws:(budgets|costexplorer|iam|route53)\//;

/** Things of a type that have these attributes. */
export function values(
  { cloud, account, options }: Invocation,
  type: string,
  state: Readonly<Record<string, string>>,
): readonly Thing[] {
  const isGlobal = GLOBAL.test(type);
  return cloud.list({ type, account, state, region: isGlobal ? "" : (options["region"]?.[0] ?? "") });
}

function attachedPolicies(invocation: Invocation): unknown {
  const found = values(invocation, tokens.ROLE_POLICY_ATTACHMENT, { role: option(invocation, "role-name") });
  return { AttachedPolicies: found.map(({ state }) => ({ PolicyArn: state["policyArn"] })) };
}

function instanceProfileTags(invocation: Invocation): unknown {
  const [found] = values(invocation, tokens.INSTANCE_PROFILE, {
    name: option(invocation, "instance-profile-name"),
  });
  return { Tags: Object.entries(found?.tags ?? {}).map(([Key, Value]) => ({ Key, Value })) };
}

function accessPolicies(invocation: Invocation): unknown {
  const found = values(invocation, tokens.ACCESS_POLICY, {
    clusterName: option(invocation, "cluster-name"),
    principalArn: option(invocation, "principal-arn"),
  });
  return { associatedAccessPolicies: found.map(({ state }) => ({ policyArn: state["policyArn"] })) };
}

function ruleTargets(invocation: Invocation): unknown {
  const found = values(invocation, tokens.EVENT_TARGET, { rule: option(invocation, "rule") });
  return { Targets: found.map(({ state }) => ({ Id: state["targetId"], Arn: state["arn"] })) };
}

function queueAttributes(invocation: Invocation): unknown {
  const [found] = values(invocation, tokens.QUEUE_POLICY, { queueUrl: option(invocation, "queue-url") });
  return found === undefined ? {} : { Attributes: { Policy: found.state["policy"] } };
}

function keyAliases(invocation: Invocation): unknown {
  const found = values(invocation, tokens.KMS_ALIAS, { targetKeyId: option(invocation, "key-id") });
  return { Aliases: found.map(({ state }) => ({ AliasName: state["name"] })) };
}

/** Tags of autoscaling groups by the filters `Name=auto-scaling-group,Values=...` and `Name=key,Values=...`. */
function groupTags(invocation: Invocation): unknown {
  const filters = (invocation.options["filters"] ?? []).map((one) => /^Name=(.*),Values=(.*)$/.exec(one));
  const wanted = new Map(filters.map((match) => [match?.[1] ?? "", match?.[2] ?? ""]));
  const found = values(invocation, tokens.AUTOSCALING_TAG, {
    autoscalingGroupName: wanted.get("auto-scaling-group") ?? "",
  }).flatMap(({ state }) => (isObject(state["tag"]) ? [state["tag"]] : []));
  return {
    Tags: found
      .filter(({ key }) => key === wanted.get("key"))
      .map(({ key, value }) => ({ Key: key, Value: value })),
  };
}

/** Tags of one thing by the filters `Name=resource-id,Values=...` and `Name=key,Values=...`. */
function resourceTags(invocation: Invocation): unknown {
  const filters = (invocation.options["filters"] ?? []).map((one) => /^Name=(.*),Values=(.*)$/.exec(one));
  const wanted = new Map(filters.map((match) => [match?.[1] ?? "", match?.[2] ?? ""]));
  const id = wanted.get("resource-id") ?? "";
  const [found] = values(invocation, tokens.SUBNET, {}).filter((one) => one.id === id);
  return {
    Tags: Object.entries(found?.tags ?? {})
      .filter(([key]) => key === wanted.get("key"))
      .map(([Key, Value]) => ({ Key, ResourceId: id, ResourceType: "subnet", Value })),
  };
}

/** Calls that list what is inside something else, with the options each takes. */
export const INSIDE_CALLS: Readonly<Record<string, Command>> = {
  "autoscaling describe-tags": { options: ["filters"], run: groupTags },
  "ec2 describe-tags": { options: ["filters"], run: resourceTags },
  "eks list-associated-access-policies": {
    options: ["cluster-name", "principal-arn"],
    run: accessPolicies,
  },
  "events list-targets-by-rule": { options: ["rule"], run: ruleTargets },
  "iam list-attached-role-policies": { options: ["role-name"], run: attachedPolicies },
  "iam list-instance-profile-tags": { options: ["instance-profile-name"], run: instanceProfileTags },
  "kms list-aliases": { options: ["key-id"], run: keyAliases },
  "sqs get-queue-attributes": { options: ["queue-url", "attribute-names"], run: queueAttributes },
};

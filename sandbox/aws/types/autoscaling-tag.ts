import { isObject, type Value } from "../../provider/properties.ts";
import type { Query } from "../cloud.ts";
import { AwsError } from "../error.ts";
import { neighbours, type Call, type Kind } from "../kind.ts";
import * as tokens from "../tokens.ts";

/** @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-tagging.html#tag_restrictions */
const KEY_CHARACTERS = 128;
const VALUE_CHARACTERS = 256;
const TAGS_OF_GROUP = 50;

/** Tags that EKS itself puts on a group: they count, too. */
const TAGS_OF_EKS = 5;

const invalid = (message: string): AwsError => new AwsError("ValidationError", message);

/** Names of the autoscaling groups that a node group's state holds. */
export function autoscalingGroupsOf(resources: Value | undefined): readonly string[] {
  const lists = Array.isArray(resources) ? (resources as readonly Value[]) : [];
  return lists.flatMap((one) => {
    const groups = isObject(one) ? one["autoscalingGroups"] : undefined;
    const found = Array.isArray(groups) ? (groups as readonly Value[]) : [];
    return found.flatMap((group) =>
      isObject(group) && typeof group["name"] === "string" ? [group["name"]] : [],
    );
  });
}

/** A group of the program's own, or one that belongs to a node group. */
function checkGroup(call: Call, name: string): void {
  const groups = neighbours(call, tokens.NODE_GROUP).flatMap(({ state }) =>
    autoscalingGroupsOf(state["resources"]),
  );
  const own = neighbours(call, tokens.AUTOSCALING_GROUP, { name });
  if (own.length === 0 && !groups.includes(name))
    throw invalid(`AutoScalingGroup not found - AutoScaling Group ${name} not found`);
}

function checkTag(call: Call): void {
  const tag = call.inputs.object("tag");
  const [key, value] = [tag.text("key"), tag.text("value")];
  const tooLong = (name: string, most: number): AwsError =>
    invalid(
      `1 validation error detected: Value at 'tags.1.member.${name}' failed to satisfy constraint: Member must have ` +
        `length less than or equal to ${most}`,
    );
  if (key.length > KEY_CHARACTERS) throw tooLong("key", KEY_CHARACTERS);
  if (value.length > VALUE_CHARACTERS) throw tooLong("value", VALUE_CHARACTERS);
  if (/^aws:/i.test(key)) throw invalid(`aws: prefixed tag key names are not allowed for external use.`);
}

/** The provider writes a tag over one of the same key, whoever made that. */
export const autoscalingTag: Kind = {
  label: "Auto Scaling Tag",
  service: "Auto Scaling",
  calls: { create: "CreateOrUpdateTags", update: "CreateOrUpdateTags", delete: "DeleteTags" },
  importQuery: (id): Query => ({ id }),
  importFault: (id) =>
    id.split(",").length === 2
      ? undefined
      : `unexpected format for ID (${id}), expected autoscaling-group-name,key`,
  create: (call) => {
    const autoscalingGroupName = call.inputs.text("autoscalingGroupName");
    checkGroup(call, autoscalingGroupName);
    checkTag(call);
    const others = neighbours(call, tokens.AUTOSCALING_TAG, { autoscalingGroupName });
    if (others.length + TAGS_OF_EKS >= TAGS_OF_GROUP)
      throw new AwsError(
        "LimitExceeded",
        `You cannot have more than ${TAGS_OF_GROUP} tags for an Auto Scaling group.`,
      );
    return { id: `${autoscalingGroupName},${call.inputs.object("tag").text("key")}`, computed: {} };
  },
  update: (call) => {
    checkTag(call);
    return {};
  },
};

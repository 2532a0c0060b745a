import * as tokens from "../../../sandbox/aws/tokens.ts";
import { groupOf } from "../cluster-recipes.ts";
import type { Attempt, Refusal } from "./refusal.ts";

/** A tag of the autoscaling group that is there, or of another one. */
const tag =
  (key: string, value: string, group?: string): Attempt =>
  ({ make }, _id, all) =>
    make(tokens.AUTOSCALING_TAG, {
      autoscalingGroupName: group ?? groupOf(all.get(tokens.NODE_GROUP)!.state),
      tag: { key, value, propagateAtLaunch: false },
    });

export const GROUP_TAG_REFUSALS: readonly Refusal[] = [
  [
    "a tag is of an autoscaling group that exists",
    tag("size", "large", "eks-none"),
    "ValidationError: AutoScalingGroup not found - AutoScaling Group eks-none not found",
  ],
  [
    "a tag's key has at most 128 characters",
    tag("k".repeat(129), "large"),
    "ValidationError: 1 validation error detected: Value at 'tags.1.member.key' failed to satisfy constraint: Member must have length less than or equal to 128",
  ],
  [
    "a tag's value has at most 256 characters",
    tag("size", "v".repeat(257)),
    "ValidationError: 1 validation error detected: Value at 'tags.1.member.value' failed to satisfy constraint: Member must have length less than or equal to 256",
  ],
  [
    "tags of AWS itself are its own",
    tag("aws:size", "large"),
    "ValidationError: aws: prefixed tag key names are not allowed for external use.",
  ],
  [
    "an autoscaling group has at most 50 tags, those of EKS among them",
    async (sandbox, id, all) => {
      for (let number = 1; number <= 44; number += 1) await tag(`key-${number}`, "")(sandbox, id, all);
      return tag("one-too-many", "")(sandbox, id, all);
    },
    "LimitExceeded: You cannot have more than 50 tags for an Auto Scaling group.",
  ],
];

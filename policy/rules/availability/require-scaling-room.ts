import { breach, type Finding, unknown } from "../../finding.ts";
import type { Resource } from "../../resource.ts";
import { oneOf, type ResourceRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

interface Sizes {
  readonly min: Value;
  readonly desired: Value;
  readonly max: Value;
}

const SIZES: Readonly<Record<string, (inputs: Value) => Sizes>> = {
  "aws:eks/nodeGroup:NodeGroup": (inputs) => {
    const config = inputs.at("scalingConfig");
    return { min: config.at("minSize"), desired: config.at("desiredSize"), max: config.at("maxSize") };
  },
  "aws:autoscaling/group:Group": (inputs) => ({
    min: inputs.at("minSize"),
    desired: inputs.at("desiredCapacity"),
    max: inputs.at("maxSize"),
  }),
};

function findings(inputs: Value, { type }: Resource): readonly Finding[] {
  const sizes = SIZES[type]?.(inputs);
  if (sizes === undefined) return [];
  const { min, desired, max } = sizes;
  const room = "more than minSize";
  const between = "a number from minSize to maxSize";
  return [
    ...compared([min, max], max, room, ([least = 0, most = 0]) => most > least),
    ...(desired.isAbsent
      ? []
      : compared([min, desired, max], desired, between, ([least = 0, now = 0, most = 0]) => {
          return least <= now && now <= most;
        })),
  ];
}

/** What is wrong with a value beside others; nothing where one is no number, which the provider refuses. */
function compared(
  values: readonly Value[],
  place: Value,
  expected: string,
  holds: (numbers: readonly number[]) => boolean,
): readonly Finding[] {
  const open = values.find((value) => value.isUnknown);
  if (open !== undefined) return [unknown(open, expected)];
  const numbers = values.flatMap(({ known }) => (typeof known === "number" ? [known] : []));
  return numbers.length === values.length && !holds(numbers) ? [breach(place, expected)] : [];
}

export const requireScalingRoom: ResourceRule = {
  id: "require-scaling-room",
  level: "mandatory",
  group: "availability",
  scope: "resource",
  what: "A group of nodes can grow by one, and wants what it may have",
  why: "a group that can't grow replaces no node before the old one has gone; one that wants more than it may have is refused half way",
  remedy: "let minSize be at most desiredSize, and maxSize be more than minSize",
  answers: ["fault: an update of nodes has no room for a new one"],
  see: "https://docs.aws.amazon.com/eks/latest/userguide/managed-node-update-behavior.html",
  appliesTo: oneOf(SIZES),
  check: findings,
};

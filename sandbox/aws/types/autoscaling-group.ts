import type { Properties } from "../../provider/properties.ts";
import type { Thing } from "../cloud.ts";
import { arn, newUuid } from "../ids.ts";
import { neighbours, text, type Call, type Inputs, type Kind, type Refusals } from "../kind.ts";
import { countIn, QUOTAS, withinQuota } from "../quotas.ts";
import { settleGroup, unsettleGroup } from "../k3s/groups.ts";
import * as tokens from "../tokens.ts";
import { checkOrder, invalidGroup, templateIn } from "./autoscaling-order.ts";
import { choiceRefusal } from "./eks.ts";
import { findSubnet } from "./subnet.ts";
import { findTargetGroup } from "./target-groups.ts";

const NAME_CHARACTERS = 255;
const TAGS_MAX = 50;

function checkSize(inputs: Inputs): number {
  const [least, most] = [inputs.number("minSize"), inputs.number("maxSize")];
  // The provider takes none for none said.
  const desired = inputs.number("desiredCapacity") || least;
  if (least > most) {
    throw invalidGroup(`Max bound, ${most}, must be greater than or equal to min bound, ${least}`);
  }
  if (desired < least || desired > most) {
    throw invalidGroup(
      `Desired capacity:${desired} must be between the specified min size:${least} and max size:${most}`,
    );
  }
  return desired;
}

function subnetsOf(call: Call): readonly Thing[] {
  const ids = call.inputs.texts("vpcZoneIdentifiers");
  if (ids.length === 0) {
    throw invalidGroup("At least one Availability Zone or VPC Subnet is required.");
  }
  const subnets = ids.map((id) => findSubnet(call, id));
  const networks = new Set(subnets.map((one) => text(one, "vpcId")));
  if (networks.size === 1) return subnets;
  throw invalidGroup("The subnets must all belong to the same VPC.");
}

function checkTags(inputs: Inputs): void {
  const tags = inputs.objects("tags");
  if (tags.length > TAGS_MAX) {
    throw invalidGroup(`You cannot have more than ${TAGS_MAX} tags for an Auto Scaling group.`);
  }
  const keys = tags.map((tag) => tag.text("key"));
  if (keys.some((key) => /^aws:/i.test(key))) {
    throw invalidGroup("aws: prefixed tag key names are not allowed for external use.");
  }
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (twice !== undefined) throw invalidGroup(`Duplicate Keys for resource are not allowed: ${twice}`);
}

/** What the group is made of, checked, and what Amazon EC2 Auto Scaling chooses. */
function content(call: Call): Properties {
  const { inputs } = call;
  const desiredCapacity = checkSize(inputs);
  const subnets = subnetsOf(call);
  checkTags(inputs);
  for (const id of inputs.texts("targetGroupArns")) findTargetGroup(call, id);
  const template = checkOrder(call);
  return {
    desiredCapacity,
    availabilityZones: [...new Set(subnets.map((one) => text(one, "availabilityZone")))].sort(),
    ...(inputs.has("launchTemplate") && {
      launchTemplate: templateIn(inputs.object("launchTemplate"), template),
    }),
  };
}

function refusals(inputs: Inputs): Refusals {
  const given = ["launchTemplate", "mixedInstancesPolicy", "launchConfiguration"].filter((name) =>
    inputs.has(name),
  );
  const long = inputs.text("name").length > NAME_CHARACTERS;
  return [
    ...(given.length === 1
      ? []
      : [
          [
            "",
            "exactly one of launchConfiguration, launchTemplate, mixedInstancesPolicy is required",
          ] as const,
        ]),
    ...(long
      ? [["name", `expected length of name to be in the range (0 - ${NAME_CHARACTERS})`] as const]
      : []),
    ...choiceRefusal(inputs, "healthCheckType", ["EBS", "EC2", "ELB", "VPC_LATTICE"]),
  ];
}

/**
 * Before it deletes a group the provider sets it to no machines, takes their protection away, and waits: so a group with
 * machines goes, too.
 */
export const autoscalingGroup: Kind = {
  label: "Auto Scaling Group",
  service: "Auto Scaling",
  calls: {
    create: "CreateAutoScalingGroup",
    update: "UpdateAutoScalingGroup",
    delete: "DeleteAutoScalingGroup",
  },
  autonamed: "",
  defaults: {
    ...{ healthCheckGracePeriod: 300, metricsGranularity: "1Minute", waitForCapacityTimeout: "10m" },
    ...{ defaultCooldown: 300, healthCheckType: "EC2" },
  },
  quota: QUOTAS.autoscalingGroups,
  refusals,
  create: (call) => {
    const name = call.inputs.text("name");
    if (neighbours(call, tokens.AUTOSCALING_GROUP, { name }).length > 0) {
      throw invalidGroup(
        `AutoScalingGroup by this name already exists - A group with the name ${name} already exists`,
        "AlreadyExists",
      );
    }
    withinQuota(call.cloud, QUOTAS.autoscalingGroups, countIn(call.cloud, call, tokens.AUTOSCALING_GROUP));
    const uuid = newUuid(call.cloud, "autoscaling");
    const role = "aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling";
    return {
      id: name,
      computed: {
        ...content(call),
        arn: arn("autoscaling", call, `autoScalingGroup:${uuid}:autoScalingGroupName/${name}`),
        availabilityZoneDistribution: { capacityDistributionStrategy: "balanced-best-effort" },
        capacityReservationSpecification: { capacityReservationPreference: "default" },
        serviceLinkedRoleArn:
          call.inputs.optionalText("serviceLinkedRoleArn") ?? `arn:aws:iam::${call.account}:role/${role}`,
        ...{ predictedCapacity: 0, warmPoolSize: 0 },
      },
    };
  },
  update: content,
  settle: settleGroup,
  unsettle: unsettleGroup,
  delete: ({ cloud, account, region }, { id }) => {
    const tag = { type: tokens.AUTOSCALING_TAG, account, region, state: { autoscalingGroupName: id } };
    cloud.delete(tag);
  },
};

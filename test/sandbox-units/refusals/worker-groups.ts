import * as tokens from "../../../sandbox/aws/tokens.ts";
import type { Properties } from "../../../sandbox/provider/properties.ts";
import type { Attempt, Refusal } from "./refusal.ts";

const group =
  (inputs: Properties): Attempt =>
  ({ make }, _id, all) =>
    make(tokens.AUTOSCALING_GROUP, {
      ...all.get(tokens.AUTOSCALING_GROUP)!.inputs,
      name: "other",
      ...inputs,
    });

const FULLY_FORMED = "ValidationError: You must use a valid fully-formed launch template.";

/** A group that starts from a new template, at once or by a policy. */
const fromTemplate =
  (template: Properties, overrides?: readonly Properties[]): Attempt =>
  async ({ make }, id) => {
    const { id: templateId } = await make(tokens.LAUNCH_TEMPLATE, { name: "others", ...template });
    const specification = { launchTemplateId: templateId, version: "1" };
    return make(tokens.AUTOSCALING_GROUP, {
      ...{ name: "other", minSize: 0, maxSize: 1, vpcZoneIdentifiers: [id(tokens.SUBNET)] },
      ...(overrides === undefined
        ? { launchTemplate: { id: templateId, version: "1" } }
        : {
            mixedInstancesPolicy: {
              launchTemplate: { launchTemplateSpecification: specification, overrides: [...overrides] },
            },
          }),
    });
  };

const UBUNTU =
  "resolve:ssm:/aws/service/canonical/ubuntu/server/24.04/stable/20250610/arm64/hvm/ebs-gp3/ami-id";

const tag = (key: string): Properties => ({ key, value: "", propagateAtLaunch: false });

export const WORKER_GROUP_REFUSALS: readonly Refusal[] = [
  [
    "an autoscaling group's largest size is no smaller than its smallest",
    group({ minSize: 2, maxSize: 1 }),
    "ValidationError: Max bound, 1, must be greater than or equal to min bound, 2",
  ],
  [
    "an autoscaling group wants no more machines than it may have",
    group({ desiredCapacity: 4 }),
    "ValidationError: Desired capacity:4 must be between the specified min size:1 and max size:3",
  ],
  [
    "an autoscaling group's name is its own",
    group({ name: "edge-workers" }),
    "AlreadyExists: AutoScalingGroup by this name already exists - A group with the name edge-workers already exists",
  ],
  [
    "an autoscaling group has a subnet",
    group({ vpcZoneIdentifiers: [] }),
    "ValidationError: At least one Availability Zone or VPC Subnet is required.",
  ],
  [
    "an autoscaling group's subnet exists",
    group({ vpcZoneIdentifiers: ["subnet-0123456789abcdef0"] }),
    "InvalidSubnetID.NotFound: The subnet ID 'subnet-0…' does not exist",
  ],
  [
    "an autoscaling group is in one VPC",
    async (sandbox, id, all) => {
      const vpc = await sandbox.makeVpc({ cidrBlock: "10.9.0.0/16" });
      const { id: other } = await sandbox.makeSubnet(vpc, "10.9.0.0/24");
      return group({ vpcZoneIdentifiers: [id(tokens.SUBNET), other] })(sandbox, id, all);
    },
    "ValidationError: The subnets must all belong to the same VPC.",
  ],
  [
    "an autoscaling group starts from one template",
    ({ make }, id) =>
      make(tokens.AUTOSCALING_GROUP, {
        ...{ name: "other", minSize: 0, maxSize: 1, vpcZoneIdentifiers: [id(tokens.SUBNET)] },
      }),
    ": exactly one of launchConfiguration, launchTemplate, mixedInstancesPolicy is required",
  ],
  [
    "an autoscaling group's template exists",
    group({ launchTemplate: { id: "lt-0123456789abcdef0", version: "1" } }),
    `${FULLY_FORMED} The specified launch template, with template ID lt-0…, does not exist.`,
  ],
  [
    "an autoscaling group's template has that version",
    async (sandbox, id, all) => {
      const { inputs } = all.get(tokens.AUTOSCALING_GROUP)!;
      const template = inputs["launchTemplate"] as Properties;
      return group({ launchTemplate: { ...template, version: "7" } })(sandbox, id, all);
    },
    `${FULLY_FORMED} Could not find launch template version 7 for the given launch template id lt-0…`,
  ],
  [
    "an autoscaling group's template names an image",
    fromTemplate({ instanceType: "m7g.large" }),
    `${FULLY_FORMED} The request must contain the parameter ImageId`,
  ],
  [
    "an autoscaling group's template names a type, or its policy does",
    fromTemplate({ imageId: UBUNTU }),
    `${FULLY_FORMED} The request must contain the parameter InstanceType`,
  ],
  [
    "machines of a policy are all for the image",
    fromTemplate({ imageId: UBUNTU }, [{ instanceType: "m7g.large" }, { instanceType: "m7i.large" }]),
    `${FULLY_FORMED} The architecture 'x86_64' of the specified instance type does not match the architecture 'arm64' of the specified AMI. Specify an instance type and an AMI that have matching architectures, and try again. You can use 'describe-instance-types' or 'describe-images' to discover the architecture of the instance type or AMI.`,
  ],
  [
    "machines that are chosen by their needs take no image by its parameter",
    fromTemplate({ imageId: UBUNTU }, [
      { instanceRequirements: { memoryMib: { min: 1_000 }, vcpuCount: { min: 4 } } },
    ]),
    `${FULLY_FORMED} Invalid id: "${UBUNTU}" (expecting "ami-...")`,
  ],
  [
    "an autoscaling group has no two tags of one key",
    group({ tags: [tag("Name"), tag("Name")] }),
    "ValidationError: Duplicate Keys for resource are not allowed: Name",
  ],
  [
    "an autoscaling group has 50 tags at most",
    group({ tags: Array.from({ length: 51 }, (_, number) => tag(`key-${number}`)) }),
    "ValidationError: You cannot have more than 50 tags for an Auto Scaling group.",
  ],
  [
    "a group's tags of AWS itself are its own",
    group({ tags: [tag("aws:mine")] }),
    "ValidationError: aws: prefixed tag key names are not allowed for external use.",
  ],
  [
    "an autoscaling group's target group exists",
    group({ targetGroupArns: ["none"] }),
    "TargetGroupNotFound: One or more target groups not found",
  ],
];

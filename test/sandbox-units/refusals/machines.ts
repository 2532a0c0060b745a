import * as tokens from "../../../sandbox/aws/tokens.ts";
import type { Properties } from "../../../sandbox/provider/properties.ts";
import type { Attempt, Refusal } from "./refusal.ts";

/** A machine like the one that is there, with other inputs. */
const machine =
  (inputs: Properties): Attempt =>
  ({ make }, _id, all) =>
    make(tokens.INSTANCE, { ...all.get(tokens.INSTANCE)!.inputs, ...inputs });

/** The same from a launch template of its own. */
const fromTemplate =
  (template: Properties, inputs: Properties = {}): Attempt =>
  async ({ make }, id) => {
    const { id: templateId } = await make(tokens.LAUNCH_TEMPLATE, { name: "servers", ...template });
    return make(tokens.INSTANCE, {
      subnetId: id(tokens.SUBNET),
      launchTemplate: { id: templateId, version: "1" },
      ...inputs,
    });
  };

const UBUNTU =
  "resolve:ssm:/aws/service/canonical/ubuntu/server/24.04/stable/20250610/arm64/hvm/ebs-gp3/ami-id";

export const MACHINE_REFUSALS: readonly Refusal[] = [
  [
    "a machine has an image or a template",
    ({ make }, id) => make(tokens.INSTANCE, { instanceType: "m7g.large", subnetId: id(tokens.SUBNET) }),
    'ami: "ami": one of `ami,launch_template` must be specified',
  ],
  [
    "an image has an id",
    machine({ ami: "ubuntu" }),
    'InvalidAMIID.Malformed: Invalid id: "ubuntu" (expecting "ami-...")',
  ],
  [
    "a machine with a disk of its own takes no image by its parameter",
    machine({ ami: UBUNTU }),
    `InvalidAMIID.Malformed: Invalid id: "${UBUNTU}" (expecting "ami-...")`,
  ],
  [
    "nor does one whose template names the parameter",
    fromTemplate(
      { imageId: UBUNTU, instanceType: "m7g.large" },
      { rootBlockDevice: { volumeSize: 20, volumeType: "gp3" } },
    ),
    `InvalidAMIID.Malformed: Invalid id: "${UBUNTU}" (expecting "ami-...")`,
  ],
  [
    "an image is for the processors of the machine",
    fromTemplate({ imageId: UBUNTU }, { instanceType: "m7i.large" }),
    "InvalidParameterValue: The architecture 'x86_64' of the specified instance type does not match the architecture 'arm64' of the specified AMI. Specify an instance type and an AMI that have matching architectures, and try again. You can use 'describe-instance-types' or 'describe-images' to discover the architecture of the instance type or AMI.",
  ],
  [
    "a parameter of an image is one that everybody may read",
    fromTemplate({ imageId: "resolve:ssm:/mine/image", instanceType: "m7g.large" }),
    "ParameterNotFound: simulator: there is no parameter /mine/image; only the public ones below /aws/service/ are here",
  ],
  [
    "a template names an image, or the machine does",
    fromTemplate({ instanceType: "m7g.large" }),
    "MissingParameter: The request must contain the parameter ImageId",
  ],
  [
    "a machine has a type",
    fromTemplate({ imageId: UBUNTU }),
    "MissingParameter: The request must contain the parameter InstanceType",
  ],
  [
    "a machine's type is one of EC2",
    machine({ instanceType: "large" }),
    "InvalidParameterValue: Invalid value 'large' for InstanceType.",
  ],
  [
    "a machine's template exists",
    ({ make }, id) =>
      make(tokens.INSTANCE, {
        subnetId: id(tokens.SUBNET),
        launchTemplate: { id: "lt-0123456789abcdef0", version: "1" },
      }),
    "InvalidLaunchTemplateId.NotFound: The specified launch template, with template ID lt-0…, does not exist.",
  ],
  [
    "a machine's template has that version",
    ({ make }, id) =>
      make(tokens.INSTANCE, {
        subnetId: id(tokens.SUBNET),
        launchTemplate: { id: id(tokens.LAUNCH_TEMPLATE), version: "7" },
      }),
    "InvalidLaunchTemplateId.VersionNotFound: Could not find launch template version 7 for the given launch template id lt-0…",
  ],
  ["a machine is in a subnet", machine({ subnetId: "" }), "VPCIdNotSpecified: No default VPC for this user"],
  [
    "a machine's subnet exists",
    machine({ subnetId: "subnet-0123456789abcdef0" }),
    "InvalidSubnetID.NotFound: The subnet ID 'subnet-0…' does not exist",
  ],
  [
    "a machine's groups are in its VPC",
    async (sandbox, id, all) => {
      const { id: vpcId } = await sandbox.makeVpc({ cidrBlock: "10.9.0.0/16" });
      const group = await sandbox.make(tokens.SECURITY_GROUP, { vpcId });
      return machine({ vpcSecurityGroupIds: [group.id] })(sandbox, id, all);
    },
    "InvalidParameter: Security group sg-0… and subnet subnet-0… belong to different networks.",
  ],
  [
    "a machine's profile exists",
    machine({ iamInstanceProfile: "none" }),
    "InvalidParameterValue: Value (none) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name",
  ],
  [
    "a machine's profile has a role",
    async (sandbox, id, all) => {
      await sandbox.make(tokens.INSTANCE_PROFILE, { name: "empty" });
      return machine({ iamInstanceProfile: "empty" })(sandbox, id, all);
    },
    'InvalidParameterValue: IAM Instance Profile "arn:aws:iam::111111111111:instance-profile/empty" has no associated IAM Roles',
  ],
  [
    "a machine's address is in its subnet",
    machine({ privateIp: "10.9.0.9" }),
    "InvalidParameterValue: Address does not fall within the subnet's address range",
  ],
  [
    "a machine's address is free",
    (sandbox, id, all) =>
      machine({ privateIp: all.get(tokens.INSTANCE)!.state.outputs["privateIp"]! })(sandbox, id, all),
    "InvalidIPAddress.InUse: Address 10.0.0.4 is in use.",
  ],
  [
    "a machine is told at most 16 KiB",
    machine({ userData: "x".repeat(16_385) }),
    "userData: expected length of userData to be in the range (0 - 16384)",
  ],
  [
    "encoded, too",
    machine({ userData: "", userDataBase64: Buffer.from("x".repeat(16_385)).toString("base64") }),
    "InvalidParameterValue: User data is limited to 16384 bytes",
  ],
  [
    "and so is one from a template",
    ({ make }) =>
      make(tokens.LAUNCH_TEMPLATE, {
        name: "servers",
        userData: Buffer.from("x".repeat(16_385)).toString("base64"),
      }),
    "InvalidUserData.Malformed: User data is limited to 16384 bytes",
  ],
  [
    "what a machine is told encoded is in base64",
    machine({ userData: "", userDataBase64: "?" }),
    "userDataBase64: userDataBase64: must be base64-encoded",
  ],
  [
    "a machine is told one thing",
    machine({ userDataBase64: "eA==" }),
    'userData: "userData": conflicts with userDataBase64',
  ],
  [
    "a machine that is replaced is replaced by its program",
    machine({ userDataReplaceOnChange: true }),
    "userDataReplaceOnChange: not simulated: what replaces a machine is its program",
  ],
  [
    "a machine under protection stays",
    async ({ engine }, _id, all) => {
      const { state, inputs } = all.get(tokens.INSTANCE)!;
      return engine.delete(await engine.update(state, { ...inputs, disableApiTermination: true }));
    },
    "OperationNotPermitted: The instance 'i-0…' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.",
  ],
  [
    "a machine holds its subnet",
    async ({ engine, make, makeSubnet }, _id, all) => {
      const subnet = await makeSubnet(all.get(tokens.VPC)!.state, "10.0.9.0/24");
      await make(tokens.INSTANCE, {
        ...{ ami: "ami-0123456789abcdef0", instanceType: "m7g.large", subnetId: subnet.id },
      });
      return engine.delete(subnet);
    },
    "DependencyViolation: The subnet 'subnet-0…' has dependencies and cannot be deleted.",
  ],
];

/** An association like the one that is there, with other inputs. */
const association =
  (inputs: Properties): Attempt =>
  ({ make }, _id, all) =>
    make(tokens.SSM_ASSOCIATION, { ...all.get(tokens.SSM_ASSOCIATION)!.inputs, ...inputs });

export const COMMAND_REFUSALS: readonly Refusal[] = [
  [
    "a command's document exists",
    association({ name: "none" }),
    "InvalidDocument: Document with name none does not exist.",
  ],
  [
    "a script has commands",
    association({ parameters: {} }),
    'InvalidParameters: Parameter "commands" is required by document AWS-RunShellScript.',
  ],
  [
    "a command has five targets at most",
    association({ targets: Array.from({ length: 6 }, () => ({ key: "InstanceIds", values: [] })) }),
    "InvalidTarget: An association has at most 5 targets.",
  ],
  [
    "whoever waits for a machine that is not there waits in vain",
    association({ targets: [{ key: "InstanceIds", values: ["i-0123456789abcdef0"] }] }),
    "Timeout: timeout while waiting for state to become 'Success' (last state: 'Pending', timeout: 60s)",
  ],
  [
    "and so does whoever waits for one that may not report to Systems Manager",
    async (sandbox, id, all) => {
      const [right] = all.get(tokens.SSM_ASSOCIATION)!.companions;
      await sandbox.engine.delete(right!);
      return association({})(sandbox, id, all);
    },
    "Timeout: timeout while waiting for state to become 'Success' (last state: 'Pending', timeout: 60s)",
  ],
];

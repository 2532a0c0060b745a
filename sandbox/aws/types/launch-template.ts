import { AwsError } from "../error.ts";
import { arn, newId } from "../ids.ts";
import { neighbours, rangeRefusals, type Inputs, type Kind, type Refusals } from "../kind.ts";
import * as tokens from "../tokens.ts";
import { metadataRefusals, oneOf, withMetadata } from "./instance-metadata.ts";
import { checkUserData, isBase64 } from "./user-data.ts";

const NAME = /^[a-zA-Z0-9().\-/_]{3,128}$/;

/** MiB per second that a gp3 volume can have. */
const THROUGHPUT = [125, 2_000] as const;

const VOLUME_TYPES = ["gp2", "gp3", "io1", "io2", "sc1", "st1", "standard"];

/** Volume types whose operations per second can be chosen. */
const WITH_IOPS = ["gp3", "io1", "io2"];

/** What a template can tag: the things that EC2 makes from it. */
const TAGGED = ["instance", "volume", "network-interface", "spot-instances-request", "elastic-gpu"];

/** A change of these makes no new version. */
const OUTSIDE_VERSIONS = ["tags", "tagsAll", "defaultVersion", "updateDefaultVersion"];

function diskRefusals(inputs: Inputs): Refusals {
  return inputs.objects("blockDeviceMappings").flatMap((mapping, index) => {
    const path = `blockDeviceMappings[${index}].ebs`;
    const disk = mapping.object("ebs");
    return [
      ...oneOf(disk, path, "volumeType", VOLUME_TYPES),
      ...rangeRefusals(disk, "throughput", THROUGHPUT).map(
        ([name, reason]) => [`${path}.${name}`, reason] as const,
      ),
    ];
  });
}

function checkDisk(disk: Inputs): void {
  const type = disk.optionalText("volumeType");
  if (disk.has("iops") && type !== undefined && !WITH_IOPS.includes(type)) {
    throw new AwsError(
      "InvalidParameterCombination",
      `The parameter iops is not supported for ${type} volumes.`,
    );
  }
  if (disk.has("throughput") && type !== "gp3") {
    throw new AwsError(
      "InvalidParameterCombination",
      `The parameter throughput is not supported for ${type ?? "gp2"} volumes.`,
    );
  }
  const encrypted = disk.text("encrypted") === "true" || disk.flag("encrypted");
  if (disk.has("kmsKeyId") && !encrypted) {
    throw new AwsError(
      "InvalidParameterDependency",
      "The parameter KmsKeyId requires the parameter Encrypted to be set.",
    );
  }
}

function checkContent(inputs: Inputs): void {
  for (const mapping of inputs.objects("blockDeviceMappings")) checkDisk(mapping.object("ebs"));
  const userData = inputs.text("userData");
  if (!isBase64(userData)) {
    throw new AwsError("InvalidUserData.Malformed", "Invalid BASE64 encoding of user data.");
  }
  checkUserData(userData, "InvalidUserData.Malformed");
}

export const launchTemplate: Kind = {
  label: "EC2 Launch Template",
  service: "EC2",
  calls: {
    create: "CreateLaunchTemplate",
    update: "CreateLaunchTemplateVersion",
    delete: "DeleteLaunchTemplate",
  },
  autonamed: "",
  remade: ["latestVersion"],
  refusals: (inputs) => [
    ...metadataRefusals(inputs),
    ...diskRefusals(inputs),
    ...inputs
      .objects("tagSpecifications")
      .flatMap((one, index) => oneOf(one, `tagSpecifications[${index}]`, "resourceType", TAGGED)),
    ...(inputs.has("defaultVersion") && inputs.flag("updateDefaultVersion")
      ? [["defaultVersion", '"defaultVersion": conflicts with updateDefaultVersion'] as const]
      : []),
  ],
  create: (call) => {
    const name = call.inputs.text("name");
    if (!NAME.test(name)) {
      throw new AwsError(
        "InvalidLaunchTemplateName.MalformedException",
        "A launch template name must be between 3 and 128 characters, and may contain letters, numbers, and the " +
          "following characters: - ( ) . / _.",
      );
    }
    if (neighbours(call, tokens.LAUNCH_TEMPLATE, { name }).length > 0) {
      throw new AwsError(
        "InvalidLaunchTemplateName.AlreadyExistsException",
        "Launch template name already in use.",
      );
    }
    checkContent(call.inputs);
    const id = newId(call.cloud, "lt");
    const template = arn("ec2", call, `launch-template/${id}`);
    const versions = { latestVersion: 1, defaultVersion: 1 };
    return { id, computed: { arn: template, ...versions, ...withMetadata(call.inputs) } };
  },
  update: (call, before) => {
    checkContent(call.inputs);
    const metadata = withMetadata(call.inputs);
    const after = { ...call.inputs.all, ...metadata };
    const changed = Object.entries(after).filter(
      ([name, value]) =>
        !OUTSIDE_VERSIONS.includes(name) && JSON.stringify(value) !== JSON.stringify(before.state[name]),
    );
    const latestVersion = Number(before.state["latestVersion"]) + (changed.length > 0 ? 1 : 0);
    const wanted = call.inputs.number("defaultVersion");
    if (wanted > latestVersion) {
      throw new AwsError(
        "InvalidLaunchTemplateId.VersionNotFound",
        `Could not find launch template version ${wanted} for the given launch template id ${before.id}`,
      );
    }
    const defaultVersion = call.inputs.flag("updateDefaultVersion") ? latestVersion : wanted;
    return { latestVersion, defaultVersion, ...metadata };
  },
};

import type { Properties } from "../../provider/properties.ts";
import type { Thing } from "../cloud.ts";
import { AwsError } from "../error.ts";
import { Inputs, neighbours, textIn, type Call } from "../kind.ts";
import * as tokens from "../tokens.ts";
import { imageId, isReference, malformedImage } from "./machine-image.ts";
import { withMetadata } from "./instance-metadata.ts";
import { checkUserData } from "./user-data.ts";

/** What a machine is started with: what it was given itself, and from its launch template what it was not. */
export interface Order {
  readonly instanceType: string;
  /** Id of the image. */
  readonly ami: string;
  /** Name of the instance profile; empty for none. */
  readonly profile: string;
  readonly groups: readonly string[];
  /** Disk of the machine, as far as it was said. */
  readonly disk: Properties;
  readonly metadata: Properties;
  /** Launch template by id, name and version. @default - none */
  readonly template?: Properties;
}

/** A launch template by its id or its name. */
export function findLaunchTemplate(call: Call, given: Inputs): Thing {
  const [id, name] = [given.optionalText("id"), given.optionalText("name")];
  const all = neighbours(call, tokens.LAUNCH_TEMPLATE);
  const found = all.find((one) => (id === undefined ? one.state["name"] === name : one.id === id));
  if (found !== undefined) return found;
  if (id === undefined) {
    throw new AwsError(
      "InvalidLaunchTemplateName.NotFoundException",
      "At least one of the launch templates specified in the request does not exist.",
    );
  }
  throw new AwsError(
    "InvalidLaunchTemplateId.NotFound",
    `The specified launch template, with template ID ${id}, does not exist.`,
  );
}

/** A version of a template that it has, or had: what it holds is kept for the latest one alone. */
export function checkTemplateVersion(template: Thing, version: string): void {
  const latest = Number(template.state["latestVersion"]);
  const isKnown =
    ["", "$Latest", "$Default"].includes(version) || (Number(version) >= 1 && Number(version) <= latest);
  if (isKnown) return;
  throw new AwsError(
    "InvalidLaunchTemplateId.VersionNotFound",
    `Could not find launch template version ${version} for the given launch template id ${template.id}`,
  );
}

function templateOf(call: Call): Thing | undefined {
  const given = call.inputs.object("launchTemplate");
  if (!given.has("id") && !given.has("name")) return undefined;
  const template = findLaunchTemplate(call, given);
  checkTemplateVersion(template, given.text("version"));
  return template;
}

/** How a machine shows its template: the provider fills in what was left out. */
function shownTemplate(call: Call, template: Thing): Properties {
  const version = call.inputs.object("launchTemplate").optionalText("version") ?? "$Default";
  return { id: template.id, name: textIn(template.state, "name"), version };
}

/** What a program says of a disk besides this: EC2's default stands there in any case. */
const DEFAULTED = "deleteOnTermination";

/**
 * The provider asks EC2 for the device of an image's root, and it asks with the text that it was given.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/43488
 */
function refuseReference(call: Call, image: string): void {
  const said = Object.keys(call.inputs.object("rootBlockDevice").all).filter((name) => name !== DEFAULTED);
  if (said.length > 0 && isReference(image)) throw malformedImage(image);
}

function checkType(instanceType: string): void {
  if (instanceType === "") {
    throw new AwsError("MissingParameter", "The request must contain the parameter InstanceType");
  }
  if (/^[a-z][a-z0-9-]*\d[a-z0-9-]*\.[a-z0-9-]+$/.test(instanceType)) return;
  throw new AwsError("InvalidParameterValue", `Invalid value '${instanceType}' for InstanceType.`);
}

/** Everything that decides what is started, checked as far as EC2 checks it for a machine of any subnet. */
export function orderOf(call: Call): Order {
  const found = templateOf(call);
  const template = new Inputs(found?.state ?? {});
  const { inputs } = call;
  const instanceType = inputs.optionalText("instanceType") ?? template.text("instanceType");
  const image = inputs.optionalText("ami") ?? template.text("imageId");
  const own = inputs.texts("vpcSecurityGroupIds");
  checkType(instanceType);
  refuseReference(call, image);
  checkUserData(inputs.text("userDataBase64"), "InvalidParameterValue");
  const [mapping] = template.objects("blockDeviceMappings");
  const disk = { ...mapping?.object("ebs").all, ...inputs.object("rootBlockDevice").all };
  return {
    instanceType,
    ami: imageId(call, image, instanceType),
    profile: inputs.optionalText("iamInstanceProfile") ?? template.object("iamInstanceProfile").text("name"),
    groups: own.length > 0 ? own : template.texts("vpcSecurityGroupIds"),
    disk,
    metadata: {
      ...withMetadata(template).metadataOptions,
      ...inputs.object("metadataOptions").all,
    },
    ...(found !== undefined && { template: shownTemplate(call, found) }),
  };
}

/** What a machine is told at its first start, decoded: by itself, or by its launch template. */
export function userDataOf(cloud: Call["cloud"], { state, account, region }: Thing): string {
  const own = textIn(state, "userData");
  if (own !== "") return own;
  const id = new Inputs(state).object("launchTemplate").text("id");
  const template = cloud.find({ type: tokens.LAUNCH_TEMPLATE, id, account, region });
  const encoded = textIn(state, "userDataBase64") || textIn(template?.state ?? {}, "userData");
  return Buffer.from(encoded, "base64").toString("utf8");
}

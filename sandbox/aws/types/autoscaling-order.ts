import type { Properties } from "../../provider/properties.ts";
import type { Cloud, Thing } from "../cloud.ts";
import { addressAt, block } from "../cidr.ts";
import { AwsError } from "../error.ts";
import { hashNumber } from "../ids.ts";
import { Inputs, text, textIn, type Call } from "../kind.ts";
import * as tokens from "../tokens.ts";
import { checkTemplateVersion, findLaunchTemplate } from "./instance-order.ts";
import { imageId, isReference, malformedImage } from "./machine-image.ts";

export function invalidGroup(message: string, code = "ValidationError"): AwsError {
  return new AwsError(code, message);
}

/** Where a group says which template it starts from: at once, or within its policy of mixed machines. */
function specification(inputs: Inputs): Inputs {
  const policy = inputs.object("mixedInstancesPolicy").object("launchTemplate");
  const inPolicy = policy.object("launchTemplateSpecification");
  if (inputs.has("launchTemplate")) return inputs.object("launchTemplate");
  const { launchTemplateId: id = "", launchTemplateName: name = "", version = "" } = inPolicy.all;
  return new Inputs({ id, name, version });
}

function overrides(inputs: Inputs): readonly Inputs[] {
  return inputs.object("mixedInstancesPolicy").object("launchTemplate").objects("overrides");
}

/** Types of machines that a group starts, the first one first. */
function typesOf(inputs: Inputs, template: Inputs): readonly string[] {
  const own = overrides(inputs).flatMap((one) => one.optionalText("instanceType") ?? []);
  return own.length > 0 ? own : [template.text("instanceType")];
}

/** EC2's refusal in the words of Auto Scaling. */
function fullyFormed(check: () => void): void {
  try {
    check();
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw invalidGroup(`You must use a valid fully-formed launch template. ${error.message}`);
  }
}

/**
 * The template of a group, which must be able to start machines.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/create-launch-template.html
 */
export function checkOrder(call: Call): Thing {
  const given = specification(call.inputs);
  let template: Thing | undefined;
  fullyFormed(() => {
    template = findLaunchTemplate(call, given);
    checkTemplateVersion(template, given.text("version"));
    const state = new Inputs(template.state);
    const image = state.text("imageId");
    const byNeeds = overrides(call.inputs).some((one) => one.has("instanceRequirements"));
    // Auto Scaling asks for the image's architecture with the text that it was given.
    if (byNeeds && isReference(image)) throw malformedImage(image);
    for (const type of typesOf(call.inputs, state)) {
      if (type === "" && !byNeeds) {
        throw new AwsError("MissingParameter", "The request must contain the parameter InstanceType");
      }
      imageId(call, image, type === "" ? "m7g.large" : type);
    }
  });
  if (template === undefined) throw new Error("a check that refuses nothing has found a template");
  return template;
}

/** A template as the provider shows it. */
export function templateIn(given: Inputs, template: Thing): Properties {
  return { ...given.all, id: template.id, name: textIn(template.state, "name") };
}

/** One machine of a group: as many as it wants, the same ones each time. */
export interface GroupMachine {
  /** Such as ip-10-0-1-7.eu-central-1.compute.internal. */
  readonly name: string;
  readonly zone: string;
  readonly instanceType: string;
  readonly privateIp: string;
  readonly subnetId: string;
}

/** The machines that a group has, spread over its subnets in the order of their zones. */
export function machinesOf(cloud: Cloud, group: Thing): readonly GroupMachine[] {
  const inputs = new Inputs(group.state);
  const { account, region } = group;
  const subnets = inputs
    .texts("vpcZoneIdentifiers")
    .flatMap((id) => cloud.find({ type: tokens.SUBNET, account, region, id }) ?? [])
    .sort((a, b) => (text(a, "availabilityZone") < text(b, "availabilityZone") ? -1 : 1));
  const [instanceType = ""] = typesOf(inputs, new Inputs(templateOf(cloud, group)?.state ?? {}));
  return Array.from({ length: inputs.number("desiredCapacity") }, (_, index) => {
    const subnet = subnets[index % Math.max(subnets.length, 1)];
    if (subnet === undefined) return [];
    // The hash keeps the machines of two groups apart, and those of groups from machines with an address of their own.
    const place = 256 + (hashNumber(group.id) % 64) * 32 + index;
    const privateIp = addressAt(block(text(subnet, "cidrBlock")), place);
    const name = `ip-${privateIp.replaceAll(".", "-")}.${region}.compute.internal`;
    return [{ name, zone: text(subnet, "availabilityZone"), instanceType, privateIp, subnetId: subnet.id }];
  }).flat();
}

/** The launch template of a group, as long as it is there. */
export function templateOf(cloud: Cloud, { state, account, region }: Thing): Thing | undefined {
  const given = specification(new Inputs(state));
  return cloud
    .list({ type: tokens.LAUNCH_TEMPLATE, account, region })
    .find((one) => one.id === given.text("id") || textIn(one.state, "name") === given.optionalText("name"));
}

import type { Thing } from "../cloud.ts";
import { AwsError } from "../error.ts";
import { Inputs, neighbours, rangeRefusals, text, textIn, type Call, type Refusals } from "../kind.ts";
import * as tokens from "../tokens.ts";
import { choiceRefusal, invalid, minorOf } from "./eks.ts";
import { roleByArn, trusts } from "./trust.ts";

/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_Nodegroup.html */
const AMI_TYPES = [
  ...["AL2023_x86_64_STANDARD", "AL2023_ARM_64_STANDARD", "AL2023_x86_64_NVIDIA", "AL2023_x86_64_NEURON"],
  ...["AL2023_ARM_64_NVIDIA", "AL2_x86_64", "AL2_x86_64_GPU", "AL2_ARM_64", "CUSTOM"],
  ...[
    "BOTTLEROCKET_x86_64",
    "BOTTLEROCKET_ARM_64",
    "BOTTLEROCKET_x86_64_NVIDIA",
    "BOTTLEROCKET_ARM_64_NVIDIA",
  ],
  ...["BOTTLEROCKET_x86_64_FIPS", "BOTTLEROCKET_ARM_64_FIPS"],
];
const UNAVAILABLE = [1, 100] as const;
const EFFECTS = ["NO_SCHEDULE", "NO_EXECUTE", "PREFER_NO_SCHEDULE"];

/** Of a label or a taint: an optional DNS name, a slash, and at most 63 characters. */
const KEY = /^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;
const RESERVED = ["kubernetes.io/", "k8s.io/", "eks.amazonaws.com/"];

/** Policies of AWS by which a machine may join a cluster. */
const JOINING = ["AmazonEKSWorkerNodePolicy", "AmazonEKSWorkerNodeMinimalPolicy"];

/** Nodes that an update takes away at once: a number of them, or a share in percent. */
function updateRefusals(inputs: Inputs): Refusals {
  const config = inputs.object("updateConfig");
  const names = ["maxUnavailable", "maxUnavailablePercentage"];
  const given = names.filter((name) => config.has(name));
  const reason = `only one of ${names.join(", ")} can be specified`;
  return [
    ...choiceRefusal(config, "updateStrategy", ["DEFAULT", "MINIMAL"], "updateConfig.updateStrategy"),
    ...given.flatMap((name) =>
      rangeRefusals(config, name, UNAVAILABLE).map(([, why]) => [`updateConfig.${name}`, why] as const),
    ),
    ...(given.length > 1 ? [["updateConfig", reason] as const] : []),
  ];
}

export function nodeGroupRefusals(inputs: Inputs): Refusals {
  const scaling = inputs.object("scalingConfig");
  return [
    ...choiceRefusal(inputs, "amiType", AMI_TYPES),
    ...updateRefusals(inputs),
    ...choiceRefusal(inputs, "capacityType", ["ON_DEMAND", "SPOT", "CAPACITY_BLOCK"]),
    ...inputs
      .objects("taints")
      .flatMap((taint, index) => choiceRefusal(taint, "effect", EFFECTS, `taints[${index}].effect`)),
    ...(scaling.all["maxSize"] === 0
      ? [["scalingConfig.maxSize", "expected a number of at least 1, got 0"] as const]
      : []),
  ];
}

/** Numbers of nodes, in the order that EKS wants. */
export function checkScaling(inputs: Inputs): void {
  const scaling = inputs.object("scalingConfig");
  const [min, desired, max] = [
    scaling.number("minSize"),
    scaling.number("desiredSize"),
    scaling.number("maxSize"),
  ];
  if (min > desired) throw invalid(`Minimum capacity ${min} can't be greater than desired size ${desired}`);
  if (desired > max) throw invalid(`desired capacity ${desired} can't be greater than max size ${max}`);
}

export function checkLabels(inputs: Inputs): void {
  const labels = inputs.object("labels").all as Readonly<Record<string, string>>;
  for (const [key, value] of Object.entries(labels)) {
    if (RESERVED.some((prefix) => key.includes(prefix))) {
      throw invalid(`Label cannot contain reserved prefixes [${RESERVED.join(", ")}]`);
    }
    if (!KEY.test(key) || !VALUE.test(value)) throw invalid(`The label ${key}=${value} is invalid`);
  }
  for (const taint of inputs.objects("taints")) {
    const [key, value] = [taint.text("key"), taint.text("value")];
    if (!KEY.test(key) || !VALUE.test(value)) throw invalid(`The taint ${key}=${value} is invalid`);
  }
}

/** A role that EC2 can take. */
export function nodeRole(call: Call): Thing {
  const roleArn = call.inputs.text("nodeRoleArn");
  const role = roleByArn(call, roleArn);
  if (role === undefined) throw invalid(`The role with ARN ${roleArn} does not exist`);
  if (trusts(role, "ec2.amazonaws.com", "sts:AssumeRole")) return role;
  throw invalid(
    "Following required service principals [ec2.amazonaws.com] were not found in the trust relationships of " +
      `nodeRole ${roleArn}`,
  );
}

/** A machine that may not ask the cluster about itself never joins. A role with own policies is taken at its word. */
export function mayJoin(call: Call, role: Thing): boolean {
  const place = { ...call, region: "" };
  const attached = neighbours(place, tokens.ROLE_POLICY_ATTACHMENT, { role: role.id }).map((one) =>
    text(one, "policyArn"),
  );
  const isOwn = (policyArn: string) => !policyArn.startsWith("arn:aws:iam::aws:");
  return (
    attached.some(
      (policyArn) => isOwn(policyArn) || JOINING.some((name) => policyArn.endsWith(`/${name}`)),
    ) || neighbours(place, tokens.ROLE_POLICY, { role: role.id }).length > 0
  );
}

/** The launch template that a group names. */
function templateOf(call: Call, given: Inputs): Thing {
  const [id, name] = [given.optionalText("id"), given.optionalText("name")];
  const found = neighbours(call, tokens.LAUNCH_TEMPLATE).find(
    (one) => one.id === id || (id === undefined && one.state["name"] === name),
  );
  if (found !== undefined) return found;
  throw new AwsError("InvalidRequestException", `Launch template ${id ?? name ?? ""} does not exist`);
}

/** What EKS takes from a group and what from its template: never both. */
export function checkTemplate(call: Call): Thing | undefined {
  if (!call.inputs.has("launchTemplate")) return undefined;
  const given = call.inputs.object("launchTemplate");
  const template = templateOf(call, given);
  const version = given.text("version");
  const latest = Number(template.state["latestVersion"]);
  if (!version.startsWith("$") && !(Number(version) >= 1 && Number(version) <= latest)) {
    throw new AwsError(
      "InvalidRequestException",
      `You do not have a launch template version ${version} for the template ${template.id}`,
    );
  }
  const content = new Inputs(template.state);
  if (call.inputs.number("diskSize") > 0) {
    throw invalid("Disk size must be specified within the launch template.");
  }
  if (call.inputs.has("remoteAccess")) {
    throw invalid("Remote access configuration cannot be specified with a launch template.");
  }
  if (content.has("iamInstanceProfile")) {
    throw invalid("Launch template should not specify an instance profile.");
  }
  if (content.has("instanceType") && call.inputs.texts("instanceTypes").length > 0) {
    throw invalid("Cannot specify instance types in launch template and API request");
  }
  if (content.has("imageId") && call.inputs.text("amiType") !== "CUSTOM" && call.inputs.has("amiType")) {
    throw invalid(
      "You cannot specify an AMI Type other than CUSTOM, when specifying an image id in your launch template.",
    );
  }
  return template;
}

/** Nodes are never newer than their control plane; a release belongs to a version. */
export function checkVersion(
  call: Call,
  cluster: Thing,
): { readonly version: string; readonly releaseVersion: string } {
  const newest = textIn(cluster.state, "version");
  const version = call.inputs.optionalText("version") ?? newest;
  if (minorOf(version) > minorOf(newest) || Number.isNaN(minorOf(version))) {
    throw invalid(
      `Requested Nodegroup Kubernetes version ${version} is invalid. The cluster's version is ${newest}`,
    );
  }
  const isBottlerocket = call.inputs.text("amiType").startsWith("BOTTLEROCKET");
  const form = isBottlerocket ? /^\d+\.\d+\.\d+-[0-9a-f]{8}$/ : /^1\.\d+\.\d+-\d{8}$/;
  const given = call.inputs.optionalText("releaseVersion");
  const fits =
    given === undefined || (form.test(given) && (isBottlerocket || given.startsWith(`${version}.`)));
  if (!fits)
    throw invalid(`Requested release version ${given} is not valid for kubernetes version ${version}.`);
  return { version, releaseVersion: given ?? (isBottlerocket ? "1.50.0-0a1b2c3d" : `${version}.0-20260101`) };
}

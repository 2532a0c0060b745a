import { AwsError } from "../error.ts";
import { hashNumber } from "../ids.ts";
import type { Call } from "../kind.ts";
import { machine } from "./eks-nodes.ts";

const ID = /^ami-([0-9a-f]{8}|[0-9a-f]{17})$/;

/** Text that EC2 looks up in Systems Manager when it starts a machine. */
const REFERENCE = "resolve:ssm:";

/** Parameters that everybody may read: AWS's own, and those of Canonical below them. */
const PUBLIC = /^\/aws\/service\/[\w.+/-]+$/;

export function isReference(image: string): boolean {
  return image.startsWith(REFERENCE);
}

export function malformedImage(image: string): AwsError {
  return new AwsError("InvalidAMIID.Malformed", `Invalid id: "${image}" (expecting "ami-...")`);
}

/** Architecture that the name of a parameter speaks of. */
function architectureOf(parameter: string): "amd64" | "arm64" | undefined {
  if (/\/(arm64|aarch64)\b/.test(parameter)) return "arm64";
  return /\/(amd64|x86_64)\b/.test(parameter) ? "amd64" : undefined;
}

const AS_EC2_SAYS = { amd64: "x86_64", arm64: "arm64" } as const;

function checkArchitecture(parameter: string, instanceType: string): void {
  const image = architectureOf(parameter);
  const type = machine(instanceType).architecture;
  if (image === undefined || image === type) return;
  throw new AwsError(
    "InvalidParameterValue",
    `The architecture '${AS_EC2_SAYS[type]}' of the specified instance type does not match the architecture ` +
      `'${AS_EC2_SAYS[image]}' of the specified AMI. Specify an instance type and an AMI that have matching ` +
      "architectures, and try again. You can use 'describe-instance-types' or 'describe-images' to discover the " +
      "architecture of the instance type or AMI.",
  );
}

/**
 * Id of the image of a machine. Every id of the right form exists here; a parameter leads to the same id each time, and
 * to another one in each region.
 */
export function imageId(call: Call, image: string, instanceType: string): string {
  if (image === "") {
    throw new AwsError("MissingParameter", "The request must contain the parameter ImageId");
  }
  if (ID.test(image)) return image;
  if (!isReference(image)) throw malformedImage(image);
  const parameter = image.slice(REFERENCE.length).replace(/:[\w.-]+$/, "");
  if (!PUBLIC.test(parameter)) {
    throw new AwsError(
      "ParameterNotFound",
      `simulator: there is no parameter ${parameter}; only the public ones below /aws/service/ are here`,
    );
  }
  checkArchitecture(parameter, instanceType);
  const digits = [1, 2, 3].map((part) => hashNumber(`${call.region}/${parameter}/${part}`).toString(16));
  return `ami-0${digits.join("").padStart(16, "0").slice(0, 16)}`;
}

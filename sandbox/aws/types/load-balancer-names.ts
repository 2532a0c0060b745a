import { createHash } from "node:crypto";
import { AwsError } from "../error.ts";
import type { Call, Inputs, Refusals } from "../kind.ts";

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html */
const NAME_CHARACTERS = 32;

/** Digits that keep two things of one name apart. */
const ID_DIGITS = 16;

export function balancerError(code: string, message: string): AwsError {
  return new AwsError(code, message);
}

/** Refusals of a name by the provider: what is not known yet passes. */
export function nameRefusals(inputs: Inputs): Refusals {
  const name = inputs.optionalText("name");
  if (name === undefined) return [];
  const refused = (reason: string): Refusals => [["name", reason]];
  if (!/^[0-9A-Za-z-]+$/.test(name)) {
    return refused(`only alphanumeric characters and hyphens allowed in "name": "${name}"`);
  }
  if (name.length > NAME_CHARACTERS) {
    return refused(`"name" cannot be longer than ${NAME_CHARACTERS} characters: "${name}"`);
  }
  if (name.startsWith("-")) return refused(`"name" cannot begin with a hyphen: "${name}"`);
  if (name.endsWith("-")) return refused(`"name" cannot end with a hyphen: "${name}"`);
  if (name.startsWith("internal-")) return refused(`"name" cannot begin with "internal-": "${name}"`);
  return [];
}

/** What Elastic Load Balancing puts behind a name: never the same again. */
export function balancerId(call: Call, name: string): string {
  const seed = `${call.account}/${call.region}/${name}/${call.cloud.next("elb")}`;
  return createHash("sha256").update(seed).digest("hex").slice(0, ID_DIGITS);
}

import type { Thing } from "../cloud.ts";
import { AwsError } from "../error.ts";
import { hashNumber } from "../ids.ts";
import { neighbours, referred, type Call, type Inputs, type Refusals } from "../kind.ts";
import * as tokens from "../tokens.ts";

/** EKS's refusal of an input. */
export function invalid(message: string): AwsError {
  return new AwsError("InvalidParameterException", message);
}

/** EKS's refusal of a second thing of one name. */
export function inUse(message: string): AwsError {
  return new AwsError("ResourceInUseException", message);
}

export function findCluster(call: Call, name: string): Thing {
  const missing = new AwsError("ResourceNotFoundException", `No cluster found for name: ${name}.`);
  return referred(call, tokens.CLUSTER, name, missing);
}

/** The cluster that an input `clusterName` names. */
export function clusterOf(call: Call): Thing {
  return findCluster(call, call.inputs.text("clusterName"));
}

/** Things of a type that belong to a cluster. */
export function ofCluster(call: Call, type: string, clusterName: string): readonly Thing[] {
  return neighbours(call, type, { clusterName });
}

/** Now, as EKS writes it. */
export function now(): string {
  return new Date().toISOString().replace(/\.\d+Z$/, "Z");
}

/** `17` of `1.17`. */
export function minorOf(version: string): number {
  return Number(/^1\.(\d+)$/.exec(version)?.[1] ?? Number.NaN);
}

/** Letters and digits that follow from a text: always the same. */
export function madeUp(text: string, digits: number): string {
  const numbers = Array.from({ length: Math.ceil(digits / 6) }, (_, part) => hashNumber(`${text}/${part}`));
  return numbers
    .map((number) => number.toString(36).padStart(7, "0").slice(-6))
    .join("")
    .slice(0, digits);
}

/** Refusal by the provider of a value that is none of those it knows; what is absent or not known yet passes. */
export function choiceRefusal(inputs: Inputs, name: string, allowed: readonly string[], at = name): Refusals {
  const value = inputs.optionalText(name);
  if (value === undefined || allowed.includes(value)) return [];
  const choices = allowed.map((one) => `"${one}"`).join(" ");
  return [[at, `expected ${at} to be one of [${choices}], got ${value}`]];
}

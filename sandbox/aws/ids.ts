import { createHash } from "node:crypto";
import type { Cloud, Place } from "./cloud.ts";

/** Hexadecimal digits of an EC2 id after its leading zero. */
const ID_DIGITS = 16;

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Id as EC2 gives them: `vpc-0` and sixteen digits. Never given twice, the same in every fresh cloud. */
export function newId(cloud: Cloud, prefix: string): string {
  return `${prefix}-0${digest(`${prefix}/${cloud.next(prefix)}`).slice(0, ID_DIGITS)}`;
}

/** Id in the form of a UUID, as KMS gives them. */
export function newUuid(cloud: Cloud, series: string): string {
  const hex = digest(`${series}/${cloud.next(series)}`);
  return [8, 4, 4, 4, 12]
    .map((digits, part, all) => hex.slice(sum(all, part), sum(all, part) + digits))
    .join("-");
}

/** Id of a key that may have replicas in other regions: `mrk-` and thirty-two digits. */
export function newMultiRegionId(cloud: Cloud, series: string): string {
  return `mrk-${newUuid(cloud, series).replaceAll("-", "")}`;
}

function sum(numbers: readonly number[], count: number): number {
  return numbers.slice(0, count).reduce((total, number) => total + number, 0);
}

/** Unique id as IAM gives them: `AROA` and seventeen letters or digits. */
export function newIamId(cloud: Cloud, prefix: string): string {
  return `${prefix}${digest(`${prefix}/${cloud.next(prefix)}`)
    .slice(0, 17)
    .toUpperCase()}`;
}

/** Number that the provider puts into ids which AWS does not give: a hash of what identifies the thing. */
export function hashNumber(text: string): number {
  return Number.parseInt(digest(text).slice(0, 8), 16);
}

/** ARN of something in a place: `arn:aws:ec2:<region>:<account>:vpc/<id>`. */
export function arn(service: string, place: Place, resource: string): string {
  return `arn:aws:${service}:${place.region}:${place.account}:${resource}`;
}

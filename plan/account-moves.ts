import type { Json } from "./json.ts";
import type { PlannedResource } from "./plan.ts";

/** A provider that goes to another AWS account. */
export interface AccountMove {
  readonly from: string;
  readonly to: string;
}

const AWS_PROVIDER = "pulumi:providers:aws";

/** Settings of the provider that hold account numbers; the role decides where resources are made. */
const SETTINGS = ["assumeRoles", "allowedAccountIds"] as const;

/** An account's number, alone or in an ARN, in settings that are JSON inside of a text. */
const ACCOUNT = /(?<=[":])\d{12}(?=["\\:])/g;

/**
 * Where a provider moves. Such a change is an update to the engine, and every id it holds then means nothing: what the
 * provider made stays behind in the old account, and all of it has to be made anew.
 */
export function accountMove(before: PlannedResource, after: PlannedResource): AccountMove | undefined {
  if (before.type !== AWS_PROVIDER || after.type !== AWS_PROVIDER) return undefined;
  for (const setting of SETTINGS) {
    const [was, is] = [accounts(before.inputs[setting]), accounts(after.inputs[setting])];
    if (was.length === 0 || is.length === 0 || is.some((one) => was.includes(one))) continue;
    return { from: was.join(", "), to: is.join(", ") };
  }
  return undefined;
}

function accounts(value: Json | undefined): readonly string[] {
  const found = value === undefined ? [] : JSON.stringify(value).matchAll(ACCOUNT);
  return [...new Set([...found].map(([number]) => number))];
}

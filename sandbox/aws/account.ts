import { isObject, type Properties, type Value } from "../provider/properties.ts";
import type { Cloud } from "./cloud.ts";
import type { Tags } from "./tags.ts";

/** Account of somebody who neither assumes a role nor was given an account by a setting. */
const HOME_ACCOUNT = "123456789012";

const REGION = /^[a-z]{2}(-[a-z]+)+-\d$/;

/** What a configured provider knows: whose cloud it changes, and what it puts on everything. */
export interface Session {
  readonly account: string;
  readonly region: string;
  readonly defaultTags: Tags;
}

/** Account of a role's ARN. */
export function accountOfRole(roleArn: string): string | undefined {
  return /^arn:aws[\w-]*:iam::(\d{12}):role\/.+$/.exec(roleArn)?.[1];
}

/**
 * Whose credentials these are. The cloud's setting wins: it plays credentials of another account; `homeAccount` is the
 * account of whoever assumes no role.
 */
export function callerAccount(cloud: Cloud, assumed: string | undefined): string {
  return cloud.setting("callerAccount") ?? assumed ?? cloud.setting("homeAccount") ?? HOME_ACCOUNT;
}

function texts(value: Value | undefined): readonly string[] {
  return Array.isArray(value) ? (value as readonly Value[]).map(String) : [];
}

function assumedAccount(settings: Properties): string | undefined {
  const roles = Array.isArray(settings["assumeRoles"]) ? (settings["assumeRoles"] as readonly Value[]) : [];
  const last = roles.at(-1);
  const roleArn = isObject(last) && typeof last["roleArn"] === "string" ? last["roleArn"] : undefined;
  if (roleArn === undefined) return undefined;
  const account = accountOfRole(roleArn);
  if (account === undefined) throw new Error(`"assume_role.0.role_arn" (${roleArn}) is an invalid ARN`);
  return account;
}

/** Opens a session, and refuses an account that the settings do not allow, in the words of the real provider. */
export function openSession(cloud: Cloud, settings: Properties): Session {
  const { region } = settings;
  if (typeof region !== "string" || region === "") throw new Error("Missing region configuration");
  if (!REGION.test(region)) throw new Error(`Invalid AWS Region: ${region}`);
  const account = callerAccount(cloud, assumedAccount(settings));
  const [allowed, forbidden] = [texts(settings["allowedAccountIds"]), texts(settings["forbiddenAccountIds"])];
  if ((allowed.length > 0 && !allowed.includes(account)) || forbidden.includes(account)) {
    throw new Error(`AWS account ID not allowed: ${account}`);
  }
  const { defaultTags } = settings;
  const tags = isObject(defaultTags) && isObject(defaultTags["tags"]) ? defaultTags["tags"] : {};
  return { account, region, defaultTags: tags as Tags };
}

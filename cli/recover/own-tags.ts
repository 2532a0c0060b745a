import { ORGANISATION_TAG, STACK_TAG } from "../../fleet/tags.ts";
import type { AwsClient } from "./aws-client.ts";

type Tags = Readonly<Record<string, string>>;

/**
 * Whether something says by its tags that it is this stack's. Two fleets may share an account and a stack's name: the
 * organisation tells them apart, and a provider that names none owns nothing.
 */
export function isOwn(
  { defaultTags }: Pick<AwsClient, "defaultTags">,
  stack: string,
  tags: Tags = {},
): boolean {
  const organisation = defaultTags[ORGANISATION_TAG];
  return organisation !== undefined && tags[ORGANISATION_TAG] === organisation && tags[STACK_TAG] === stack;
}

/** Those of the tags that say whose something is, in words. */
export function ownerText(tags: Tags = {}): string {
  const told = [ORGANISATION_TAG, STACK_TAG].flatMap((key) =>
    tags[key] === undefined ? [] : [`${key}=${tags[key]}`],
  );
  return told.length === 0 ? "neither" : told.join(" and ");
}

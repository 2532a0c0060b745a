import {
  holdsUnknown,
  isObject,
  UNKNOWN_VALUE,
  type Properties,
  type Value,
} from "../provider/properties.ts";
import { AwsError } from "./error.ts";

/** @see https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html */
const TAGS_MAX = 50;
const KEY_CHARACTERS = 128;
const VALUE_CHARACTERS = 256;

export type Tags = Readonly<Record<string, string>>;

/** Tags of a resource and of its provider together; the resource's win. */
export function allTags(defaults: Tags, own: Value | undefined): Value {
  if (own === undefined || own === null) return defaults;
  return isObject(own) ? { ...defaults, ...own } : UNKNOWN_VALUE;
}

/** The tags that are the resource's own: all but those that its provider gives. */
export function ownTags(defaults: Tags, all: Tags, before: Properties): Tags {
  const written = isObject(before["tags"]) ? before["tags"] : {};
  return Object.fromEntries(
    Object.entries(all).filter(([key, value]) => defaults[key] !== value || key in written),
  );
}

/** Refuses tags as AWS does. */
export function checkedTags(value: Value | undefined): Tags {
  if (!isObject(value) || holdsUnknown(value)) return {};
  const tags = Object.entries(value as Tags);
  if (tags.length > TAGS_MAX) {
    throw new AwsError(
      "TagLimitExceeded",
      `The maximum number of Tags for a resource (${TAGS_MAX}) has been reached.`,
    );
  }
  for (const [key, text] of tags) {
    if (key.toLowerCase().startsWith("aws:")) {
      throw new AwsError(
        "InvalidParameterValue",
        "Tag keys starting with 'aws:' are reserved for internal use",
      );
    }
    if (key === "" || key.length > KEY_CHARACTERS) {
      throw new AwsError(
        "InvalidParameterValue",
        `Tag key '${key}' must have 1 to ${KEY_CHARACTERS} characters`,
      );
    }
    if (text.length > VALUE_CHARACTERS) {
      throw new AwsError(
        "InvalidParameterValue",
        `Value of tag '${key}' exceeds the maximum length of ${VALUE_CHARACTERS} characters`,
      );
    }
  }
  return value as Tags;
}

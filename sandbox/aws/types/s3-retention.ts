import { AwsError } from "../error.ts";
import type { Call, Inputs, Kind, Refusals } from "../kind.ts";
import { choiceRefusal } from "./eks.ts";
import { findBucket } from "./s3-bucket.ts";
import { isVersioned, madeFor } from "./s3-settings.ts";

/** Days that an object stays where it is before it may go on, by the class where it is. */
const MINIMUM_DAYS: Readonly<Record<string, number>> = {
  STANDARD_IA: 30,
  ONEZONE_IA: 30,
  GLACIER_IR: 90,
  GLACIER: 90,
};

/** Days in S3 Standard before a class for what is seldom read. */
const INFREQUENT_DAYS = 30;
const INFREQUENT = ["STANDARD_IA", "ONEZONE_IA"];

const CLASSES = ["GLACIER", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "DEEP_ARCHIVE", "GLACIER_IR"];

const invalid = (message: string) => new AwsError("InvalidArgument", message);

function prefixOf(rule: Inputs): string {
  return rule.optionalText("prefix") ?? rule.object("filter").text("prefix");
}

function byDays(rule: Inputs): readonly Inputs[] {
  return [...rule.objects("transitions")].sort((a, b) => a.number("days") - b.number("days"));
}

function checkTransitions(rule: Inputs): void {
  const transitions = byDays(rule);
  transitions.forEach((transition, index) => {
    const [days, storageClass] = [transition.number("days"), transition.text("storageClass")];
    if (INFREQUENT.includes(storageClass) && days < INFREQUENT_DAYS) {
      throw invalid(
        `'Days' in Transition action must be greater than or equal to ${INFREQUENT_DAYS} for storageClass '${storageClass}'`,
      );
    }
    const before = transitions[index - 1];
    const least = MINIMUM_DAYS[before?.text("storageClass") ?? ""];
    if (before === undefined || least === undefined || days >= before.number("days") + least) return;
    const filter = `filter '(prefix=${prefixOf(rule)})'`;
    throw invalid(
      `'Days' in the 'Transition' action for StorageClass '${storageClass}' for ${filter} must be ${least} days ` +
        `more than '${filter}' in the 'Transition' action for StorageClass '${before.text("storageClass")}'`,
    );
  });
}

function checkExpiration(rule: Inputs): void {
  const days = rule.object("expiration").number("days");
  const last = byDays(rule).at(-1)?.number("days");
  if (days === 0 || last === undefined || days > last) return;
  throw invalid(
    `'Days' in the Expiration action for filter '(prefix=${prefixOf(rule)})' must be greater than 'Days' in the Transition action`,
  );
}

const ACTIONS = [
  ...["abortIncompleteMultipartUpload", "expiration", "noncurrentVersionExpiration"],
  ...["noncurrentVersionTransitions", "transitions"],
];

function hasAction(rule: Inputs): boolean {
  return ACTIONS.some((name) => rule.has(name) && JSON.stringify(rule.all[name]) !== "[]");
}

function checkLifecycle(call: Call): void {
  findBucket(call, call.inputs.text("bucket"));
  const rules = call.inputs.objects("rules");
  if (new Set(rules.map((rule) => rule.text("id"))).size < rules.length) {
    throw invalid("Rule ID must be unique. Found same ID for more than one rule");
  }
  for (const rule of rules) {
    if (!hasAction(rule)) {
      throw new AwsError("InvalidRequest", "At least one action needs to be specified in a rule");
    }
    checkTransitions(rule);
    checkExpiration(rule);
  }
}

function lifecycleRefusals(inputs: Inputs): Refusals {
  return inputs.objects("rules").flatMap((rule, index) => [
    ...choiceRefusal(rule, "status", ["Enabled", "Disabled"], `rules[${index}].status`),
    ...["transitions", "noncurrentVersionTransitions"].flatMap((name) =>
      rule.objects(name).flatMap((transition, place) => {
        const path = `rules[${index}].${name}[${place}].storageClass`;
        return choiceRefusal(transition, "storageClass", CLASSES, path);
      }),
    ),
  ]);
}

export const bucketLifecycle: Kind = {
  label: "S3 Bucket Lifecycle Configuration",
  service: "S3",
  calls: {
    create: "PutBucketLifecycleConfiguration",
    update: "PutBucketLifecycleConfiguration",
    delete: "DeleteBucketLifecycle",
  },
  defaults: { transitionDefaultMinimumObjectSize: "all_storage_classes_128K" },
  refusals: lifecycleRefusals,
  create: (call) => {
    checkLifecycle(call);
    return madeFor(call);
  },
  update: (call) => {
    checkLifecycle(call);
    return {};
  },
};

function checkLock(call: Call): void {
  if (isVersioned(call, findBucket(call, call.inputs.text("bucket")))) return;
  throw new AwsError(
    "InvalidBucketState",
    "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration",
  );
}

/** A lock stays for the bucket's life: the deletion takes its default retention alone. */
export const bucketLock: Kind = {
  label: "S3 Bucket Object Lock Configuration",
  service: "S3",
  calls: {
    create: "PutObjectLockConfiguration",
    update: "PutObjectLockConfiguration",
    delete: "PutObjectLockConfiguration",
  },
  defaults: { objectLockEnabled: "Enabled" },
  refusals: (inputs) => {
    const isOpen = inputs.isOpen("rule") || inputs.object("rule").isOpen("defaultRetention");
    const retention = inputs.object("rule").object("defaultRetention");
    const path = "rule.defaultRetention";
    const isOne = retention.has("days") !== retention.has("years");
    return [
      ...choiceRefusal(retention, "mode", ["GOVERNANCE", "COMPLIANCE"], `${path}.mode`),
      ...(inputs.has("rule") && !isOpen && !isOne
        ? [[path, `"${path}": exactly one of days, years must be specified`] as const]
        : []),
    ];
  },
  create: (call) => {
    checkLock(call);
    return madeFor(call);
  },
  update: (call) => {
    checkLock(call);
    return {};
  },
};

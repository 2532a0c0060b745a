import type { Thing } from "../cloud.ts";
import { AwsError } from "../error.ts";
import { hashNumber } from "../ids.ts";
import type { Call, Inputs, Kind, Refusals } from "../kind.ts";
import { QUOTAS, withinQuota } from "../quotas.ts";
import * as tokens from "../tokens.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const NAME = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const ADDRESS = /^\d+\.\d+\.\d+\.\d+$/;
const RESERVED_PREFIX = /^(xn--|sthree-|amzn-s3-demo-)/;
const RESERVED_SUFFIX = /(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/;

/** Inputs that are resources of their own since major 4 of the provider. */
const DEPRECATED = [
  ...["accelerationStatus", "acl", "corsRules", "grants", "lifecycleRules", "logging"],
  ...["objectLockConfiguration", "policy", "replicationConfiguration", "requestPayer"],
  ...["serverSideEncryptionConfiguration", "versioning", "website"],
];

/** What is said of a bucket in a resource of its own, and goes with it. */
const SETTINGS = [
  ...[tokens.BUCKET_VERSIONING, tokens.BUCKET_ENCRYPTION, tokens.BUCKET_PUBLIC_ACCESS],
  ...[tokens.BUCKET_OWNERSHIP, tokens.BUCKET_LIFECYCLE, tokens.BUCKET_LOCK, tokens.BUCKET_REPLICATION],
  ...[tokens.BUCKET_POLICY, tokens.BUCKET_OBJECT],
];

function checkName(name: string): void {
  const isValid =
    NAME.test(name) &&
    !name.includes("..") &&
    !ADDRESS.test(name) &&
    !RESERVED_PREFIX.test(name) &&
    !RESERVED_SUFFIX.test(name);
  if (!isValid) throw new AwsError("InvalidBucketName", "The specified bucket is not valid.");
}

/** A bucket's name is its own in all accounts and regions. */
function refuseTaken(call: Call, name: string): void {
  const existing = call.cloud.find({ type: tokens.BUCKET, id: name });
  if (existing === undefined) return;
  if (existing.account === call.account) {
    throw new AwsError(
      "BucketAlreadyOwnedByYou",
      "Your previous request to create the named bucket succeeded and you already own it.",
    );
  }
  throw new AwsError(
    "BucketAlreadyExists",
    "The requested bucket name is not available. The bucket namespace is shared by all users of the system. " +
      "Please select a different name and try again.",
  );
}

/** A bucket by its name, which the caller must reach in its region and own. */
export function findBucket(call: Call, name: string): Thing {
  const found = call.cloud.find({ type: tokens.BUCKET, id: name });
  if (found === undefined) throw new AwsError("NoSuchBucket", "The specified bucket does not exist");
  if (found.account !== call.account) throw new AwsError("AccessDenied", "Access Denied");
  if (found.region === call.region) return found;
  throw new AwsError(
    "PermanentRedirect",
    "The bucket you are attempting to access must be addressed using the specified endpoint. " +
      "Please send all future requests to this endpoint.",
  );
}

/** What is said of a bucket in a resource of its own. */
export function settingOf({ cloud }: Call, bucket: Thing, type: string): Thing | undefined {
  const { account, region, id } = bucket;
  return cloud.find({ type, account, region, state: { bucket: id } });
}

/** Objects of a bucket: those that are here, and as many more as `atoll sandbox cloud edit <bucket> objects 3` says. */
function objectsIn({ cloud }: Call, { id, state }: Thing): number {
  const played = typeof state["objects"] === "number" ? state["objects"] : 0;
  return played + cloud.count({ type: tokens.BUCKET_OBJECT, state: { bucket: id } });
}

/** Whether nobody may delete what is retained: in compliance mode not even the provider, which bypasses governance. */
function isRetained(call: Call, bucket: Thing): boolean {
  const lock = settingOf(call, bucket, tokens.BUCKET_LOCK);
  return JSON.stringify(lock?.state["rule"] ?? {}).includes('"COMPLIANCE"');
}

function refuseContent(call: Call, bucket: Thing): void {
  if (objectsIn(call, bucket) === 0) return;
  if (!call.inputs.flag("forceDestroy")) {
    throw new AwsError(
      "BucketNotEmpty",
      "The bucket you tried to delete is not empty. You must delete all versions in the bucket.",
    );
  }
  if (!isRetained(call, bucket)) return;
  throw new AwsError("AccessDenied", "Access Denied because object protected by object lock.");
}

function refusals(inputs: Inputs): Refusals {
  const both = inputs.has("bucket") && inputs.has("bucketPrefix");
  return [
    ...(both ? [["bucket", '"bucket": conflicts with bucketPrefix'] as const] : []),
    ...DEPRECATED.filter((name) => inputs.has(name)).map(
      (name) => [name, "deprecated by the provider and not simulated"] as const,
    ),
  ];
}

export const bucket: Kind = {
  label: "S3 Bucket",
  service: "S3",
  calls: { create: "CreateBucket", update: "PutBucketTagging", delete: "DeleteBucket" },
  defaults: { requestPayer: "BucketOwner", bucketNamespace: "global" },
  autonamed: "",
  nameInput: "bucket",
  quota: QUOTAS.buckets,
  refusals,
  create: (call) => {
    const name = call.inputs.text("bucket");
    checkName(name);
    refuseTaken(call, name);
    withinQuota(call.cloud, QUOTAS.buckets, call.cloud.count({ type: tokens.BUCKET, account: call.account }));
    return {
      id: name,
      computed: {
        arn: `arn:aws:s3:::${name}`,
        bucketDomainName: `${name}.s3.amazonaws.com`,
        bucketRegionalDomainName: `${name}.s3.${call.region}.amazonaws.com`,
        bucketRegion: call.region,
        hostedZoneId: `Z${hashNumber(`s3/${call.region}`).toString(36).toUpperCase()}`,
      },
    };
  },
  delete: (call, thing) => {
    refuseContent(call, thing);
    const { account, region, id } = thing;
    for (const type of SETTINGS) call.cloud.delete({ type, account, region, state: { bucket: id } });
  },
};

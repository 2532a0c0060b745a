import { isObject, type Properties } from "../../provider/properties.ts";
import type { Thing } from "../cloud.ts";
import { AwsError } from "../error.ts";
import type { Call, Kind } from "../kind.ts";
import * as tokens from "../tokens.ts";
import { choiceRefusal } from "./eks.ts";
import { keyByReference } from "./kms.ts";
import { findBucket, settingOf } from "./s3-bucket.ts";

/** A setting of a bucket: its id is the bucket's, and an expected owner's after a comma. */
export function madeFor(call: Call): { readonly id: string; readonly computed: Properties } {
  const owner = call.inputs.optionalText("expectedBucketOwner");
  const bucket = call.inputs.text("bucket");
  return { id: owner === undefined ? bucket : `${bucket},${owner}`, computed: {} };
}

/** Whether a bucket keeps versions: told to, or because it was made with a lock. */
export function isVersioned(call: Call, bucket: Thing): boolean {
  const told = settingOf(call, bucket, tokens.BUCKET_VERSIONING)?.state["versioningConfiguration"];
  if (isObject(told) && told["status"] === "Enabled") return true;
  return bucket.state["objectLockEnabled"] === true;
}

function checkVersioning(call: Call): void {
  const bucket = findBucket(call, call.inputs.text("bucket"));
  if (call.inputs.object("versioningConfiguration").text("status") === "Enabled") return;
  const isLocked =
    bucket.state["objectLockEnabled"] === true || settingOf(call, bucket, tokens.BUCKET_LOCK) !== undefined;
  if (isLocked) {
    throw new AwsError(
      "InvalidBucketState",
      "An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.",
    );
  }
  refuseReplicated(call, bucket);
}

function refuseReplicated(call: Call, bucket: Thing): void {
  if (settingOf(call, bucket, tokens.BUCKET_REPLICATION) === undefined) return;
  throw new AwsError(
    "InvalidBucketState",
    "A replication configuration is present on this bucket, so you cannot change the versioning state. " +
      "To change the versioning state, first delete the replication configuration.",
  );
}

/** Its deletion suspends the versions; of a bucket with a lock the provider only forgets it. */
export const bucketVersioning: Kind = {
  label: "S3 Bucket Versioning",
  service: "S3",
  calls: { create: "PutBucketVersioning", update: "PutBucketVersioning", delete: "PutBucketVersioning" },
  refusals: (inputs) => {
    const configuration = inputs.object("versioningConfiguration");
    const path = "versioningConfiguration.status";
    return choiceRefusal(configuration, "status", ["Enabled", "Suspended", "Disabled"], path);
  },
  create: (call) => {
    checkVersioning(call);
    return madeFor(call);
  },
  update: (call) => {
    checkVersioning(call);
    return {};
  },
  delete: (call) => {
    const bucket = call.cloud.find({ type: tokens.BUCKET, id: call.inputs.text("bucket") });
    if (bucket !== undefined) refuseReplicated(call, bucket);
  },
};

const ALGORITHMS = ["AES256", "aws:kms", "aws:kms:dsse"];

function checkEncryption(call: Call): void {
  findBucket(call, call.inputs.text("bucket"));
  for (const rule of call.inputs.objects("rules")) {
    const used = rule.object("applyServerSideEncryptionByDefault");
    const key = used.optionalText("kmsMasterKeyId");
    if (key === undefined) continue;
    if (used.text("sseAlgorithm") === "AES256") {
      throw new AwsError(
        "InvalidArgument",
        "a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse",
      );
    }
    if (keyByReference(call, key) !== undefined) continue;
    throw new AwsError(
      "UnknownKey",
      `simulator: ${key} does not exist; AWS would take this configuration, and refuse every upload`,
    );
  }
}

/** Every bucket is encrypted: the deletion goes back to AWS's own key. */
export const bucketEncryption: Kind = {
  label: "S3 Bucket Server-side Encryption Configuration",
  service: "S3",
  calls: { create: "PutBucketEncryption", update: "PutBucketEncryption", delete: "DeleteBucketEncryption" },
  refusals: (inputs) =>
    inputs.objects("rules").flatMap((rule, index) => {
      const path = `rules[${index}].applyServerSideEncryptionByDefault.sseAlgorithm`;
      return choiceRefusal(
        rule.object("applyServerSideEncryptionByDefault"),
        "sseAlgorithm",
        ALGORITHMS,
        path,
      );
    }),
  create: (call) => {
    checkEncryption(call);
    return madeFor(call);
  },
  update: (call) => {
    checkEncryption(call);
    return {};
  },
};

export const bucketPublicAccess: Kind = {
  label: "S3 Bucket Public Access Block",
  service: "S3",
  calls: {
    create: "PutPublicAccessBlock",
    update: "PutPublicAccessBlock",
    delete: "DeletePublicAccessBlock",
  },
  create: (call) => {
    findBucket(call, call.inputs.text("bucket"));
    return madeFor(call);
  },
};

export const bucketOwnership: Kind = {
  label: "S3 Bucket Ownership Controls",
  service: "S3",
  calls: {
    create: "PutBucketOwnershipControls",
    update: "PutBucketOwnershipControls",
    delete: "DeleteBucketOwnershipControls",
  },
  refusals: (inputs) => {
    const allowed = ["BucketOwnerPreferred", "ObjectWriter", "BucketOwnerEnforced"];
    return choiceRefusal(inputs.object("rule"), "objectOwnership", allowed, "rule.objectOwnership");
  },
  create: (call) => {
    findBucket(call, call.inputs.text("bucket"));
    return madeFor(call);
  },
};

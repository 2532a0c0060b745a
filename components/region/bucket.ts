import { Bucket } from "@pulumi/aws/s3/bucket.js";
import { BucketLifecycleConfiguration } from "@pulumi/aws/s3/bucketLifecycleConfiguration.js";
import { BucketObjectLockConfiguration } from "@pulumi/aws/s3/bucketObjectLockConfiguration.js";
import { BucketPolicy } from "@pulumi/aws/s3/bucketPolicy.js";
import { BucketPublicAccessBlock } from "@pulumi/aws/s3/bucketPublicAccessBlock.js";
import { BucketServerSideEncryptionConfiguration } from "@pulumi/aws/s3/bucketServerSideEncryptionConfiguration.js";
import { BucketVersioning } from "@pulumi/aws/s3/bucketVersioning.js";
import type * as pulumi from "@pulumi/pulumi";
import { KMS_ENCRYPTION } from "../../fleet/regions/s3-vocabulary.ts";
import { resourceTags } from "../../fleet/tags.ts";
import { defaultRetention, lifecycleRule, tlsOnlyPolicy } from "./bucket-plan.ts";
import type { BucketSettings } from "./bucket-settings.ts";
import { child, keptChild, type RegionScope } from "./scope.ts";

export interface BucketArgs extends BucketSettings {
  /** What the bucket is for: the end of its logical name. */
  readonly role: string;
  /** ARN of the key with which objects are encrypted. */
  readonly keyArn: pulumi.Input<string>;
}

/** A bucket that keeps every version, encrypted, closed to the public, and its objects growing old by rule. */
export interface MadeBucket {
  readonly bucket: Bucket;
  /** What must be there before anything is copied from or to it. */
  readonly versioning: BucketVersioning;
}

export function createBucket(
  scope: RegionScope,
  args: BucketArgs,
  options: pulumi.CustomResourceOptions = {},
): MadeBucket {
  const { awsName, lock } = args;
  const logical = `${scope.name}-${args.role}-bucket`;
  const bucket = new Bucket(
    logical,
    { bucket: awsName, objectLockEnabled: lock !== undefined, tags: resourceTags(logical) },
    keptChild(scope, options),
  );
  const versioning = new BucketVersioning(
    `${logical}-versioning`,
    { bucket: bucket.bucket, versioningConfiguration: { status: "Enabled" } },
    child(scope, options),
  );
  new BucketServerSideEncryptionConfiguration(
    `${logical}-encryption`,
    { bucket: bucket.bucket, rules: [encryptionRule(args)] },
    child(scope, options),
  );
  createWalls(scope, { logical, bucket, awsName }, options);
  const after = child(scope, { ...options, dependsOn: [versioning] });
  new BucketLifecycleConfiguration(
    `${logical}-lifecycle`,
    { bucket: bucket.bucket, rules: [lifecycleRule(args)] },
    // A rule for old versions needs a bucket that has some.
    after,
  );
  if (lock !== undefined)
    new BucketObjectLockConfiguration(
      `${logical}-lock`,
      { bucket: bucket.bucket, rule: { defaultRetention: defaultRetention(lock) } },
      after,
    );
  return { bucket, versioning };
}

/** A bucket key spares a call to KMS for each object. */
function encryptionRule({ keyArn }: BucketArgs) {
  return {
    applyServerSideEncryptionByDefault: { sseAlgorithm: KMS_ENCRYPTION, kmsMasterKeyId: keyArn },
    bucketKeyEnabled: true,
  };
}

interface Walled {
  readonly logical: string;
  readonly bucket: Bucket;
  readonly awsName: string;
}

/** Keeps the public out, and whoever does not speak TLS. */
function createWalls(
  scope: RegionScope,
  { logical, bucket, awsName }: Walled,
  options: pulumi.CustomResourceOptions,
): void {
  const block = new BucketPublicAccessBlock(
    `${logical}-public-access`,
    {
      bucket: bucket.bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    child(scope, options),
  );
  new BucketPolicy(
    `${logical}-policy`,
    { bucket: bucket.bucket, policy: tlsOnlyPolicy(awsName) },
    // S3 refuses two changes of who may reach a bucket at one time.
    child(scope, { ...options, dependsOn: [block] }),
  );
}

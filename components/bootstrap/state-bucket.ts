import { Bucket } from "@pulumi/aws/s3/bucket.js";
import { BucketLifecycleConfiguration } from "@pulumi/aws/s3/bucketLifecycleConfiguration.js";
import { BucketOwnershipControls } from "@pulumi/aws/s3/bucketOwnershipControls.js";
import { BucketPolicy } from "@pulumi/aws/s3/bucketPolicy.js";
import { BucketPublicAccessBlock } from "@pulumi/aws/s3/bucketPublicAccessBlock.js";
import { BucketServerSideEncryptionConfiguration } from "@pulumi/aws/s3/bucketServerSideEncryptionConfiguration.js";
import { BucketVersioning } from "@pulumi/aws/s3/bucketVersioning.js";
import type * as pulumi from "@pulumi/pulumi";
import { KMS_ENCRYPTION, NO_ACLS } from "../../fleet/regions/s3-vocabulary.ts";
import { resourceTags } from "../../fleet/tags.ts";
import { tlsOnlyPolicy } from "../region/bucket-plan.ts";
import type { BootstrapScope } from "./scope.ts";
import { oldVersionRule } from "./state-plan.ts";

export interface StateBucketArgs {
  /** What the bucket is for: the end of its logical name. */
  readonly role: "state" | "state-copy";
  /** Name of the bucket. */
  readonly awsName: string;
  /** ARN of the key of its AWS region. */
  readonly keyArn: pulumi.Input<string>;
  /** Days for which old versions stay. Range 30..3650. */
  readonly oldVersionDays: number;
}

/** A bucket, and what must be there before anything is copied from or to it. */
export interface StateBucket {
  readonly bucket: Bucket;
  readonly versioning: BucketVersioning;
}

/** A bucket for states: every version kept, encrypted, closed to the public, and deleted by nobody. */
export function createStateBucket(
  { name, parent }: BootstrapScope,
  args: StateBucketArgs,
  options: pulumi.CustomResourceOptions = {},
): StateBucket {
  const { role, awsName, keyArn, oldVersionDays } = args;
  const logical = `${name}-${role}-bucket`;
  const child = { ...options, parent };
  const made = new Bucket(
    logical,
    { bucket: awsName, tags: resourceTags(logical) },
    { ...child, protect: true },
  );
  const { bucket } = made;
  const versioning = new BucketVersioning(
    `${logical}-versioning`,
    { bucket, versioningConfiguration: { status: "Enabled" } },
    child,
  );
  const encryption = { sseAlgorithm: KMS_ENCRYPTION, kmsMasterKeyId: keyArn };
  new BucketServerSideEncryptionConfiguration(
    `${logical}-encryption`,
    { bucket, rules: [{ applyServerSideEncryptionByDefault: encryption, bucketKeyEnabled: true }] },
    child,
  );
  createWalls(logical, { made, awsName }, child);
  new BucketLifecycleConfiguration(
    `${logical}-lifecycle`,
    { bucket, rules: [oldVersionRule(oldVersionDays)] },
    { ...child, dependsOn: [versioning] },
  );
  return { bucket: made, versioning };
}

/** Keeps out the public, other accounts' access lists, and whoever does not speak TLS. */
function createWalls(
  logical: string,
  { made: { bucket }, awsName }: { readonly made: Bucket; readonly awsName: string },
  child: pulumi.CustomResourceOptions,
): void {
  const block = new BucketPublicAccessBlock(
    `${logical}-public-access`,
    {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    child,
  );
  // S3 refuses two changes of who may reach a bucket at one time.
  const policy = new BucketPolicy(
    `${logical}-policy`,
    { bucket, policy: tlsOnlyPolicy(awsName) },
    { ...child, dependsOn: [block] },
  );
  new BucketOwnershipControls(
    `${logical}-ownership`,
    { bucket, rule: { objectOwnership: NO_ACLS } },
    { ...child, dependsOn: [policy] },
  );
}

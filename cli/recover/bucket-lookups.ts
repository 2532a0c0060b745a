import type { Lookup } from "./single-lookup.ts";

/** What is said of a bucket, by type: the call that reads it, and the code that says that nothing is said. */
const SETTINGS: Readonly<Record<string, readonly [call: string, absent: string]>> = {
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": [
    "get-bucket-lifecycle-configuration",
    "NoSuchLifecycleConfiguration",
  ],
  "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": [
    "get-object-lock-configuration",
    "ObjectLockConfigurationNotFoundError",
  ],
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": [
    "get-bucket-ownership-controls",
    "OwnershipControlsNotFoundError",
  ],
  "aws:s3/bucketPolicy:BucketPolicy": ["get-bucket-policy", "NoSuchBucketPolicy"],
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": [
    "get-public-access-block",
    "NoSuchPublicAccessBlockConfiguration",
  ],
  "aws:s3/bucketReplicationConfig:BucketReplicationConfig": [
    "get-bucket-replication",
    "ReplicationConfigurationNotFoundError",
  ],
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": [
    "get-bucket-encryption",
    "ServerSideEncryptionConfigurationNotFoundError",
  ],
  // A bucket that was never told to keep versions answers with nothing.
  "aws:s3/bucketVersioning:BucketVersioning": ["get-bucket-versioning", "NoSuchBucket"],
};

/** Settings of buckets: each has the name of its bucket as its import id. */
export const BUCKET_LOOKUPS: Readonly<Record<string, Lookup>> = Object.fromEntries(
  Object.entries(SETTINGS).map(([type, [call, absent]]): [string, Lookup] => [
    type,
    async (client, text) => {
      const [bucket, owner] = [text("bucket"), text("expectedBucketOwner")];
      const answer = await client.ask<object>(["s3api", call, "--bucket", bucket], [absent, "NoSuchBucket"]);
      if (answer === undefined || Object.keys(answer).length === 0) return undefined;
      return owner === "" ? bucket : `${bucket},${owner}`;
    },
  ]),
);

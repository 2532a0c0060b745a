import { type Command, type Invocation, serviceError } from "./cli-call.ts";
import { option, values } from "./cli-inside.ts";
import type { Thing } from "./cloud.ts";
import * as tokens from "./tokens.ts";

type Absent = readonly [code: string, operation: string, message: string];

/** A call that answers with what is said of a bucket, or that nothing is said. */
function setting(type: string, absent: Absent, answer: (found: Thing) => unknown): Command {
  const run = (invocation: Invocation): unknown => {
    const bucket = option(invocation, "bucket");
    const [found] = values(invocation, type, { bucket });
    if (found !== undefined) return answer(found);
    if (values(invocation, tokens.BUCKET, { bucket }).length === 0) {
      throw serviceError("NoSuchBucket", absent[1], "The specified bucket does not exist");
    }
    throw serviceError(...absent);
  };
  return { options: ["bucket"], run };
}

/** Whether a bucket keeps versions; nothing when it was never told. */
function versioning(invocation: Invocation): unknown {
  const bucket = option(invocation, "bucket");
  const [found] = values(invocation, tokens.BUCKET_VERSIONING, { bucket });
  return found === undefined ? {} : { Status: JSON.stringify(found.state["versioningConfiguration"]) };
}

/** Calls that read what is said of a bucket. */
export const BUCKET_CALLS: Readonly<Record<string, Command>> = {
  "s3api get-bucket-versioning": { options: ["bucket"], run: versioning },
  "s3api get-bucket-encryption": setting(
    tokens.BUCKET_ENCRYPTION,
    [
      "ServerSideEncryptionConfigurationNotFoundError",
      "GetBucketEncryption",
      "The server side encryption configuration was not found",
    ],
    ({ state }) => ({ ServerSideEncryptionConfiguration: { Rules: state["rules"] } }),
  ),
  "s3api get-public-access-block": setting(
    tokens.BUCKET_PUBLIC_ACCESS,
    [
      "NoSuchPublicAccessBlockConfiguration",
      "GetPublicAccessBlock",
      "The public access block configuration was not found",
    ],
    ({ state }) => ({ PublicAccessBlockConfiguration: { BlockPublicPolicy: state["blockPublicPolicy"] } }),
  ),
  "s3api get-bucket-ownership-controls": setting(
    tokens.BUCKET_OWNERSHIP,
    [
      "OwnershipControlsNotFoundError",
      "GetBucketOwnershipControls",
      "The bucket ownership controls were not found",
    ],
    ({ state }) => ({ OwnershipControls: { Rules: [state["rule"]] } }),
  ),
  "s3api get-bucket-lifecycle-configuration": setting(
    tokens.BUCKET_LIFECYCLE,
    [
      "NoSuchLifecycleConfiguration",
      "GetBucketLifecycleConfiguration",
      "The lifecycle configuration does not exist",
    ],
    ({ state }) => ({ Rules: state["rules"] }),
  ),
  "s3api get-object-lock-configuration": setting(
    tokens.BUCKET_LOCK,
    [
      "ObjectLockConfigurationNotFoundError",
      "GetObjectLockConfiguration",
      "Object Lock configuration does not exist for this bucket",
    ],
    ({ state }) => ({ ObjectLockConfiguration: { ObjectLockEnabled: state["objectLockEnabled"] } }),
  ),
  "s3api get-bucket-replication": setting(
    tokens.BUCKET_REPLICATION,
    [
      "ReplicationConfigurationNotFoundError",
      "GetBucketReplication",
      "The replication configuration was not found",
    ],
    ({ state }) => ({ ReplicationConfiguration: { Role: state["role"] } }),
  ),
  "s3api get-bucket-policy": setting(
    tokens.BUCKET_POLICY,
    ["NoSuchBucketPolicy", "GetBucketPolicy", "The bucket policy does not exist"],
    ({ state }) => ({ Policy: state["policy"] }),
  ),
};

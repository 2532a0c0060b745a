import * as tokens from "../../sandbox/aws/tokens.ts";
import type { Companion, Recipe } from "./one-of-each.ts";

/** Keys of the bucket to which objects are copied, and of its versions. */
const COPIES = "bucket of copies";
const COPIES_VERSIONS = "versions of the copies";

/** Key in another region, of which a replica is made. */
const PRIMARY_KEY = "primary key";

/** Region beside the provider's. */
export const OTHER_REGION = "eu-west-1";

const versions = { versioningConfiguration: { status: "Enabled" } };

/** Nobody comes in without TLS. */
export const bucketStatement = (bucketArn: string, more: Readonly<Record<string, unknown>> = {}) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: [bucketArn, `${bucketArn}/*`], ...more },
    ],
  });

/** Rule of a bucket whose objects get cheaper and go. */
export const AGEING = {
  id: "age",
  status: "Enabled",
  filter: { prefix: "" },
  transitions: [
    { days: 30, storageClass: "STANDARD_IA" },
    { days: 90, storageClass: "GLACIER_IR" },
  ],
  expiration: { days: 400 },
};

export function bucketCompanions(): Readonly<Record<string, readonly Companion[]>> {
  return {
    [tokens.BUCKET_REPLICATION]: [
      [COPIES, tokens.BUCKET, () => ({ bucket: "atoll-copies", objectLockEnabled: true })],
      [COPIES_VERSIONS, tokens.BUCKET_VERSIONING, (id) => ({ bucket: id(COPIES), ...versions })],
    ],
  };
}

export function keyCompanions(): Readonly<Record<string, readonly Companion[]>> {
  return {
    [tokens.KMS_REPLICA_KEY]: [
      [PRIMARY_KEY, tokens.KMS_KEY, () => ({ multiRegion: true, region: OTHER_REGION })],
    ],
  };
}

/** Inputs of one bucket and of all that is said of it, and of what only such things need. */
export function bucketRecipes(): readonly Recipe[] {
  return [
    [
      tokens.KMS_REPLICA_KEY,
      (_id, made) => ({ primaryKeyArn: made.get(PRIMARY_KEY)!.outputs["arn"]!, description: "copies" }),
    ],
    [
      tokens.OIDC_PROVIDER,
      () => ({ url: "https://token.actions.githubusercontent.com", clientIdLists: ["sts.amazonaws.com"] }),
    ],
    [tokens.BUCKET, () => ({ bucket: "atoll-backups", objectLockEnabled: true })],
    [tokens.BUCKET_VERSIONING, (id) => ({ bucket: id(tokens.BUCKET), ...versions })],
    [
      tokens.BUCKET_ENCRYPTION,
      (id, made) => ({
        bucket: id(tokens.BUCKET),
        rules: [
          {
            bucketKeyEnabled: true,
            applyServerSideEncryptionByDefault: {
              sseAlgorithm: "aws:kms",
              kmsMasterKeyId: made.get(tokens.KMS_KEY)!.outputs["arn"]!,
            },
          },
        ],
      }),
    ],
    [
      tokens.BUCKET_PUBLIC_ACCESS,
      (id) => ({
        bucket: id(tokens.BUCKET),
        ...{ blockPublicAcls: true, blockPublicPolicy: true },
        ...{ ignorePublicAcls: true, restrictPublicBuckets: true },
      }),
    ],
    [
      tokens.BUCKET_OWNERSHIP,
      (id) => ({ bucket: id(tokens.BUCKET), rule: { objectOwnership: "BucketOwnerEnforced" } }),
    ],
    [tokens.BUCKET_LIFECYCLE, (id) => ({ bucket: id(tokens.BUCKET), rules: [AGEING] })],
    [
      tokens.BUCKET_LOCK,
      (id) => ({
        bucket: id(tokens.BUCKET),
        rule: { defaultRetention: { mode: "COMPLIANCE", days: 30 } },
      }),
    ],
    [
      tokens.BUCKET_REPLICATION,
      (id, made) => ({
        bucket: id(tokens.BUCKET),
        role: made.get(tokens.ROLE)!.outputs["arn"]!,
        rules: [
          {
            ...{ id: "copy", status: "Enabled", priority: 1, filter: {} },
            deleteMarkerReplication: { status: "Disabled" },
            destination: { bucket: made.get(COPIES)!.outputs["arn"]! },
          },
        ],
      }),
    ],
    [
      tokens.BUCKET_POLICY,
      (id, made) => ({
        bucket: id(tokens.BUCKET),
        policy: bucketStatement(made.get(tokens.BUCKET)!.outputs["arn"] as string),
      }),
    ],
  ];
}

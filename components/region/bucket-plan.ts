import {
  ALL_S3_ACTIONS,
  ARCHIVE_CLASS,
  DECRYPT_ACTION,
  ENCRYPT_ACTIONS,
  INFREQUENT_CLASS,
  REPLICA_OBJECT_ACTIONS,
  REPLICATED_BUCKET_ACTIONS,
  REPLICATED_OBJECT_ACTIONS,
  SECURE_TRANSPORT_KEY,
} from "../../fleet/regions/s3-vocabulary.ts";
import type { BucketSettings, ObjectAges } from "./bucket-settings.ts";

/** ARN of a bucket, known before the bucket is. */
export function bucketArn(awsName: string): string {
  return `arn:aws:s3:::${awsName}`;
}

/** Refuses every request that did not come by TLS. */
export function tlsOnlyPolicy(awsName: string): string {
  const arn = bucketArn(awsName);
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "TlsOnly",
        Effect: "Deny",
        Principal: "*",
        Action: ALL_S3_ACTIONS,
        Resource: [arn, `${arn}/*`],
        Condition: { Bool: { [SECURE_TRANSPORT_KEY]: "false" } },
      },
    ],
  });
}

/** Days for which what was overwritten or deleted can still be had again, where no lock says more. */
const UNDO_DAYS = 30;

/** Days after which the parts of an upload that never ended are removed. */
const UPLOAD_DAYS = 7;

export interface LifecycleRule {
  readonly id: string;
  readonly status: "Enabled";
  readonly filter: { readonly prefix: string };
  readonly abortIncompleteMultipartUpload: { readonly daysAfterInitiation: number };
  readonly transitions: { readonly days: number; readonly storageClass: string }[];
  readonly expiration: { readonly days: number };
  readonly noncurrentVersionExpiration: { readonly noncurrentDays: number };
}

/**
 * Every object grows old the same way: infrequent access, archive, gone. An old version goes no sooner than its lock
 * ends: S3 would try in vain.
 */
export function lifecycleRule({ ages, lock }: Pick<BucketSettings, "ages" | "lock">): LifecycleRule {
  return {
    id: "ages",
    status: "Enabled",
    filter: { prefix: "" },
    abortIncompleteMultipartUpload: { daysAfterInitiation: UPLOAD_DAYS },
    transitions: transitions(ages),
    expiration: { days: ages.keepDays },
    noncurrentVersionExpiration: { noncurrentDays: Math.max(UNDO_DAYS, lock?.days ?? 0) },
  };
}

function transitions({ infrequentAfterDays, archiveAfterDays }: ObjectAges): LifecycleRule["transitions"] {
  return [
    { days: infrequentAfterDays, storageClass: INFREQUENT_CLASS },
    { days: archiveAfterDays, storageClass: ARCHIVE_CLASS },
  ];
}

/** Default retention as S3 writes it. */
export function defaultRetention({ days, mode }: NonNullable<BucketSettings["lock"]>): {
  readonly days: number;
  readonly mode: string;
} {
  return { days, mode: mode.toUpperCase() };
}

/** The two ends of a replication: names of buckets, ARNs of keys. */
export interface ReplicationEnds<Arn> {
  readonly from: { readonly awsName: string; readonly keyArn: Arn };
  readonly to: { readonly awsName: string; readonly keyArn: Arn };
}

/** What the role that copies may do: read the one bucket, write the other, with the key of each. */
export function replicationPermissions<Arn>({ from, to }: ReplicationEnds<Arn>): readonly {
  readonly sid: string;
  readonly actions: readonly string[];
  readonly resources: readonly (Arn | string)[];
}[] {
  return [
    { sid: "ReadBucket", actions: REPLICATED_BUCKET_ACTIONS, resources: [bucketArn(from.awsName)] },
    { sid: "ReadObjects", actions: REPLICATED_OBJECT_ACTIONS, resources: [`${bucketArn(from.awsName)}/*`] },
    { sid: "WriteCopies", actions: REPLICA_OBJECT_ACTIONS, resources: [`${bucketArn(to.awsName)}/*`] },
    { sid: "DecryptObjects", actions: [DECRYPT_ACTION], resources: [from.keyArn] },
    { sid: "EncryptCopies", actions: ENCRYPT_ACTIONS, resources: [to.keyArn] },
  ];
}

import * as tokens from "../../../sandbox/aws/tokens.ts";
import type { Properties } from "../../../sandbox/provider/properties.ts";
import { AGEING } from "../bucket-recipes.ts";
import { ACCOUNT } from "../network.ts";
import { changedBucket as changed, namedBucket as named } from "./buckets.ts";
import type { Attempt, Refusal } from "./refusal.ts";

/** A setting of a fresh bucket without a lock or versions. */
const inFresh =
  (type: string, inputs: Properties): Attempt =>
  async ({ make }) => {
    const { id } = await make(tokens.BUCKET, { bucket: "atoll-fresh" });
    return make(type, { bucket: id, ...inputs });
  };

/** The one rule of the bucket's lifecycle, with other fields. */
const ageing = (fields: Properties) =>
  changed(tokens.BUCKET_LIFECYCLE, { rules: [{ ...AGEING, ...fields }] });

/** The one rule of the bucket's replication, with other fields. */
const copying =
  (fields: Properties): Attempt =>
  ({ engine }, _id, all) => {
    const { state, inputs } = all.get(tokens.BUCKET_REPLICATION)!;
    const [rule] = inputs["rules"] as readonly Properties[];
    return engine.update(state, { ...inputs, rules: [{ ...rule, ...fields }] });
  };

export const RETENTION_REFUSALS: readonly Refusal[] = [
  [
    "a rule of a lifecycle is named once",
    changed(tokens.BUCKET_LIFECYCLE, { rules: [AGEING, AGEING] }),
    "InvalidArgument: Rule ID must be unique. Found same ID for more than one rule",
  ],
  [
    "a rule of a lifecycle does something",
    changed(tokens.BUCKET_LIFECYCLE, { rules: [{ id: "none", status: "Enabled" }] }),
    "InvalidRequest: At least one action needs to be specified in a rule",
  ],
  [
    "an object is 30 days in S3 Standard before it is seldom read",
    ageing({ transitions: [{ days: 7, storageClass: "STANDARD_IA" }] }),
    "InvalidArgument: 'Days' in Transition action must be greater than or equal to 30 for storageClass 'STANDARD_IA'",
  ],
  [
    "an object stays in a class as long as it must",
    ageing({
      transitions: [
        { days: 60, storageClass: "GLACIER" },
        { days: 90, storageClass: "DEEP_ARCHIVE" },
      ],
    }),
    "InvalidArgument: 'Days' in the 'Transition' action for StorageClass 'DEEP_ARCHIVE' for filter '(prefix=)' must be 90 days more than 'filter '(prefix=)'' in the 'Transition' action for StorageClass 'GLACIER'",
  ],
  [
    "an object goes after its last move",
    ageing({ expiration: { days: 90 } }),
    "InvalidArgument: 'Days' in the Expiration action for filter '(prefix=)' must be greater than 'Days' in the Transition action",
  ],
  [
    "an object moves to a class that S3 has",
    ageing({ transitions: [{ days: 30, storageClass: "COLD" }] }),
    'rules[0].transitions[0].storageClass: expected rules[0].transitions[0].storageClass to be one of ["GLACIER" "STANDARD_IA" "ONEZONE_IA" "INTELLIGENT_TIERING" "DEEP_ARCHIVE" "GLACIER_IR"], got COLD',
  ],
  [
    "a rule of a lifecycle is on or off",
    ageing({ status: "On" }),
    'rules[0].status: expected rules[0].status to be one of ["Enabled" "Disabled"], got On',
  ],
  [
    "a bucket without versions has no lock",
    inFresh(tokens.BUCKET_LOCK, { rule: { defaultRetention: { mode: "GOVERNANCE", days: 1 } } }),
    "InvalidBucketState: Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration",
  ],
  [
    "a retention is in days or years",
    changed(tokens.BUCKET_LOCK, { rule: { defaultRetention: { mode: "GOVERNANCE", days: 1, years: 1 } } }),
    'rule.defaultRetention: "rule.defaultRetention": exactly one of days, years must be specified',
  ],
  [
    "a retention has a mode that S3 knows",
    changed(tokens.BUCKET_LOCK, { rule: { defaultRetention: { mode: "FOREVER", days: 1 } } }),
    'rule.defaultRetention.mode: expected rule.defaultRetention.mode to be one of ["GOVERNANCE" "COMPLIANCE"], got FOREVER',
  ],
  [
    "a bucket without versions is not replicated",
    (sandbox, id, all) =>
      inFresh(tokens.BUCKET_REPLICATION, {
        ...all.get(tokens.BUCKET_REPLICATION)!.inputs,
        bucket: "atoll-fresh",
      })(sandbox, id, all),
    "InvalidRequest: Versioning must be 'Enabled' on the bucket to apply a replication configuration",
  ],
  [
    "objects are copied by a role that exists",
    changed(tokens.BUCKET_REPLICATION, { role: `arn:aws:iam::${ACCOUNT}:role/none` }),
    `UnusableRole: simulator: arn:aws:iam::${ACCOUNT}:role/none does not exist; AWS would take this configuration, and replicate nothing`,
  ],
  [
    "a rule with a filter says what comes of deletions",
    changed(tokens.BUCKET_REPLICATION, {
      rules: [{ status: "Enabled", filter: {}, destination: { bucket: "arn:aws:s3:::atoll-copies" } }],
    }),
    "InvalidRequest: DeleteMarkerReplication must be specified for this version of Cross Region Replication configuration schema. Please refer to S3 Developer Guide for more information.",
  ],
  [
    "objects are copied to a bucket that exists",
    copying({ destination: { bucket: "arn:aws:s3:::none" } }),
    "InvalidRequest: Destination bucket must exist.",
  ],
  [
    "objects are copied to another bucket",
    copying({ destination: { bucket: "arn:aws:s3:::atoll-backups" } }),
    "InvalidRequest: Destination bucket cannot be the same as the source bucket.",
  ],
  [
    "objects are copied to a bucket with versions",
    async (sandbox, id, all) => {
      await named("atoll-fresh")(sandbox, id, all);
      return copying({ destination: { bucket: "arn:aws:s3:::atoll-fresh" } })(sandbox, id, all);
    },
    "InvalidRequest: Destination bucket must have versioning enabled.",
  ],
  [
    "objects of a bucket with a lock are copied to another with one",
    async (sandbox, id, all) => {
      await inFresh(tokens.BUCKET_VERSIONING, { versioningConfiguration: { status: "Enabled" } })(
        sandbox,
        id,
        all,
      );
      return copying({ destination: { bucket: "arn:aws:s3:::atoll-fresh" } })(sandbox, id, all);
    },
    "InvalidRequest: Destination bucket must have object lock enabled.",
  ],
  [
    "a copy of what is encrypted has a key",
    copying({ sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: "Enabled" } } }),
    "InvalidRequest: ReplicaKmsKeyID must be specified if SseKmsEncryptedObjects tag is present.",
  ],
  [
    "the key of the copies exists",
    copying({
      destination: {
        bucket: "arn:aws:s3:::atoll-copies",
        encryptionConfiguration: { replicaKmsKeyId: `arn:aws:kms:eu-west-1:${ACCOUNT}:key/none` },
      },
    }),
    `UnknownKey: simulator: arn:aws:kms:eu-west-1:${ACCOUNT}:key/none does not exist; AWS would take this configuration, and fail to replicate`,
  ],
];

/** Strings that only S3 interprets. */

/** Cheaper storage for objects that are seldom read; both are read at once. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-class-intro.html */
export const INFREQUENT_CLASS = "STANDARD_IA";
export const ARCHIVE_CLASS = "GLACIER_IR";

/** Days that an object stays in infrequent access before it may go on to an archive. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html */
export const INFREQUENT_DAYS = 30;

/** Encrypts with a key of KMS. @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ServerSideEncryptionByDefault.html */
export const KMS_ENCRYPTION = "aws:kms";

/** Says whether a request came by TLS. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html */
export const SECURE_TRANSPORT_KEY = "aws:SecureTransport";
/** Every action of S3, for statements that deny. */
export const ALL_S3_ACTIONS = "s3:*";

/** Who replicates, and what it must be allowed to do where. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html */
export const S3_SERVICE = "s3.amazonaws.com";
export const REPLICATED_BUCKET_ACTIONS = ["s3:GetReplicationConfiguration", "s3:ListBucket"];
export const REPLICATED_OBJECT_ACTIONS = [
  "s3:GetObjectVersionForReplication",
  "s3:GetObjectVersionAcl",
  "s3:GetObjectVersionTagging",
  "s3:GetObjectRetention",
  "s3:GetObjectLegalHold",
];
export const REPLICA_OBJECT_ACTIONS = ["s3:ReplicateObject", "s3:ReplicateTags"];

/** What reading and writing encrypted objects needs of a key. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html */
export const DECRYPT_ACTION = "kms:Decrypt";
export const ENCRYPT_ACTIONS = ["kms:Encrypt", "kms:GenerateDataKey"];

/** Objects belong to the bucket's owner, and access lists count for nothing. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html */
export const NO_ACLS = "BucketOwnerEnforced";

import * as tokens from "../../../sandbox/aws/tokens.ts";
import type { Properties } from "../../../sandbox/provider/properties.ts";
import { bucketStatement } from "../bucket-recipes.ts";
import { ACCOUNT } from "../network.ts";
import type { Attempt, Refusal } from "./refusal.ts";

export const namedBucket = (bucket: string): Attempt => {
  return ({ make }) => make(tokens.BUCKET, { bucket });
};

/** The bucket of backups gets other inputs of a type that it has. */
export const changedBucket =
  (type: string, inputs: Properties): Attempt =>
  ({ engine }, _id, all) => {
    const { state, inputs: before } = all.get(type)!;
    return engine.update(state, { ...before, ...inputs });
  };

const policy =
  (more: Readonly<Record<string, unknown>>): Attempt =>
  ({ make }, id) =>
    make(tokens.BUCKET_POLICY, {
      bucket: id(tokens.BUCKET),
      policy: bucketStatement("arn:aws:s3:::atoll-backups", more),
    });

const INVALID_NAME = "InvalidBucketName: The specified bucket is not valid.";

export const BUCKET_REFUSALS: readonly Refusal[] = [
  ["a bucket's name has no capitals", namedBucket("Atoll"), INVALID_NAME],
  ["a bucket's name has three characters at least", namedBucket("at"), INVALID_NAME],
  ["a bucket's name has no two dots in a row", namedBucket("atoll..logs"), INVALID_NAME],
  ["a bucket's name is no address", namedBucket("10.0.0.1"), INVALID_NAME],
  ["a bucket's name does not start as AWS's own", namedBucket("xn--atoll"), INVALID_NAME],
  ["a bucket's name does not end as AWS's own", namedBucket("atoll-s3alias"), INVALID_NAME],
  [
    "a bucket is made once",
    namedBucket("atoll-backups"),
    "BucketAlreadyOwnedByYou: Your previous request to create the named bucket succeeded and you already own it.",
  ],
  [
    "a bucket's name is nobody else's",
    async (sandbox, id, all) => {
      sandbox.cloud.put({
        ...sandbox.cloud.find({ id: id(tokens.BUCKET) })!,
        id: "atoll",
        account: "222222222222",
      });
      return namedBucket("atoll")(sandbox, id, all);
    },
    "BucketAlreadyExists: The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.",
  ],
  [
    "what is said of a bucket has resources of its own",
    ({ make }) => make(tokens.BUCKET, { bucket: "atoll-more", versioning: { enabled: true } }),
    "versioning: deprecated by the provider and not simulated",
  ],
  [
    "a bucket with objects stays",
    ({ cloud, engine }, id, all) => {
      cloud.edit(id(tokens.BUCKET), { state: { objects: 1 } });
      return engine.delete(all.get(tokens.BUCKET)!.state);
    },
    "BucketNotEmpty: The bucket you tried to delete is not empty. You must delete all versions in the bucket.",
  ],
  [
    "objects that are retained stay, whoever forces it",
    async ({ cloud, engine }, id, all) => {
      const { state, inputs } = all.get(tokens.BUCKET)!;
      const forced = await engine.update(state, { ...inputs, forceDestroy: true });
      cloud.edit(id(tokens.BUCKET), { state: { objects: 1 } });
      return engine.delete(forced);
    },
    "AccessDenied: Access Denied because object protected by object lock.",
  ],
  [
    "a setting is for a bucket that exists",
    ({ make }) =>
      make(tokens.BUCKET_OWNERSHIP, { bucket: "none", rule: { objectOwnership: "BucketOwnerEnforced" } }),
    "NoSuchBucket: The specified bucket does not exist",
  ],
  [
    "a setting is for a bucket of the same account",
    ({ cloud, make }, id) => {
      cloud.put({ ...cloud.find({ id: id(tokens.BUCKET) })!, id: "atoll", account: "222222222222" });
      return make(tokens.BUCKET_PUBLIC_ACCESS, { bucket: "atoll" });
    },
    "AccessDenied: Access Denied",
  ],
  [
    "a setting is for a bucket of the same region",
    async ({ make }) => {
      await make(tokens.BUCKET, { bucket: "atoll-far", region: "eu-west-1" });
      return make(tokens.BUCKET_PUBLIC_ACCESS, { bucket: "atoll-far" });
    },
    "PermanentRedirect: The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.",
  ],
  [
    "versions of a bucket with a lock go on",
    changedBucket(tokens.BUCKET_VERSIONING, { versioningConfiguration: { status: "Suspended" } }),
    "InvalidBucketState: An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.",
  ],
  [
    "versions of a bucket that is replicated go on",
    ({ engine }, _id, all) => engine.delete(all.get(tokens.BUCKET_VERSIONING)!.state),
    "InvalidBucketState: A replication configuration is present on this bucket, so you cannot change the versioning state. To change the versioning state, first delete the replication configuration.",
  ],
  [
    "versions are on or off",
    changedBucket(tokens.BUCKET_VERSIONING, { versioningConfiguration: { status: "On" } }),
    'versioningConfiguration.status: expected versioningConfiguration.status to be one of ["Enabled" "Suspended" "Disabled"], got On',
  ],
  [
    "a bucket is encrypted as S3 can",
    changedBucket(tokens.BUCKET_ENCRYPTION, {
      rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "KMS" } }],
    }),
    'rules[0].applyServerSideEncryptionByDefault.sseAlgorithm: expected rules[0].applyServerSideEncryptionByDefault.sseAlgorithm to be one of ["AES256" "aws:kms" "aws:kms:dsse"], got KMS',
  ],
  [
    "S3's own encryption has no key of ours",
    changedBucket(tokens.BUCKET_ENCRYPTION, {
      rules: [
        { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256", kmsMasterKeyId: "alias/state" } },
      ],
    }),
    "InvalidArgument: a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse",
  ],
  [
    "a bucket's key exists",
    changedBucket(tokens.BUCKET_ENCRYPTION, {
      rules: [
        { applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: "alias/none" } },
      ],
    }),
    "UnknownKey: simulator: alias/none does not exist; AWS would take this configuration, and refuse every upload",
  ],
  [
    "objects are owned in a way that S3 knows",
    changedBucket(tokens.BUCKET_OWNERSHIP, { rule: { objectOwnership: "Me" } }),
    'rule.objectOwnership: expected rule.objectOwnership to be one of ["BucketOwnerPreferred" "ObjectWriter" "BucketOwnerEnforced"], got Me',
  ],
  [
    "a bucket's policy is JSON",
    ({ make }, id) => make(tokens.BUCKET_POLICY, { bucket: id(tokens.BUCKET), policy: "{" }),
    'policy: "policy" contains an invalid JSON policy: not a JSON document',
  ],
  [
    "a bucket's policy is about the bucket",
    policy({ Resource: "arn:aws:s3:::atoll-copies" }),
    "MalformedPolicy: Policy has invalid resource",
  ],
  [
    "a bucket's policy has S3's actions",
    policy({ Action: "kms:Decrypt" }),
    "MalformedPolicy: Policy has invalid action",
  ],
  [
    "a bucket's policy names roles that exist",
    policy({ Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/none` } }),
    "MalformedPolicy: Invalid principal in policy",
  ],
  [
    "a bucket's policy says who",
    ({ make }, id) =>
      make(tokens.BUCKET_POLICY, { bucket: id(tokens.BUCKET), policy: '{"Statement":[{"Effect":"Deny"}]}' }),
    "MalformedPolicy: Missing required field Principal",
  ],
  ["a bucket's policy says what", policy({ Action: [] }), "MalformedPolicy: Missing required field Action"],
  [
    "a bucket's policy says on what",
    policy({ Resource: [] }),
    "MalformedPolicy: Missing required field Resource",
  ],
  [
    "a bucket's policy says something",
    ({ make }, id) => make(tokens.BUCKET_POLICY, { bucket: id(tokens.BUCKET), policy: '{"Statement":[]}' }),
    "MalformedPolicy: Missing required field Statement",
  ],
  [
    "a bucket is not public",
    policy({ Effect: "Allow" }),
    `AccessDenied: User: arn:aws:sts::${ACCOUNT}:assumed-role/simulated/atoll is not authorized to perform: s3:PutBucketPolicy on resource: "arn:aws:s3:::atoll-backups" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.`,
  ],
];

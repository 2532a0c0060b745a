import * as tokens from "../../../sandbox/aws/tokens.ts";
import type { Properties } from "../../../sandbox/provider/properties.ts";
import type { Attempt, Refusal } from "./refusal.ts";

const secret = (inputs: Properties): Attempt => {
  return ({ make }) => make(tokens.SECRET, { name: "atoll/other", ...inputs });
};

const value =
  (inputs: Properties): Attempt =>
  ({ make }, id) =>
    make(tokens.SECRET_VERSION, { secretId: id(tokens.SECRET), ...inputs });

const object =
  (inputs: Properties): Attempt =>
  ({ make }, _id, all) =>
    make(tokens.BUCKET_OBJECT, { ...all.get(tokens.BUCKET_OBJECT)!.inputs, ...inputs });

export const SECRET_REFUSALS: readonly Refusal[] = [
  [
    "a secret's name is letters, digits and -/_+=.@!",
    secret({ name: "a b" }),
    "ValidationException: Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!",
  ],
  [
    "a secret is made once",
    secret({ name: "atoll/edge/server" }),
    "ResourceExistsException: The operation failed because the secret atoll/edge/server already exists.",
  ],
  [
    "a deleted secret keeps its name as long as it can be brought back",
    async (sandbox, id, all) => {
      const made = await sandbox.make(tokens.SECRET, { name: "atoll/other", recoveryWindowInDays: 7 });
      await sandbox.engine.delete(made);
      return secret({})(sandbox, id, all);
    },
    "InvalidRequestException: You can't create this secret because a secret with this name is already scheduled for deletion.",
  ],
  [
    "a deleted secret takes no value",
    async ({ engine, make }) => {
      const made = await make(tokens.SECRET, { name: "atoll/other", recoveryWindowInDays: 7 });
      await engine.delete(made);
      return make(tokens.SECRET_VERSION, { secretId: made.id, secretString: "token" });
    },
    "InvalidRequestException: You can't perform this operation on the secret because it was marked for deletion.",
  ],
  [
    "a secret can be brought back for 7 to 30 days, or not at all",
    secret({ recoveryWindowInDays: 3 }),
    "recoveryWindowInDays: expected recoveryWindowInDays to be one of [0] or in the range (7 - 30), got 3",
  ],
  [
    "a secret's key exists",
    secret({ kmsKeyId: "alias/none" }),
    "EncryptionFailure: simulator: alias/none does not exist; AWS says so when a value is put",
  ],
  [
    "a value is of a secret that exists",
    value({ secretId: "none", secretString: "token" }),
    "ResourceNotFoundException: Secrets Manager can't find the specified secret.",
  ],
  [
    "a value has 64 KiB at most",
    value({ secretString: "x".repeat(65_537) }),
    "ValidationException: 1 validation error detected: Value at 'secretString' failed to satisfy constraint: Member must have length less than or equal to 65536",
  ],
  [
    "a value is text or bytes",
    value({}),
    ': exactly one of "secretBinary", "secretString", "secretStringWo" is required',
  ],
];

export const OBJECT_REFUSALS: readonly Refusal[] = [
  [
    "an object's bucket exists",
    object({ bucket: "none" }),
    "NoSuchBucket: The specified bucket does not exist",
  ],
  [
    "an object's key has 1024 bytes at most",
    object({ key: "k".repeat(1_025) }),
    "KeyTooLongError: Your key is too long",
  ],
  [
    "an object's KMS key exists",
    object({ kmsKeyId: "alias/none" }),
    "KMS.NotFoundException: Key 'alias/none' does not exist",
  ],
  [
    "an object has one content",
    object({ contentBase64: "e30=" }),
    'content: "content": conflicts with contentBase64',
  ],
  [
    "an object's content is given",
    object({ content: "", source: "keys.json" }),
    "source: files are not simulated: give the content",
  ],
  [
    "an object under a hold stays",
    async ({ engine }, _id, all) => {
      const { state, inputs } = all.get(tokens.BUCKET_OBJECT)!;
      return engine.delete(await engine.update(state, { ...inputs, objectLockLegalHoldStatus: "ON" }));
    },
    "AccessDenied: Access Denied because object protected by object lock.",
  ],
  [
    "a bucket that holds an object of the program stays",
    ({ engine }, _id, all) => engine.delete(all.get(tokens.BUCKET)!.state),
    "BucketNotEmpty: The bucket you tried to delete is not empty. You must delete all versions in the bucket.",
  ],
];

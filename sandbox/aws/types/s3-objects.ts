import { createHash } from "node:crypto";
import type { Properties } from "../../provider/properties.ts";
import type { Cloud, Thing } from "../cloud.ts";
import { AwsError } from "../error.ts";
import { Inputs, text, textIn, type Call, type Kind, type Refusals } from "../kind.ts";
import * as tokens from "../tokens.ts";
import { choiceRefusal } from "./eks.ts";
import { keyByReference } from "./kms.ts";
import { findBucket, settingOf } from "./s3-bucket.ts";
import { isVersioned } from "./s3-settings.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
const KEY_BYTES = 1_024;

const ALGORITHMS = ["AES256", "aws:fsx", "aws:kms", "aws:kms:dsse"];

/** Characters of an object's version. */
const VERSION_DIGITS = 32;

const CONTENTS = ["content", "contentBase64"];

function refusals(inputs: Inputs): Refusals {
  const both = CONTENTS.every((name) => inputs.has(name));
  return [
    ...(both ? [["content", '"content": conflicts with contentBase64'] as const] : []),
    ...(inputs.has("source") ? [["source", "files are not simulated: give the content"] as const] : []),
    ...choiceRefusal(inputs, "serverSideEncryption", ALGORITHMS),
  ];
}

function bytesOf(inputs: Inputs): Buffer {
  const encoded = inputs.optionalText("contentBase64");
  return encoded === undefined ? Buffer.from(inputs.text("content")) : Buffer.from(encoded, "base64");
}

/** How a bucket encrypts what does not say so itself. */
function bucketEncryption(call: Call, bucket: Thing): Inputs {
  const told = settingOf(call, bucket, tokens.BUCKET_ENCRYPTION);
  const [rule] = new Inputs(told?.state ?? {}).objects("rules");
  return new Inputs({
    ...rule?.object("applyServerSideEncryptionByDefault").all,
    bucketKeyEnabled: rule?.flag("bucketKeyEnabled") === true,
  });
}

function checkKey(call: Call): void {
  const name = call.inputs.optionalText("kmsKeyId");
  if (name === undefined || keyByReference(call, name) !== undefined) return;
  throw new AwsError("KMS.NotFoundException", `Key '${name}' does not exist`);
}

/** What S3 says of an object when it has taken it. */
function stored(call: Call, bucket: Thing): Properties {
  const { inputs } = call;
  const encryption = bucketEncryption(call, bucket);
  const bytes = bytesOf(inputs);
  const version = `${bucket.id}/${inputs.text("key")}/${call.cloud.next("object")}`;
  return {
    acl: inputs.optionalText("acl") ?? "private",
    bucketKeyEnabled: inputs.flag("bucketKeyEnabled") || encryption.flag("bucketKeyEnabled"),
    contentType: inputs.optionalText("contentType") ?? "application/octet-stream",
    etag: createHash("md5").update(bytes).digest("hex"),
    kmsKeyId: inputs.optionalText("kmsKeyId") ?? encryption.text("kmsMasterKeyId"),
    serverSideEncryption:
      inputs.optionalText("serverSideEncryption") ?? encryption.optionalText("sseAlgorithm") ?? "AES256",
    storageClass: inputs.optionalText("storageClass") ?? "STANDARD",
    versionId: isVersioned(call, bucket)
      ? createHash("sha256").update(version).digest("hex").slice(0, VERSION_DIGITS)
      : "",
    ...{ checksumCrc32: "", checksumCrc32c: "", checksumCrc64nvme: "", checksumSha1: "", checksumSha256: "" },
  };
}

function put(call: Call): { readonly id: string; readonly computed: Properties } {
  const bucket = findBucket(call, call.inputs.text("bucket"));
  const key = call.inputs.text("key");
  if (Buffer.byteLength(key) > KEY_BYTES) {
    throw new AwsError("KeyTooLongError", "Your key is too long");
  }
  checkKey(call);
  const computed = { arn: `arn:aws:s3:::${bucket.id}/${key}`, ...stored(call, bucket) };
  return { id: `${bucket.id}/${key}`, computed };
}

function isLocked(thing: Thing): boolean {
  return text(thing, "objectLockLegalHoldStatus") === "ON";
}

/** PutObject overwrites what is there. */
export const bucketObject: Kind = {
  label: "S3 Object",
  service: "S3",
  calls: { create: "PutObject", update: "PutObject", delete: "DeleteObject" },
  importQuery: (id) => ({ id: id.replace(/^s3:\/\//, "") }),
  refusals,
  create: put,
  update: (call) => put(call).computed,
  delete: (call, thing) => {
    if (!isLocked(thing) || call.inputs.flag("forceDestroy")) return;
    throw new AwsError("AccessDenied", "Access Denied because object protected by object lock.");
  },
};

/** An object's bytes; undefined where there is none. */
export function objectIn(cloud: Cloud, bucket: string, key: string): Buffer | undefined {
  const [found] = cloud.list({ type: tokens.BUCKET_OBJECT, id: `${bucket}/${key}` });
  return found === undefined ? undefined : bytesOf(new Inputs(found.state));
}

/** Keys of a bucket's objects that begin so, in order. */
export function keysIn(cloud: Cloud, bucket: string, prefix = ""): readonly string[] {
  return cloud
    .list({ type: tokens.BUCKET_OBJECT, state: { bucket } })
    .map(({ state }) => textIn(state, "key"))
    .filter((key) => key.startsWith(prefix))
    .sort();
}

/**
 * Puts an object as a machine does, without a program.
 *
 * @returns false where there is one already and none may be overwritten, or where there is no such bucket
 */
export function putObject(
  cloud: Cloud,
  where: { readonly bucket: string; readonly key: string },
  content: Buffer,
  isNew = false,
): boolean {
  return cloud.transaction(() => {
    const found = cloud.find({ type: tokens.BUCKET, id: where.bucket });
    const id = `${where.bucket}/${where.key}`;
    const place = found && { account: found.account, region: found.region };
    if (place === undefined) return false;
    const taken = cloud.find({ type: tokens.BUCKET_OBJECT, id });
    if (isNew && taken !== undefined) return false;
    const state = { ...taken?.state, ...where, content: "", contentBase64: content.toString("base64") };
    cloud.put({ type: tokens.BUCKET_OBJECT, id, ...place, state, tags: taken?.tags ?? {} });
    return true;
  });
}

/** Takes an object away; one that is not there is no fault. */
export function deleteObject(cloud: Cloud, bucket: string, key: string): void {
  cloud.delete({ type: tokens.BUCKET_OBJECT, id: `${bucket}/${key}` });
}

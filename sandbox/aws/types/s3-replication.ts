import type { Thing } from "../cloud.ts";
import { AwsError } from "../error.ts";
import type { Call, Inputs, Kind, Refusals } from "../kind.ts";
import * as tokens from "../tokens.ts";
import { choiceRefusal } from "./eks.ts";
import { keyByReference } from "./kms.ts";
import { findBucket } from "./s3-bucket.ts";
import { isVersioned, madeFor } from "./s3-settings.ts";
import { roleByArn, trusts } from "./trust.ts";

const invalid = (message: string) => new AwsError("InvalidRequest", message);

/** S3 takes any role, and replicates nothing with one that it cannot take. */
function checkRole(call: Call): void {
  const roleArn = call.inputs.text("role");
  const role = roleByArn(call, roleArn);
  if (role !== undefined && trusts(role, "s3.amazonaws.com", "sts:AssumeRole")) return;
  const why = role === undefined ? "does not exist" : "does not let s3.amazonaws.com assume it";
  throw new AwsError(
    "UnusableRole",
    `simulator: ${roleArn} ${why}; AWS would take this configuration, and replicate nothing`,
  );
}

/** Buckets in all accounts and regions are one namespace. */
function checkDestination(call: Call, source: Thing, destination: Inputs): void {
  const name = destination.text("bucket").replace(/^arn:aws:s3:::/, "");
  const target = call.cloud.find({ type: tokens.BUCKET, id: name });
  if (target === undefined) throw invalid("Destination bucket must exist.");
  if (target.id === source.id) throw invalid("Destination bucket cannot be the same as the source bucket.");
  if (!isVersioned(call, target)) throw invalid("Destination bucket must have versioning enabled.");
  if (source.state["objectLockEnabled"] === true && target.state["objectLockEnabled"] !== true) {
    throw invalid("Destination bucket must have object lock enabled.");
  }
}

function checkKeys(call: Call, rule: Inputs): void {
  const key = rule.object("destination").object("encryptionConfiguration").optionalText("replicaKmsKeyId");
  const encrypted = rule.object("sourceSelectionCriteria").object("sseKmsEncryptedObjects").text("status");
  if (encrypted === "Enabled" && key === undefined) {
    throw invalid("ReplicaKmsKeyID must be specified if SseKmsEncryptedObjects tag is present.");
  }
  if (key === undefined || keyByReference(call, key) !== undefined) return;
  throw new AwsError(
    "UnknownKey",
    `simulator: ${key} does not exist; AWS would take this configuration, and fail to replicate`,
  );
}

function checkReplication(call: Call): void {
  const source = findBucket(call, call.inputs.text("bucket"));
  if (!isVersioned(call, source)) {
    throw invalid("Versioning must be 'Enabled' on the bucket to apply a replication configuration");
  }
  checkRole(call);
  for (const rule of call.inputs.objects("rules")) {
    if (rule.has("filter") && !rule.has("deleteMarkerReplication")) {
      throw invalid(
        "DeleteMarkerReplication must be specified for this version of Cross Region Replication configuration " +
          "schema. Please refer to S3 Developer Guide for more information.",
      );
    }
    checkDestination(call, source, rule.object("destination"));
    checkKeys(call, rule);
  }
}

function refusals(inputs: Inputs): Refusals {
  return inputs
    .objects("rules")
    .flatMap((rule, index) =>
      choiceRefusal(rule, "status", ["Enabled", "Disabled"], `rules[${index}].status`),
    );
}

export const bucketReplication: Kind = {
  label: "S3 Bucket Replication Configuration",
  service: "S3",
  calls: {
    create: "PutBucketReplication",
    update: "PutBucketReplication",
    delete: "DeleteBucketReplication",
  },
  refusals,
  create: (call) => {
    checkReplication(call);
    return madeFor(call);
  },
  update: (call) => {
    checkReplication(call);
    return {};
  },
};

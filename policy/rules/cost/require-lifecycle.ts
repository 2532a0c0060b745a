import { type Answer, counterpartFindings } from "../../counterpart.ts";
import { isIssuerBucket } from "../../issuer-bucket.ts";
import type { StackRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

function answer(inputs: Value): Answer {
  const rules = inputs.at("rules").items;
  const active = rules.filter((rule) => rule.at("status").known === "Enabled");
  if (
    active.some(
      (rule) => typeof rule.at("abortIncompleteMultipartUpload", "daysAfterInitiation").known === "number",
    )
  )
    return "yes";
  const open = [
    ...rules,
    ...rules.map((rule) => rule.at("status")),
    ...active.map((rule) => rule.at("abortIncompleteMultipartUpload", "daysAfterInitiation")),
  ];
  return open.some((one) => one.isUnknown) ? "unknown" : "no";
}

export const requireLifecycle: StackRule = {
  id: "require-lifecycle",
  level: "mandatory",
  group: "cost",
  scope: "stack",
  what: "What a bucket keeps ends some day, and so does what was never finished",
  why: "parts of uploads that broke off, and old versions, are paid for and shown nowhere",
  remedy:
    "add a lifecycle with abortIncompleteMultipartUpload, and noncurrentVersionExpiration where it is versioned",
  answers: ["AWS S3.13: buckets have a lifecycle"],
  see: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html",
  check: (resources) =>
    counterpartFindings(resources, {
      of: "aws:s3/bucket:Bucket",
      by: { "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": "bucket" },
      named: "bucket",
      path: "lifecycle",
      expected: "a lifecycle that ends uploads which broke off",
      counts: answer,
      needs: (bucket, wiring) => !isIssuerBucket(bucket, wiring),
    }),
};

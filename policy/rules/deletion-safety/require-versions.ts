import { type Answer, counterpartFindings } from "../../counterpart.ts";
import { isIssuerBucket } from "../../issuer-bucket.ts";
import type { StackRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

function answer(inputs: Value): Answer {
  const status = inputs.at("versioningConfiguration", "status");
  return status.isUnknown ? "unknown" : status.known === "Enabled" ? "yes" : "no";
}

export const requireVersions: StackRule = {
  id: "require-versions",
  level: "mandatory",
  group: "deletion-safety",
  scope: "stack",
  what: "A bucket keeps what was overwritten or deleted in it",
  why: "one wrong command, or one key that leaked, is enough to lose what lies in it",
  remedy: "add a BucketVersioning with status Enabled",
  answers: ["AWS S3.14: buckets keep versions", "threat: destroy one's own backups"],
  see: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html",
  check: (resources) =>
    counterpartFindings(resources, {
      of: "aws:s3/bucket:Bucket",
      by: { "aws:s3/bucketVersioning:BucketVersioning": "bucket" },
      named: "bucket",
      path: "versioning",
      expected: "versions",
      counts: answer,
      needs: (bucket, wiring) => !isIssuerBucket(bucket, wiring),
    }),
};

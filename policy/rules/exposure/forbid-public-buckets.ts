import { type Answer, counterpartFindings } from "../../counterpart.ts";
import { isIssuerBucket } from "../../issuer-bucket.ts";
import type { Resource } from "../../resource.ts";
import type { StackRule } from "../../rule.ts";
import type { Value } from "../../value.ts";
import type { Wiring } from "../../wiring.ts";

const SETTINGS = [
  "blockPublicAcls",
  "blockPublicPolicy",
  "ignorePublicAcls",
  "restrictPublicBuckets",
] as const;

/** An issuer's keys are worth something because everybody reads them; lists of rights are refused there, too. */
const FOR_KEYS: ReadonlySet<string> = new Set(["blockPublicAcls", "ignorePublicAcls"]);

function answer(inputs: Value, bucket: Resource, wiring: Wiring): Answer {
  const isIssuer = isIssuerBucket(bucket, wiring);
  const asked = SETTINGS.filter((setting) => !isIssuer || FOR_KEYS.has(setting));
  const values = asked.map((setting) => inputs.at(setting));
  if (values.some((value) => !value.isUnknown && value.known !== true)) return "no";
  return values.some((value) => value.isUnknown) ? "unknown" : "yes";
}

export const forbidPublicBuckets: StackRule = {
  id: "forbid-public-buckets",
  level: "mandatory",
  group: "exposure",
  scope: "stack",
  what: "Every bucket blocks public access, but for one that publishes keys",
  why: "one wrong policy or list of rights shows everything to everybody",
  remedy: "add a BucketPublicAccessBlock with all four settings true",
  answers: ["AWS S3.8: buckets block public access"],
  see: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html",
  check: (resources) =>
    counterpartFindings(resources, {
      of: "aws:s3/bucket:Bucket",
      by: { "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": "bucket" },
      named: "bucket",
      path: "publicAccessBlock",
      expected: "a block of all public access",
      counts: answer,
    }),
};

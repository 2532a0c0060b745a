import { type Answer, counterpartFindings } from "../../counterpart.ts";
import { statementsOf } from "../../iam-document.ts";
import type { StackRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

const STAR: ReadonlySet<unknown> = new Set(["*"]);

/** A statement that denies everybody everything without TLS. */
function answer(inputs: Value): Answer {
  const policy = inputs.at("policy");
  if (policy.isUnknown) return "unknown";
  const denies = statementsOf(policy.parsed).filter((one) => {
    const secure = one.at("Condition", "Bool", "aws:SecureTransport");
    const principal = one.at("Principal");
    const isForAll = STAR.has(principal.known) || STAR.has(principal.at("AWS").known);
    const isWhole = one.at("Action").items.some(({ known }) => known === "s3:*" || known === "*");
    return one.at("Effect").known === "Deny" && String(secure.known) === "false" && isForAll && isWhole;
  });
  return denies.length > 0 ? "yes" : "no";
}

export const requireTlsToBuckets: StackRule = {
  id: "require-tls-to-buckets",
  level: "mandatory",
  group: "encryption",
  scope: "stack",
  what: "Every bucket refuses requests that are not encrypted on their way",
  why: "a request by plain HTTP shows the object, and a signature that works again, to everybody on the way",
  remedy: "add a bucket policy that denies where aws:SecureTransport is false",
  answers: ["AWS S3.5: buckets ask for TLS"],
  see: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html",
  check: (resources) =>
    counterpartFindings(resources, {
      of: "aws:s3/bucket:Bucket",
      by: { "aws:s3/bucketPolicy:BucketPolicy": "bucket" },
      named: "bucket",
      path: "bucketPolicy",
      expected: "a policy that denies every request without TLS",
      counts: answer,
    }),
};

import { isObject, type Properties, type Value } from "../../provider/properties.ts";
import type { Thing } from "../cloud.ts";
import { AwsError } from "../error.ts";
import type { Call, Kind } from "../kind.ts";
import * as tokens from "../tokens.ts";
import { documentRefusal, listed, statementsOf } from "./policy-document.ts";
import { findBucket, settingOf } from "./s3-bucket.ts";
import { madeFor } from "./s3-settings.ts";

const malformed = (message: string) => new AwsError("MalformedPolicy", message);

/** A role of the caller's own account, when it is none of an account that the simulator may not have. */
const OWN_ROLE = /^arn:aws:iam::(\d{12}):role\//;

function principals(statement: Properties): readonly Value[] {
  const principal = statement["Principal"];
  return isObject(principal) ? listed(principal["AWS"]) : listed(principal);
}

function checkPrincipals(call: Call, statement: Properties): void {
  for (const principal of principals(statement)) {
    if (typeof principal !== "string" || OWN_ROLE.exec(principal)?.[1] !== call.account) continue;
    const role = { type: tokens.ROLE, account: call.account, region: "", state: { arn: principal } };
    if (call.cloud.count(role) === 0) throw malformed("Invalid principal in policy");
  }
}

function checkStatement(call: Call, statement: Properties, bucketArn: string): void {
  if (!("Principal" in statement || "NotPrincipal" in statement)) {
    throw malformed("Missing required field Principal");
  }
  const actions = listed(statement["Action"] ?? statement["NotAction"]).map(String);
  if (actions.length === 0) throw malformed("Missing required field Action");
  if (actions.some((action) => action !== "*" && !action.startsWith("s3:"))) {
    throw malformed("Policy has invalid action");
  }
  const resources = listed(statement["Resource"] ?? statement["NotResource"]).map(String);
  if (resources.length === 0) throw malformed("Missing required field Resource");
  if (resources.some((one) => one !== bucketArn && !one.startsWith(`${bucketArn}/`))) {
    throw malformed("Policy has invalid resource");
  }
  checkPrincipals(call, statement);
}

/** Whoever it is may do it: what S3 calls public. */
export function isPublic(statement: Properties): boolean {
  return (
    statement["Effect"] === "Allow" && principals(statement).includes("*") && !("Condition" in statement)
  );
}

/** A bucket is closed to the public from its first day, until a resource of its own opens it. */
function refusePublic(call: Call, bucket: Thing): void {
  const block = settingOf(call, bucket, tokens.BUCKET_PUBLIC_ACCESS);
  if (block !== undefined && block.state["blockPublicPolicy"] !== true) return;
  throw new AwsError(
    "AccessDenied",
    `User: arn:aws:sts::${call.account}:assumed-role/simulated/atoll is not authorized to perform: ` +
      `s3:PutBucketPolicy on resource: "arn:aws:s3:::${bucket.id}" because public policies are prevented ` +
      "by the BlockPublicPolicy setting in S3 Block Public Access.",
  );
}

function checkPolicy(call: Call): void {
  const bucket = findBucket(call, call.inputs.text("bucket"));
  const statements = statementsOf(call.inputs.text("policy"));
  if (statements.length === 0) throw malformed("Missing required field Statement");
  for (const statement of statements) checkStatement(call, statement, `arn:aws:s3:::${bucket.id}`);
  if (statements.some(isPublic)) refusePublic(call, bucket);
}

/** PutBucketPolicy overwrites the policy that is there. */
export const bucketPolicy: Kind = {
  label: "S3 Bucket Policy",
  service: "S3",
  calls: { create: "PutBucketPolicy", update: "PutBucketPolicy", delete: "DeleteBucketPolicy" },
  documents: ["policy"],
  refusals: (inputs) => documentRefusal(inputs, "policy"),
  create: (call) => {
    checkPolicy(call);
    return madeFor(call);
  },
  update: (call) => {
    checkPolicy(call);
    return {};
  },
};

import { expect, test } from "vitest";
import * as plan from "../../../components/bootstrap/account-permissions-plan.ts";
import { serverPermissions } from "../../../components/bootstrap/server-permissions-plan.ts";
import { KINDS } from "../../../sandbox/aws/kinds.ts";

const PREFIXES: Readonly<Record<string, string>> = {
  "Auto Scaling": "autoscaling",
  "Elastic Load Balancing v2": "elasticloadbalancing",
  "Secrets Manager": "secretsmanager",
  "CloudWatch Logs": "logs",
  EventBridge: "events",
  "Route 53": "route53",
};

/** Calls of S3 whose rights have other names. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html */
const S3_RIGHTS: Readonly<Record<string, string>> = {
  DeleteBucketEncryption: "PutEncryptionConfiguration",
  DeleteBucketLifecycle: "PutLifecycleConfiguration",
  DeleteBucketOwnershipControls: "PutBucketOwnershipControls",
  DeleteBucketReplication: "PutReplicationConfiguration",
  DeletePublicAccessBlock: "PutBucketPublicAccessBlock",
  PutBucketEncryption: "PutEncryptionConfiguration",
  PutBucketLifecycleConfiguration: "PutLifecycleConfiguration",
  PutBucketReplication: "PutReplicationConfiguration",
  PutObjectLockConfiguration: "PutBucketObjectLockConfiguration",
  PutPublicAccessBlock: "PutBucketPublicAccessBlock",
};

/** Services whose calls these are; others have rights under names of their own. */
const SERVICES = new Set(["EC2", "EKS", "IAM", "KMS", "S3", "SQS", "SSM", ...Object.keys(PREFIXES)]);

test("the deployer may make every call that makes, changes or deletes a type of the program", () => {
  const account = { accountId: "111122223333", awsRegions: ["eu-central-1"], organisation: "lagoon" };
  const lists = [
    plan.readPermissions(account),
    plan.networkPermissions(account),
    plan.clusterPermissions(account),
    plan.orphanPermissions(account),
    plan.dataPermissions(account),
    serverPermissions(account),
  ];
  const may = new Set(lists.flat().flatMap(({ actions }) => actions));
  const needed = Object.values(KINDS)
    .filter(({ service }) => SERVICES.has(service))
    .flatMap(({ service, calls }) => {
      const right = (call: string): string => (service === "S3" ? (S3_RIGHTS[call] ?? call) : call);
      return Object.values(calls).map(
        (call) => `${PREFIXES[service] ?? service.toLowerCase()}:${right(call)}`,
      );
    });
  expect(needed.length).toBeGreaterThan(100);
  expect([...new Set(needed)].filter((action) => !may.has(action)).sort()).toEqual([]);
});

import { ALL_S3_ACTIONS, SECURE_TRANSPORT_KEY } from "../../fleet/regions/s3-vocabulary.ts";
import { DISCOVERY_PATH, KEYS_PATH } from "../../fleet/oidc-vocabulary.ts";
import { READ_OBJECT_ACTION } from "../../fleet/k3s/aws-vocabulary.ts";
import { policyDocument } from "../cluster/policy-document.ts";
import { bucketArn } from "../region/bucket-plan.ts";

/** Folder of the tokens that open snapshots. */
export const TOKENS = "tokens";

/** Days for which what was overwritten or deleted can still be had again. */
export const UNDO_DAYS = 30;

/** Lets everybody read the two documents of an issuer, and nothing else. */
export function issuerPolicy(awsName: string): string {
  const arn = bucketArn(awsName);
  return JSON.stringify(
    policyDocument([
      {
        Sid: "TlsOnly",
        Effect: "Deny",
        Principal: "*",
        Action: ALL_S3_ACTIONS,
        Resource: [arn, `${arn}/*`],
        Condition: { Bool: { [SECURE_TRANSPORT_KEY]: "false" } },
      },
      {
        Sid: "ReadDocuments",
        Effect: "Allow",
        Principal: "*",
        Action: READ_OBJECT_ACTION,
        Resource: [DISCOVERY_PATH, KEYS_PATH].map((path) => `${arn}/${path}`),
      },
    ]),
  );
}

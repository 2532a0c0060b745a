import {
  SERVICE_ACCOUNT_AUDIENCE,
  serviceAccountSubject,
  WEB_IDENTITY_ACTION,
} from "../../fleet/oidc-vocabulary.ts";
import type { Subject } from "./identity-names.ts";
import { policyDocument } from "./policy-document.ts";

/**
 * What lets one ServiceAccount take a role by its own token. Both conditions are exact: without the subject every pod of
 * the cluster would have the role, and without the audience a token made for somebody else would do.
 *
 * @param issuer of the tokens, without https://, as AWS names it in conditions.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
 */
export function oidcTrust(providerArn: unknown, issuer: string, subject: Subject): object {
  return policyDocument([
    {
      Effect: "Allow",
      Principal: { Federated: providerArn },
      Action: WEB_IDENTITY_ACTION,
      Condition: {
        StringEquals: {
          [`${issuer}:aud`]: SERVICE_ACCOUNT_AUDIENCE,
          [`${issuer}:sub`]: serviceAccountSubject(subject.namespace, subject.serviceAccount),
        },
      },
    },
  ]);
}

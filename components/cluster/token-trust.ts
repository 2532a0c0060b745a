import { OpenIdConnectProvider } from "@pulumi/aws/iam/openIdConnectProvider.js";
import type * as pulumi from "@pulumi/pulumi";
import { SERVICE_ACCOUNT_AUDIENCE } from "../../fleet/oidc-vocabulary.ts";
import { resourceTags } from "../../fleet/tags.ts";
import type { OidcTrust } from "./oidc-identity.ts";
import { child, type EksScope } from "./scope.ts";

/**
 * Makes the account trust the tokens that EKS signs, for who cannot ask the agent of a node: that one answers pods alone,
 * each for its own ServiceAccount.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/enable-iam-roles-for-service-accounts.html
 */
export function createTokenTrust(scope: EksScope, issuer: pulumi.Output<string>): OidcTrust {
  const logical = `${scope.name}-issuer`;
  const provider = new OpenIdConnectProvider(
    logical,
    { url: issuer, clientIdLists: [SERVICE_ACCOUNT_AUDIENCE], tags: resourceTags(logical) },
    child(scope),
  );
  return {
    arn: provider.arn,
    issuer: issuer.apply((url) => url.replace(/^https:\/\//, "")),
    dependencies: [provider],
  };
}

/** Strings around ServiceAccount tokens that AWS trusts, each with the page that defines it. */

/** The one audience that AWS asks for in tokens of ServiceAccounts. @see https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html */
export const SERVICE_ACCOUNT_AUDIENCE = "sts.amazonaws.com";

/** What a token is exchanged by. @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html */
export const WEB_IDENTITY_ACTION = "sts:AssumeRoleWithWebIdentity";

/** Names the role of a ServiceAccount; the webhook that reads it hands the token to pods. @see https://github.com/aws/amazon-eks-pod-identity-webhook#eks-walkthrough */
export const ROLE_ANNOTATION = "eks.amazonaws.com/role-arn";

/** ARN of an account's trust in an issuer, given without https://. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
export function oidcProviderArn(accountId: string, issuer: string): string {
  return `arn:aws:iam::${accountId}:oidc-provider/${issuer}`;
}

/** Subject of a ServiceAccount's tokens. @see https://kubernetes.io/docs/reference/access-authn-authz/authentication/#service-account-tokens */
export function serviceAccountSubject(namespace: string, serviceAccount: string): string {
  return `system:serviceaccount:${namespace}:${serviceAccount}`;
}

/** What the kits of AWS read: the role, and where its token is. @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-assume-role-credentials.html */
export const ROLE_ENV = "AWS_ROLE_ARN";
export const TOKEN_FILE_ENV = "AWS_WEB_IDENTITY_TOKEN_FILE";

/** A pod with this label gets no token from the webhook. @see https://github.com/aws/amazon-eks-pod-identity-webhook */
export const SKIP_WEBHOOK_LABEL = "eks.amazonaws.com/skip-pod-identity-webhook";

/** Where AWS looks for what an issuer says of itself, and where its public keys are. @see https://openid.net/specs/openid-connect-discovery-1_0.html */
export const DISCOVERY_PATH = ".well-known/openid-configuration";
export const KEYS_PATH = "keys.json";

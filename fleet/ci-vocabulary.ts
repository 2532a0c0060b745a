/** Strings by which pipelines and AWS know each other, each with the page that defines it. */

/** Who signs the tokens of GitHub's jobs. @see https://docs.github.com/en/actions/reference/security/oidc */
export const GITHUB_ISSUER = "https://token.actions.githubusercontent.com";

/** For whom a token is: AWS's own action asks for this, and jobs of GitLab must name it. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html */
export const TOKEN_AUDIENCE = "sts.amazonaws.com";

/** How a token becomes a role. @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html */
export const TAKE_BY_TOKEN = "sts:AssumeRoleWithWebIdentity";
export const TAKE_ROLE = "sts:AssumeRole";

/** What Pulumi does with a bucket that holds states; its locks are files in it. @see https://www.pulumi.com/docs/iac/concepts/state-and-backends/ */
export const LIST_STATE_ACTIONS = ["s3:ListBucket"] as const;
export const READ_STATE_ACTIONS = ["s3:GetObject"] as const;
export const WRITE_STATE_ACTIONS = ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"] as const;

/** Folder in the bucket that Pulumi uses. */
export const STATE_FOLDER = ".pulumi";

/** Reading what the key encrypted, and encrypting more. @see https://docs.aws.amazon.com/kms/latest/developerguide/kms-api-permissions-reference.html */
export const READ_KEY_ACTIONS = ["kms:Decrypt", "kms:DescribeKey"] as const;
export const USE_KEY_ACTIONS = [
  "kms:Decrypt",
  "kms:DescribeKey",
  "kms:Encrypt",
  "kms:GenerateDataKey",
] as const;

/** Region of an AWS request; global services count as us-east-1. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
export const REQUESTED_REGION_KEY = "aws:RequestedRegion";

/** Which service a role may be handed to. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html */
export const PASSED_TO_SERVICE_KEY = "iam:PassedToService";

/** Aliases of the key that a request is about. @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html */
export const KEY_ALIASES_KEY = "kms:ResourceAliases";

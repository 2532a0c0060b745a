import * as tokens from "../../../sandbox/aws/tokens.ts";
import { PERMISSION, TRUST } from "../network.ts";
import type { Refusal } from "./refusal.ts";

export const IAM_AND_KMS_REFUSALS: readonly Refusal[] = [
  [
    "a role has a name of its own",
    ({ make }) => make(tokens.ROLE, { name: "flow", assumeRolePolicy: TRUST }),
    "EntityAlreadyExists: Role with name flow already exists.",
  ],
  [
    "a role's name has at most 64 characters",
    ({ make }) => make(tokens.ROLE, { name: "a".repeat(65), assumeRolePolicy: TRUST }),
    "ValidationError: 1 validation error detected: Value 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' at 'roleName' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[\\w+=,.@-]{1,64}$",
  ],
  [
    "a trust policy is JSON",
    ({ make }) => make(tokens.ROLE, { assumeRolePolicy: "{" }),
    'assumeRolePolicy: "assumeRolePolicy" contains an invalid JSON policy: not a JSON document',
  ],
  [
    "a trust policy names a principal",
    ({ make }) => make(tokens.ROLE, { assumeRolePolicy: PERMISSION }),
    "MalformedPolicyDocument: AssumeRolepolicy contained an invalid principal: it has none.",
  ],
  [
    "a trust policy has at most 2048 characters",
    ({ make }) => make(tokens.ROLE, { assumeRolePolicy: TRUST.replace("ec2", "e".repeat(2_048)) }),
    "LimitExceeded: Cannot exceed quota for ACLSizePerRole: 2048",
  ],
  [
    "a policy names what it is about",
    ({ make }, id) => make(tokens.ROLE_POLICY, { role: id(tokens.ROLE), policy: TRUST }),
    "MalformedPolicyDocument: Policy statement must contain resources.",
  ],
  [
    "a policy belongs to a role that exists",
    ({ make }) => make(tokens.ROLE_POLICY, { role: "nobody", policy: PERMISSION }),
    "NoSuchEntity: The role with name nobody cannot be found.",
  ],
  [
    "an attached policy exists",
    ({ make }, id) =>
      make(tokens.ROLE_POLICY_ATTACHMENT, {
        role: id(tokens.ROLE),
        policyArn: "arn:aws:iam::111111111111:policy/none",
      }),
    "NoSuchEntity: Policy arn:aws:iam::111111111111:policy/none does not exist or is not attachable.",
  ],
  [
    "a role with policies stays",
    ({ engine }, _id, specimens) => engine.delete(specimens.get(tokens.ROLE)!.state),
    "DeleteConflict: Cannot delete entity, must detach all policies first.",
  ],
  [
    "an attached policy stays",
    ({ engine }, _id, specimens) => engine.delete(specimens.get(tokens.POLICY)!.state),
    "DeleteConflict: Cannot delete a policy attached to entities.",
  ],
  [
    "an instance profile has a name of its own",
    ({ make }) => make(tokens.INSTANCE_PROFILE, { name: "node" }),
    "EntityAlreadyExists: Instance Profile node already exists.",
  ],
  [
    "an instance profile holds a role that exists",
    ({ make }) => make(tokens.INSTANCE_PROFILE, { role: "nobody" }),
    "NoSuchEntity: The role with name nobody cannot be found.",
  ],
  [
    "a role in an instance profile stays",
    async ({ engine, make }) => {
      const role = await make(tokens.ROLE, { name: "held", assumeRolePolicy: TRUST });
      await make(tokens.INSTANCE_PROFILE, { role: role.id });
      await engine.delete(role);
    },
    "DeleteConflict: Cannot delete entity, must remove roles from instance profile first.",
  ],
  [
    "an alias is given once",
    ({ make }, id) => make(tokens.KMS_ALIAS, { name: "alias/state", targetKeyId: id(tokens.KMS_KEY) }),
    "AlreadyExistsException: An alias with the name arn:aws:kms:eu-central-1:111111111111:alias/state already exists",
  ],
  [
    "an alias belongs to a key that exists",
    ({ make }) => make(tokens.KMS_ALIAS, { name: "alias/other", targetKeyId: "none" }),
    "NotFoundException: Key 'none' does not exist",
  ],
  [
    "AWS's own aliases are its own",
    ({ make }, id) => make(tokens.KMS_ALIAS, { name: "alias/aws/ebs", targetKeyId: id(tokens.KMS_KEY) }),
    'name: name must begin with "alias/", not with "alias/aws/", got "alias/aws/ebs"',
  ],
  [
    "a deleted key waits at least a week",
    ({ make }) => make(tokens.KMS_KEY, { deletionWindowInDays: 6 }),
    "deletionWindowInDays: expected a number in 7..30, got 6",
  ],
  [
    "a replica has a primary key that exists",
    ({ make }) => make(tokens.KMS_REPLICA_KEY, { primaryKeyArn: "arn:aws:kms:eu-west-1:1:key/none" }),
    "NotFoundException: Key 'arn:aws:kms:eu-west-1:1:key/none' does not exist",
  ],
  [
    "a replica has a primary key that may have some",
    async ({ make }) => {
      const { outputs } = await make(tokens.KMS_KEY, { region: "eu-west-1" });
      return make(tokens.KMS_REPLICA_KEY, {
        primaryKeyArn: outputs["arn"]!,
      });
    },
    "UnsupportedOperationException: arn:aws:kms:eu-west-1:111111111111:key/0…-0…-0…-0…-0… is not a multi-region primary key.",
  ],
  [
    "a region has one replica of a key",
    ({ make }, _id, all) => make(tokens.KMS_REPLICA_KEY, all.get(tokens.KMS_REPLICA_KEY)!.inputs),
    "AlreadyExistsException: A multi-region key with id mrk-0… already exists in eu-central-1.",
  ],
  [
    "an identity provider is reached by HTTPS",
    ({ make }) => make(tokens.OIDC_PROVIDER, { url: "http://example.com", clientIdLists: ["sts"] }),
    'url: expected "url" to have a url with schema of: "https", got http://example.com',
  ],
  [
    "an identity provider is made once",
    ({ make }, _id, all) => make(tokens.OIDC_PROVIDER, all.get(tokens.OIDC_PROVIDER)!.inputs),
    "EntityAlreadyExists: Provider with url https://token.actions.githubusercontent.com already exists.",
  ],
];

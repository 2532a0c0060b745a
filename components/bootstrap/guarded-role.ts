import { Policy } from "@pulumi/aws/iam/policy.js";
import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicyAttachment } from "@pulumi/aws/iam/rolePolicyAttachment.js";
import * as pulumi from "@pulumi/pulumi";
import { resourceTags } from "../../fleet/tags.ts";
import { allowStatements, policyDocument } from "../cluster/policy-document.ts";
import type { BootstrapScope } from "./scope.ts";

/** Seconds for which a session of a role lasts: the least that every caller gets. */
const SESSION_SECONDS = 3600;

export interface GuardedRoleArgs {
  /** End of the logical name. */
  readonly role: string;
  /** Name of the role in AWS, and of its policy. */
  readonly awsName: string;
  /** What it is for, as people see it in the console. */
  readonly description: string;
  /** Who may take it: a document of IAM. */
  readonly trust: string;
  /** What it may do, and at most. */
  readonly permissions: Parameters<typeof allowStatements>[0];
}

/** A role whose own policy is its boundary as well: what somebody hangs on it later adds nothing. */
export function createGuardedRole({ name, parent }: BootstrapScope, args: GuardedRoleArgs): Role {
  const logical = `${name}-${args.role}`;
  const policy = new Policy(
    `${logical}-policy`,
    {
      name: args.awsName,
      policy: pulumi.jsonStringify(policyDocument(allowStatements(args.permissions))),
      tags: resourceTags(`${logical}-policy`),
    },
    { parent },
  );
  const role = new Role(
    logical,
    {
      name: args.awsName,
      description: args.description,
      assumeRolePolicy: args.trust,
      permissionsBoundary: policy.arn,
      maxSessionDuration: SESSION_SECONDS,
      tags: resourceTags(logical),
    },
    { parent },
  );
  new RolePolicyAttachment(`${logical}-attachment`, { role: role.name, policyArn: policy.arn }, { parent });
  return role;
}

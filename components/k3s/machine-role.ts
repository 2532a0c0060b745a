import { InstanceProfile } from "@pulumi/aws/iam/instanceProfile.js";
import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import { RolePolicyAttachment } from "@pulumi/aws/iam/rolePolicyAttachment.js";
import * as pulumi from "@pulumi/pulumi";
import { EC2_SERVICE, ROLE_NAME_LENGTH } from "../../fleet/eks-vocabulary.ts";
import { IMAGE_PULL_POLICY, MACHINE_MANAGEMENT_POLICY } from "../../fleet/k3s/aws-vocabulary.ts";
import { limitedName } from "../../fleet/names.ts";
import { resourceTags } from "../../fleet/tags.ts";
import type { Permission } from "../cluster/cluster.ts";
import { policyKey } from "../cluster/policy-key.ts";
import { allowStatements, policyDocument, serviceTrust } from "../cluster/policy-document.ts";
import type { K3sScope } from "./scope.ts";
import type { MachineRole } from "./secrets.ts";

/** What a machine is in the account. */
export interface MachineProfile {
  readonly name: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  readonly roleArn: pulumi.Output<string>;
  /** What must be there before a machine starts: it would find a role that may do nothing. */
  readonly ready: readonly pulumi.Resource[];
}

/** A role for the machines of one kind, and the profile by which they have it. What pods may do is not theirs. */
export function createMachineProfile(
  scope: K3sScope,
  role: MachineRole,
  permissions: readonly Permission[],
): MachineProfile {
  const { name, parent, settings } = scope;
  const logical = `${name}-${role}-role`;
  const awsName = limitedName(`atoll-${name}-${settings.awsRegion}-k3s-${role}`, ROLE_NAME_LENGTH);
  const made = new Role(
    logical,
    { name: awsName, assumeRolePolicy: serviceTrust(EC2_SERVICE), tags: resourceTags(logical) },
    { parent },
  );
  const managed = managedPolicies(scope).map(
    (policyArn) =>
      new RolePolicyAttachment(
        `${logical}-${policyKey(policyArn)}`,
        { role: made.name, policyArn },
        { parent },
      ),
  );
  const policy = pulumi.jsonStringify(policyDocument(allowStatements(permissions)));
  const own = new RolePolicy(`${logical}-policy`, { name: "k3s", role: made.name, policy }, { parent });
  const profile = new InstanceProfile(
    `${name}-${role}-profile`,
    { name: awsName, role: made.name, tags: resourceTags(`${name}-${role}-profile`) },
    { parent },
  );
  return {
    name: profile.name,
    arn: profile.arn,
    roleArn: made.arn,
    ready: [profile, own, ...managed],
  };
}

/** Machines without a registry in their own account pull as anybody does. */
function managedPolicies({ settings: { cachedRegistries = [] } }: K3sScope): readonly string[] {
  return cachedRegistries.length === 0
    ? [MACHINE_MANAGEMENT_POLICY]
    : [MACHINE_MANAGEMENT_POLICY, IMAGE_PULL_POLICY];
}

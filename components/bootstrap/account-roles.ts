import { Policy } from "@pulumi/aws/iam/policy.js";
import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicyAttachment } from "@pulumi/aws/iam/rolePolicyAttachment.js";
import type { Provider } from "@pulumi/aws/provider.js";
import * as pulumi from "@pulumi/pulumi";
import { accountPolicyName } from "../../fleet/names.ts";
import { resourceTags } from "../../fleet/tags.ts";
import { allowStatements, policyDocument } from "../cluster/policy-document.ts";
import * as plan from "./account-permissions-plan.ts";
import type { BootstrapScope } from "./scope.ts";
import { serverPermissions } from "./server-permissions-plan.ts";
import { ACCOUNT_POLICIES, type AccountPolicy, type AccountSettings } from "./settings.ts";

export interface AccountRolesArgs extends AccountSettings {
  /** AWS provider, guarded by account and region. */
  readonly provider: Provider;
}

/** The two roles of one account: the deployer, which changes it, and the reader, which sees it. */
export class AccountRoles extends pulumi.ComponentResource {
  /** ARN of the deployer. */
  readonly deployerArn: pulumi.Output<string>;

  constructor(name: string, args: AccountRolesArgs, opts: pulumi.ComponentResourceOptions = {}) {
    super("atoll:bootstrap:AccountRoles", name, {}, pulumi.mergeOptions({ provider: args.provider }, opts));
    const scope = { name, parent: this };

    const policies = createPolicies(scope, args, {
      reads: allowStatements(plan.readPermissions(args)),
      networks: allowStatements(plan.networkPermissions(args)),
      clusters: allowStatements([...plan.clusterPermissions(args), ...plan.orphanPermissions(args)]),
      servers: allowStatements(serverPermissions(args)),
      data: allowStatements(plan.dataPermissions(args)),
      walls: plan.wallStatements(args),
    });
    const deployer = createRole(scope, "deployer", args, policies);
    createRole(
      scope,
      "reader",
      args,
      policies.filter(({ key }) => key === "reads"),
    );

    this.deployerArn = deployer.arn;
    this.registerOutputs({ deployerArn: this.deployerArn });
  }
}

interface NamedPolicy {
  readonly key: AccountPolicy;
  readonly policy: Policy;
}

function createPolicies(
  { name, parent }: BootstrapScope,
  { organisation }: AccountRolesArgs,
  documents: Readonly<Record<AccountPolicy, Parameters<typeof policyDocument>[0]>>,
): readonly NamedPolicy[] {
  return ACCOUNT_POLICIES.map((key) => {
    const logical = `${name}-${key}-policy`;
    const policy = new Policy(
      logical,
      {
        name: accountPolicyName(organisation, key),
        policy: JSON.stringify(policyDocument(documents[key])),
        tags: resourceTags(logical),
      },
      { parent },
    );
    return { key, policy };
  });
}

const DESCRIPTIONS = {
  deployer: "Changes what the fleet has in this account",
  reader: "Reads the settings of what the fleet has in this account",
} as const;

function createRole(
  { name, parent }: BootstrapScope,
  kind: keyof typeof DESCRIPTIONS,
  args: AccountRolesArgs,
  policies: readonly NamedPolicy[],
): Role {
  const logical = `${name}-${kind}-role`;
  const isReader = kind === "reader";
  const boundary = isReader ? policies[0]?.policy.arn : undefined;
  const role = new Role(
    logical,
    {
      name: isReader ? args.readerRole : args.deployerRole,
      description: DESCRIPTIONS[kind],
      assumeRolePolicy: plan.roleTrust(isReader ? args.readBy : args.deployedBy),
      ...(boundary === undefined ? {} : { permissionsBoundary: boundary }),
      tags: resourceTags(logical),
    },
    { parent },
  );
  for (const { key, policy } of policies)
    new RolePolicyAttachment(`${logical}-${key}`, { role: role.name, policyArn: policy.arn }, { parent });
  return role;
}

import { OpenIdConnectProvider } from "@pulumi/aws/iam/openIdConnectProvider.js";
import type { Provider } from "@pulumi/aws/provider.js";
import * as pulumi from "@pulumi/pulumi";
import { TOKEN_AUDIENCE } from "../../fleet/ci-vocabulary.ts";
import { resourceTags } from "../../fleet/tags.ts";
import { deployPermissions, previewPermissions, type StatePlace } from "./ci-permissions-plan.ts";
import { issuerOf, tokenTrust } from "./ci-trust-plan.ts";
import { createGuardedRole } from "./guarded-role.ts";
import type { PipelineSettings } from "./settings.ts";

export interface PipelineRolesArgs extends PipelineSettings {
  /** AWS provider, guarded by account and region. */
  readonly provider: Provider;
  /** Where states are, and the ARN of their key. */
  readonly state: StatePlace<pulumi.Output<string>>;
}

/** Who a pipeline is in AWS: one role for previews of pull requests, one for deployments, and no key that could leak. */
export class PipelineRoles extends pulumi.ComponentResource {
  /** ARNs of the two roles, known once they are there: other roles trust them by name. */
  readonly roleArns: pulumi.Output<string>[];

  constructor(name: string, args: PipelineRolesArgs, opts: pulumi.ComponentResourceOptions = {}) {
    super("atoll:bootstrap:PipelineRoles", name, {}, pulumi.mergeOptions({ provider: args.provider }, opts));
    const { ci, accountId, state } = args;
    const scope = { name, parent: this };
    const logical = `${name}-pipeline-identity`;

    if (ci.oidcProvider === "create")
      new OpenIdConnectProvider(
        logical,
        { url: issuerOf(ci), clientIdLists: [TOKEN_AUDIENCE], tags: resourceTags(logical) },
        // Its roles are of no use without it, and it may serve others by now.
        { parent: this, protect: true },
      );
    const preview = createGuardedRole(scope, {
      role: "preview-role",
      awsName: args.previewRole,
      description: "Previews of pull requests: reads states, and goes on to roles that read",
      trust: tokenTrust(accountId, ci, "preview"),
      permissions: previewPermissions(state, args.readers),
    });
    const deploy = createGuardedRole(scope, {
      role: "deploy-role",
      awsName: args.deployRole,
      description: "Deployments: writes states, and goes on to roles that change accounts",
      trust: tokenTrust(accountId, ci, "deploy"),
      permissions: deployPermissions(state, args.deployers),
    });

    this.roleArns = [preview.arn, deploy.arn];
    this.registerOutputs({ roleArns: this.roleArns });
  }
}

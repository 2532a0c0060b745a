import { Secret } from "@pulumi/aws/secretsmanager/secret.js";
import { SecretVersion } from "@pulumi/aws/secretsmanager/secretVersion.js";
import * as pulumi from "@pulumi/pulumi";
import { resourceTags } from "../../fleet/tags.ts";
import { DEFAULT_PROTECT } from "./settings.ts";
import type { Certificates } from "./certificates.ts";
import type { K3sScope } from "./scope.ts";
import { agentSecret, serverSecret } from "./server-secret.ts";
import type { Tokens } from "./tokens.ts";

/** A secret that machines of one role read. */
export interface MachineSecret {
  readonly name: string;
  readonly arn: pulumi.Output<string>;
  /** What must be there before a machine reads it. */
  readonly value: pulumi.Resource;
}

export type MachineRole = "server" | "agent";

/** What the machines of each role are given at their first start, where only they can read it. */
export function createSecrets(
  scope: K3sScope,
  keyArn: pulumi.Output<string>,
  { certificates, tokens }: { readonly certificates: Certificates; readonly tokens: Tokens },
): Readonly<Record<MachineRole, MachineSecret>> {
  const { authorities, signingKey, admin } = certificates;
  const server = pulumi
    .output({
      token: tokens.server,
      agentToken: tokens.agent,
      signingKey: signingKey.key,
      authorities,
      admin,
    })
    .apply(serverSecret);
  const agent = pulumi
    .all([authorities.server.certificate, tokens.agent])
    .apply(([authority, token]) => agentSecret(authority, token));
  return {
    server: createSecret(scope, "server", keyArn, server),
    agent: createSecret(scope, "agent", keyArn, agent),
  };
}

function createSecret(
  { name, parent, settings }: K3sScope,
  role: MachineRole,
  kmsKeyId: pulumi.Output<string>,
  text: pulumi.Output<string>,
): MachineSecret {
  const logical = `${name}-${role}-secret`;
  const awsName = settings.secretNames[role];
  const secret = new Secret(
    logical,
    {
      name: awsName,
      description: `What ${role}s of the cluster ${name} are given when they start`,
      kmsKeyId,
      recoveryWindowInDays: settings.keyDeletionDays,
      tags: resourceTags(logical),
    },
    { parent, protect: settings.protect ?? DEFAULT_PROTECT },
  );
  const value = new SecretVersion(
    `${logical}-value`,
    { secretId: secret.id, secretString: pulumi.secret(text) },
    { parent },
  );
  return { name: awsName, arn: secret.arn, value };
}

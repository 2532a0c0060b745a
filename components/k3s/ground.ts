import { Provider as RandomProvider } from "@pulumi/random/provider.js";
import type { Provider as TlsProvider } from "@pulumi/tls/provider.js";
import type * as pulumi from "@pulumi/pulumi";
import { type Certificates, createCertificates } from "./certificates.ts";
import { createDataKey } from "./data-key.ts";
import { createIssuer, type Issuer } from "./issuer.ts";
import { agentPermissions, serverPermissions } from "./machine-permissions.ts";
import { createMachineProfile, type MachineProfile } from "./machine-role.ts";
import type { K3sScope } from "./scope.ts";
import { createSecrets, type MachineRole } from "./secrets.ts";
import { createStateBucket } from "./state-bucket.ts";
import { createTokens } from "./tokens.ts";

/** What a cluster stands on, and keeps when all of its machines are gone. */
export interface Ground {
  readonly certificates: Certificates;
  readonly issuer: Issuer;
  /** What machines are in the account. */
  readonly profiles: Readonly<Record<MachineRole, MachineProfile>>;
  /** What must be there before the first server starts. */
  readonly ready: readonly pulumi.Resource[];
}

/** Makes all that is known before the first machine: who is trusted, what machines are given, and where it is kept. */
export function createGround(scope: K3sScope, tls: TlsProvider): Ground {
  const { name, parent, settings } = scope;
  const random = new RandomProvider(`${name}-random`, {}, { parent });
  const certificates = createCertificates(scope, tls);
  const tokens = createTokens(scope, random);
  const key = createDataKey(scope);
  const secrets = createSecrets(scope, key.arn, { certificates, tokens });
  const bucket = createStateBucket(scope, key.arn, tokens.server);
  const arns = (role: MachineRole) => ({ secret: secrets[role].arn, key: key.arn });
  return {
    certificates,
    issuer: createIssuer(scope, certificates.signingKey.publicKey),
    profiles: {
      server: createMachineProfile(scope, "server", serverPermissions(settings, arns("server"))),
      agent: createMachineProfile(scope, "agent", agentPermissions(settings, arns("agent"))),
    },
    ready: [secrets.server.value, secrets.agent.value, ...bucket.ready],
  };
}

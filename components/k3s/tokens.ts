import * as pulumi from "@pulumi/pulumi";
import type { Provider } from "@pulumi/random/provider.js";
import { RandomPassword } from "@pulumi/random/randomPassword.js";
import type { K3sScope } from "./scope.ts";

/** By which machines join; each is a secret. */
export interface Tokens {
  readonly server: pulumi.Output<string>;
  readonly agent: pulumi.Output<string>;
}

const TOKEN_LENGTH = 48;

/** Makes the token of servers, which also opens snapshots, and that of agents; both anew with each revision. */
export function createTokens(scope: K3sScope, provider: Provider): Tokens {
  return { server: createToken(scope, provider, "server"), agent: createToken(scope, provider, "agent") };
}

function createToken(
  { name, parent, settings }: K3sScope,
  provider: Provider,
  role: keyof Tokens,
): pulumi.Output<string> {
  const keepers = { revision: String(settings.tokenRevision) };
  const password = new RandomPassword(
    `${name}-${role}-token`,
    // Shells, YAML and URLs all read letters and digits the same way.
    { length: TOKEN_LENGTH, special: false, keepers },
    { parent, provider },
  );
  return pulumi.secret(password.result);
}

import { certificateHash } from "../../fleet/k3s/certificate-hash.ts";
import { AUTHORITIES, type AuthorityRole, SIGNING_KEY_FILE } from "./certificate-plan.ts";

/** A certificate and its key, as text. */
interface Pair {
  readonly certificate: string;
  readonly key: string;
}

/** What the machines of one cluster are given at their first start. */
export interface ServerSecrets {
  readonly token: string;
  readonly agentToken: string;
  readonly authorities: Readonly<Record<AuthorityRole, Pair>>;
  readonly signingKey: string;
  readonly admin: Pair;
}

/** What a server reads: the tokens, files below K3s's folder of certificates, and the administrator's certificate. */
export function serverSecret({ token, agentToken, authorities, signingKey, admin }: ServerSecrets): string {
  const pairs = Object.entries(AUTHORITIES).flatMap(([role, { path }]) => {
    const { certificate, key } = authorities[role as AuthorityRole];
    return [[`${path}.crt`, certificate] as const, [`${path}.key`, key] as const];
  });
  const files = { ...Object.fromEntries(pairs), [SIGNING_KEY_FILE]: signingKey };
  return JSON.stringify({ token, agentToken, files, admin });
}

/**
 * What an agent reads: a token that also says by which authority it knows the servers.
 *
 * @see https://docs.k3s.io/cli/token#token-format
 */
export function agentSecret(serverAuthority: string, agentToken: string): string {
  return JSON.stringify({ token: `K10${certificateHash(serverAuthority)}::node:${agentToken}` });
}

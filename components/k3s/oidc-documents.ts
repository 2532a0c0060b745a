import { createHash, createPublicKey } from "node:crypto";
import { KEYS_PATH } from "../../fleet/oidc-vocabulary.ts";

/** What the issuer says of itself, in the words of the API server. */
export function discoveryDocument(issuer: string): string {
  return JSON.stringify({
    issuer,
    jwks_uri: `${issuer}/${KEYS_PATH}`,
    response_types_supported: ["id_token"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["RS256"],
  });
}

/**
 * The public half of the signing key, under the name that the API server writes into each token.
 *
 * @param publicKey PEM of an RSA key.
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/serviceaccount/jwt.go for `keyIDFromPublicKey`
 */
export function keysDocument(publicKey: string): string {
  const key = createPublicKey(publicKey);
  const kid = createHash("sha256")
    .update(key.export({ type: "spki", format: "der" }))
    .digest("base64url");
  const { kty, n, e } = key.export({ format: "jwk" });
  return JSON.stringify({ keys: [{ use: "sig", kty, kid, alg: "RS256", n, e }] });
}

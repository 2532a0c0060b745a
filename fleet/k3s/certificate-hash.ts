import { createHash } from "node:crypto";

/**
 * By which a token knows the authority of its servers: SHA-256 of a certificate's file, in hexadecimal.
 *
 * @see https://docs.k3s.io/cli/token#token-format
 */
export function certificateHash(pem: string): string {
  return createHash("sha256").update(pem).digest("hex");
}

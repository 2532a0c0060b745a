import { createPublicKey, type KeyObject, randomBytes } from "node:crypto";

/** Names of the curves in OpenSSH, by those of JSON web keys. P-224 has none. */
const CURVES: Readonly<Record<string, string>> = {
  "P-256": "nistp256",
  "P-384": "nistp384",
  "P-521": "nistp521",
};

const BLOCK_BYTES = 8;
const LINE_CHARACTERS = 70;

const bytesOf = (text: string | undefined): Buffer => Buffer.from(text ?? "", "base64url");

/** A length, and then the bytes: how SSH writes everything. */
function field(value: Buffer | string): Buffer {
  const bytes = Buffer.from(value);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** A positive integer: one that would look negative has a zero before it. */
function integer(bytes: Buffer): Buffer {
  const start = bytes.findIndex((byte) => byte !== 0);
  const least = bytes.subarray(start === -1 ? bytes.length : start);
  return field((least[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), least]) : least);
}

function fieldsOf(key: KeyObject): { readonly name: string; readonly open: Buffer; readonly closed: Buffer } {
  const { kty, crv, x, y, d, n, e, p, q, qi } = key.export({ format: "jwk" });
  if (kty === "RSA") {
    const [modulus, exponent] = [integer(bytesOf(n)), integer(bytesOf(e))];
    const rest = [d, qi, p, q].map((part) => integer(bytesOf(part)));
    return {
      name: "ssh-rsa",
      open: Buffer.concat([exponent, modulus]),
      closed: Buffer.concat([modulus, exponent, ...rest]),
    };
  }
  if (kty === "OKP") {
    const open = field(bytesOf(x));
    const closed = Buffer.concat([open, field(Buffer.concat([bytesOf(d), bytesOf(x)]))]);
    return { name: "ssh-ed25519", open, closed };
  }
  const curve = CURVES[crv ?? ""] ?? "";
  const point = Buffer.concat([Buffer.of(4), bytesOf(x), bytesOf(y)]);
  const open = Buffer.concat([field(curve), field(point)]);
  return { name: `ecdsa-sha2-${curve}`, open, closed: Buffer.concat([open, integer(bytesOf(d))]) };
}

/** What stands in base64 after the name of the algorithm: also what fingerprints are made of. */
export function opensshBlob(key: KeyObject): { readonly name: string; readonly blob: Buffer } {
  const { name, open } = fieldsOf(key.type === "private" ? createPublicKey(key) : key);
  return { name, blob: Buffer.concat([field(name), open]) };
}

/**
 * A private key as OpenSSH keeps it, without a passphrase.
 *
 * @see https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.key
 */
export function opensshPrivateKey(key: KeyObject): string {
  const { name, closed } = fieldsOf(key);
  const check = randomBytes(4);
  const secret = Buffer.concat([check, check, field(name), closed, field("")]);
  const padding = Array.from(
    { length: (BLOCK_BYTES - (secret.length % BLOCK_BYTES)) % BLOCK_BYTES },
    (_, i) => i + 1,
  );
  const count = Buffer.of(0, 0, 0, 1);
  const whole = Buffer.concat([
    Buffer.from("openssh-key-v1\0"),
    ...[field("none"), field("none"), field(""), count],
    field(opensshBlob(key).blob),
    field(Buffer.concat([secret, Buffer.from(padding)])),
  ]);
  const lines = whole.toString("base64").match(new RegExp(`.{1,${LINE_CHARACTERS}}`, "g")) ?? [];
  return ["-----BEGIN OPENSSH PRIVATE KEY-----", ...lines, "-----END OPENSSH PRIVATE KEY-----", ""].join(
    "\n",
  );
}

import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from "node:crypto";
import { ProviderError } from "../provider/error.ts";
import type { Properties } from "../provider/properties.ts";
import { opensshBlob, opensshPrivateKey } from "./openssh.ts";

/** Curves by the provider's names, as node calls them. The provider's P224 is not simulated. */
export const CURVES: Readonly<Record<string, string>> = { P256: "P-256", P384: "P-384", P521: "P-521" };

export const ALGORITHMS = ["RSA", "ECDSA", "ED25519"] as const;

const ALGORITHM_OF: Readonly<Record<string, string>> = { rsa: "RSA", ec: "ECDSA", ed25519: "ED25519" };

export function textOf(inputs: Properties, name: string): string {
  const value = inputs[name];
  return typeof value === "string" ? value : "";
}

function generated(inputs: Properties): KeyObject {
  const { algorithm, rsaBits } = inputs;
  if (algorithm === "ED25519") return generateKeyPairSync("ed25519").privateKey;
  if (algorithm === "ECDSA") {
    return generateKeyPairSync("ec", { namedCurve: CURVES[textOf(inputs, "ecdsaCurve")] ?? "" }).privateKey;
  }
  return generateKeyPairSync("rsa", { modulusLength: Number(rsaBits) }).privateKey;
}

/** A private key from PEM, of one of the three algorithms. */
export function parsedKey(pem: string): KeyObject {
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch {
    throw new ProviderError("Failed to parse private key PEM: it holds no private key");
  }
  if (keyAlgorithm(key) === undefined) {
    throw new ProviderError(
      `Failed to parse private key PEM: unsupported key ${String(key.asymmetricKeyType)}`,
    );
  }
  return key;
}

export const keyAlgorithm = (key: KeyObject): string | undefined => ALGORITHM_OF[key.asymmetricKeyType ?? ""];

/** As the provider makes ids of what has no number of its own. */
export const hashId = (content: Buffer | string): string => createHash("sha1").update(content).digest("hex");

const PEM_TYPES = { RSA: "pkcs1", ECDSA: "sec1", ED25519: "pkcs8" } as const;

function pem(key: KeyObject, algorithm: keyof typeof PEM_TYPES): string {
  return key.export({ type: PEM_TYPES[algorithm], format: "pem" }).toString();
}

function openssh(key: KeyObject): Properties {
  const { name, blob } = opensshBlob(key);
  const md5 = createHash("md5").update(blob).digest("hex");
  const sha256 = createHash("sha256").update(blob).digest("base64").replace(/=+$/, "");
  return {
    privateKeyOpenssh: opensshPrivateKey(key),
    publicKeyOpenssh: `${name} ${blob.toString("base64")}\n`,
    publicKeyFingerprintMd5: (md5.match(/../g) ?? []).join(":"),
    publicKeyFingerprintSha256: `SHA256:${sha256}`,
  };
}

/** A new key in every notation. */
export function newPrivateKey(inputs: Properties): { readonly id: string; readonly results: Properties } {
  const key = generated(inputs);
  const algorithm = ALGORITHMS.find((one) => one === keyAlgorithm(key)) ?? "RSA";
  const open = createPublicKey(key);
  return {
    id: hashId(open.export({ type: "spki", format: "der" })),
    results: {
      privateKeyPem: pem(key, algorithm),
      privateKeyPemPkcs8: key.export({ type: "pkcs8", format: "pem" }).toString(),
      publicKeyPem: open.export({ type: "spki", format: "pem" }).toString(),
      ...openssh(key),
    },
  };
}

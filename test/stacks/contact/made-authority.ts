// The library below wants it first.
import "reflect-metadata";
import * as x509 from "@peculiar/x509";

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };

/** A certificate and its key, PEM. */
export interface MadeCertificate {
  readonly certificate: string;
  readonly key: string;
}

/** An authority of its own: a certificate for 127.0.0.1, signed by itself. */
export async function madeAuthority(): Promise<MadeCertificate> {
  const keys = await crypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned(
    {
      serialNumber: "01",
      name: "CN=made-up",
      notBefore: new Date("2026-01-01"),
      notAfter: new Date("2046-01-01"),
      signingAlgorithm: ALGORITHM,
      keys,
      extensions: [
        new x509.BasicConstraintsExtension(true, undefined, true),
        new x509.SubjectAlternativeNameExtension([{ type: "ip", value: "127.0.0.1" }]),
      ],
    },
    crypto,
  );
  const key = x509.PemConverter.encode(
    await crypto.subtle.exportKey("pkcs8", keys.privateKey),
    "PRIVATE KEY",
  );
  return { certificate: certificate.toString("pem"), key };
}

/** A kubeconfig of one user, as YAML, the parts of which may be others. */
export function madeKubeconfig({
  server = "https://127.0.0.1:6443",
  authority,
  cluster = {},
  user = { token: CANARY },
}: {
  readonly server?: string;
  readonly authority: string;
  readonly cluster?: Readonly<Record<string, unknown>>;
  readonly user?: Readonly<Record<string, unknown>>;
}): string {
  const data = { "certificate-authority-data": Buffer.from(authority).toString("base64") };
  return JSON.stringify(
    {
      apiVersion: "v1",
      kind: "Config",
      clusters: [{ name: "plant", cluster: { server, ...data, ...cluster } }],
      users: [{ name: "admin", user }],
      contexts: [{ name: "admin@plant", context: { cluster: "plant", user: "admin" } }],
      "current-context": "admin@plant",
    },
    null,
    2,
  );
}

/** A credential that must be in no message. */
export const CANARY = "canary-5f1d";

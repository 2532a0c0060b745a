import type { Properties } from "../../sandbox/provider/properties.ts";
import { certificateRequest, locallySigned, selfSigned } from "../../sandbox/tls/certificates.ts";
import { newPrivateKey, textOf } from "../../sandbox/tls/private-key.ts";

const newKey = (algorithm: Properties): string => textOf(newPrivateKey(algorithm).results, "privateKeyPem");
const ecdsa = (): string => newKey({ algorithm: "ECDSA", ecdsaCurve: "P256" });

async function authority(commonName: string): Promise<{ cert: string; key: string }> {
  const key = ecdsa();
  const { results } = await selfSigned({
    ...{ privateKeyPem: key, subject: { commonName }, isCaCertificate: true, validityPeriodHours: 24 },
    allowedUses: ["cert_signing", "digital_signature", "key_encipherment"],
  });
  return { cert: textOf(results, "certPem"), key };
}

/** Authorities and keys of a cluster, and its administrator's certificate, as its secret holds them. */
export async function newSecretFiles() {
  const [server, client] = [await authority("k3s-server-ca"), await authority("k3s-client-ca")];
  const key = ecdsa();
  const request = await certificateRequest({
    privateKeyPem: key,
    subject: { commonName: "system:admin", organization: "system:masters" },
  });
  const { results } = await locallySigned({
    ...{ caCertPem: client.cert, caPrivateKeyPem: client.key, certRequestPem: request.pem },
    ...{ allowedUses: ["client_auth"], validityPeriodHours: 24 },
  });
  return {
    files: {
      "server-ca.crt": server.cert,
      "server-ca.key": server.key,
      "client-ca.crt": client.cert,
      "client-ca.key": client.key,
      "service.key": newKey({ algorithm: "RSA", rsaBits: 2048 }),
    },
    admin: { certificate: textOf(results, "certPem"), key },
  };
}

export type SecretFiles = Awaited<ReturnType<typeof newSecretFiles>>;

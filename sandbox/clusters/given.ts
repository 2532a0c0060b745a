import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FLAG_FOLDER } from "../aws/cluster-host.ts";
import { forgetCertificate, certificatePath, signingKeyPath } from "./credentials.ts";
import { clusterFolder, type ClusterRecord, writeWhole } from "./folder.ts";

/** Files that each given control plane has. */
export const GIVEN_FILES = {
  serverAuthority: "server-ca.crt",
  serverAuthorityKey: "server-ca.key",
  clientAuthority: "client-ca.crt",
  signingKey: "service.key",
} as const;

const CERTIFICATE_HOURS = 8_760;
const SERVING = "serving";

export const givenPath = (dir: string, name: string, file: string): string =>
  join(clusterFolder(dir, name), "given", file);

/** A name in a certificate may be a name of DNS or an address. */
const isAddress = (name: string): boolean => /^[\d.]+$|:/.test(name);

/**
 * Writes what a control plane was given, and makes a certificate of its API server, signed by the given authority, as
 * K3s does by itself: anew when a name is added.
 */
export async function writeGiven(dir: string, { name, given }: ClusterRecord): Promise<void> {
  if (given === undefined) return;
  for (const [file, text] of Object.entries(given.files)) writeWhole(givenPath(dir, name, file), text);
  // Flags alone are given to a cluster that has authorities of its own.
  if (given.files[GIVEN_FILES.serverAuthority] === undefined) return;
  const of = (file: keyof typeof GIVEN_FILES): string => given.files[GIVEN_FILES[file]] ?? "";
  const markPath = givenPath(dir, name, `${SERVING}.mark`);
  const mark = createHash("sha256")
    .update(JSON.stringify([of("serverAuthority"), given.names]))
    .digest("hex");
  if (!existsSync(markPath) || readFileSync(markPath, "utf8") !== mark) {
    const made = await servingCertificate(of("serverAuthority"), of("serverAuthorityKey"), given.names);
    writeWhole(givenPath(dir, name, `${SERVING}.key`), made.key);
    writeWhole(givenPath(dir, name, `${SERVING}.crt`), made.certificate);
    writeWhole(markPath, mark);
  }
  writeWhole(signingKeyPath(dir, name), of("signingKey"));
  forgetCertificate(dir, name);
  writeWhole(certificatePath(dir, name), of("serverAuthority"));
}

async function servingCertificate(caCertPem: string, caPrivateKeyPem: string, names: readonly string[]) {
  // Loaded late: clusters that make their own certificate start without it.
  const { certificateRequest, locallySigned } = await import("../tls/certificates.ts");
  const { newPrivateKey, textOf } = await import("../tls/private-key.ts");
  const key = textOf(newPrivateKey({ algorithm: "ECDSA", ecdsaCurve: "P256" }).results, "privateKeyPem");
  const { pem } = await certificateRequest({
    privateKeyPem: key,
    subject: { commonName: "kube-apiserver" },
    dnsNames: names.filter((one) => !isAddress(one)),
    ipAddresses: names.filter(isAddress),
  });
  const { results } = await locallySigned({
    ...{ caCertPem, caPrivateKeyPem, certRequestPem: pem, validityPeriodHours: CERTIFICATE_HOURS },
    allowedUses: ["digital_signature", "key_encipherment", "server_auth"],
  });
  return { key, certificate: textOf(results, "certPem") };
}

/** Flags of the API server that a given control plane has instead of its own. */
export function givenFlags(dir: string, { name, given }: ClusterRecord): readonly string[] {
  if (given === undefined) return [];
  const path = (file: string): string => givenPath(dir, name, file);
  const flags = given.flags.map((flag) => `--${flag.replaceAll(FLAG_FOLDER, path(""))}`);
  if (given.files[GIVEN_FILES.serverAuthority] === undefined) return flags;
  return [
    `--tls-cert-file=${path(`${SERVING}.crt`)}`,
    `--tls-private-key-file=${path(`${SERVING}.key`)}`,
    `--client-ca-file=${path(GIVEN_FILES.clientAuthority)}`,
    ...flags,
  ];
}

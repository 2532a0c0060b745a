// The library below wants it first.
import "reflect-metadata";
import {
  createPublicKey,
  type KeyObject,
  randomBytes,
  type webcrypto,
  X509Certificate as NodeCertificate,
} from "node:crypto";
import * as x509 from "@peculiar/x509";
import { ProviderError } from "../provider/error.ts";
import { isObject, type Properties, type Value } from "../provider/properties.ts";
import { keyAlgorithm, parsedKey, textOf } from "./private-key.ts";
import { extendedUsageIds, keyUsageBits } from "./usages.ts";

/** Parts of a subject in the order in which the provider writes them, each with its id. */
const SUBJECT_PARTS = {
  country: "2.5.4.6",
  organization: "2.5.4.10",
  organizationalUnit: "2.5.4.11",
  locality: "2.5.4.7",
  province: "2.5.4.8",
  streetAddresses: "2.5.4.9",
  postalCode: "2.5.4.17",
  commonName: "2.5.4.3",
  serialNumber: "2.5.4.5",
  emailAddress: "1.2.840.113549.1.9.1",
} as const;

const HOUR_MILLISECONDS = 3_600_000;

const HASHES: Readonly<Record<string, string>> = {
  prime256v1: "SHA-256",
  secp384r1: "SHA-384",
  secp521r1: "SHA-512",
};
const CURVE_NAMES: Readonly<Record<string, string>> = {
  prime256v1: "P-256",
  secp384r1: "P-384",
  secp521r1: "P-521",
};

export const texts = (value: Value | undefined): readonly string[] =>
  Array.isArray(value) ? (value as readonly Value[]).filter((one) => typeof one === "string") : [];

/** How a key signs. */
function algorithmOf(key: KeyObject) {
  const curve = key.asymmetricKeyDetails?.namedCurve ?? "";
  if (keyAlgorithm(key) === "ED25519") return { name: "Ed25519" };
  if (keyAlgorithm(key) === "RSA") return { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
  const hash = HASHES[curve];
  if (hash === undefined) throw new ProviderError(`the stand-in for the tls provider has no curve ${curve}`);
  return { name: "ECDSA", namedCurve: CURVE_NAMES[curve] ?? "", hash };
}

function keyPair(key: KeyObject): {
  readonly privateKey: webcrypto.CryptoKey;
  readonly publicKey: webcrypto.CryptoKey;
} {
  const algorithm = algorithmOf(key);
  return {
    privateKey: key.toCryptoKey(algorithm, true, ["sign"]),
    publicKey: createPublicKey(key).toCryptoKey(algorithm, true, ["verify"]),
  };
}

function subjectOf(inputs: Properties): x509.JsonName {
  const subject = isObject(inputs["subject"]) ? inputs["subject"] : {};
  return Object.entries(SUBJECT_PARTS).flatMap(([part, id]) => {
    const value = subject[part];
    const values = typeof value === "string" ? [value] : texts(value);
    return values.filter((one) => one !== "").map((one) => ({ [id]: [one] }));
  });
}

function alternativeNames(inputs: Properties): readonly x509.Extension[] {
  const names = [
    ...texts(inputs["dnsNames"]).map((value) => ({ type: "dns", value }) as const),
    ...texts(inputs["ipAddresses"]).map((value) => ({ type: "ip", value }) as const),
    ...texts(inputs["uris"]).map((value) => ({ type: "url", value }) as const),
  ];
  return names.length === 0 ? [] : [new x509.SubjectAlternativeNameExtension(names)];
}

/** What every certificate says of itself by its inputs. */
async function extensionsOf(inputs: Properties, publicKey: x509.PublicKeyType): Promise<x509.Extension[]> {
  const uses = texts(inputs["allowedUses"]);
  const [bits, extended] = [keyUsageBits(uses), extendedUsageIds(uses)];
  const isAuthority = inputs["isCaCertificate"] === true;
  const most = typeof inputs["maxPathLength"] === "number" ? inputs["maxPathLength"] : -1;
  const constraints = isAuthority && most >= 0 ? most : undefined;
  return [
    // A set of flags is no flag of the library's type.
    // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment
    ...(bits === 0 ? [] : [new x509.KeyUsagesExtension(bits, true)]),
    ...(extended.length === 0 ? [] : [new x509.ExtendedKeyUsageExtension([...extended])]),
    new x509.BasicConstraintsExtension(isAuthority, constraints, true),
    ...(isAuthority || inputs["setSubjectKeyId"] === true
      ? [await x509.SubjectKeyIdentifierExtension.create(publicKey)]
      : []),
  ];
}

/** When a certificate begins and ends, in whole seconds, for it knows no others. */
function validity(inputs: Properties): { readonly notBefore: Date; readonly notAfter: Date } {
  const notBefore = new Date(Math.floor(Date.now() / 1_000) * 1_000);
  const hours = Number(inputs["validityPeriodHours"]);
  return { notBefore, notAfter: new Date(notBefore.getTime() + hours * HOUR_MILLISECONDS) };
}

/** A number of 128 bits that is not negative. */
function newSerial(): string {
  const bytes = randomBytes(16);
  bytes.writeUInt8((bytes.readUInt8(0) & 0x7f) | 0x01, 0);
  return bytes.toString("hex");
}

function made(certificate: x509.X509Certificate, key: KeyObject): { id: string; results: Properties } {
  const time = (date: Date): string => date.toISOString().replace(/\.\d+Z$/, "Z");
  return {
    id: BigInt(`0x${certificate.serialNumber}`).toString(),
    results: {
      certPem: `${certificate.toString("pem")}\n`,
      validityStartTime: time(certificate.notBefore),
      validityEndTime: time(certificate.notAfter),
      readyForRenewal: false,
      keyAlgorithm: keyAlgorithm(key) ?? "",
    },
  };
}

export async function selfSigned(inputs: Properties): Promise<{ id: string; results: Properties }> {
  const key = parsedKey(textOf(inputs, "privateKeyPem"));
  const keys = keyPair(key);
  const name = subjectOf(inputs);
  if (inputs["isCaCertificate"] === true && name.length === 0) {
    throw new ProviderError(
      "Invalid Certificate Subject: Must contain at least one Distinguished Name when creating Certificate Authority (CA)",
    );
  }
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    ...{ name, keys, serialNumber: newSerial(), signingAlgorithm: algorithmOf(key), ...validity(inputs) },
    extensions: [
      ...(await extensionsOf(inputs, keys.publicKey)),
      ...(inputs["setAuthorityKeyId"] === true
        ? [await x509.AuthorityKeyIdentifierExtension.create(keys.publicKey)]
        : []),
      ...alternativeNames(inputs),
    ],
  });
  return made(certificate, key);
}

/** A request for a certificate, signed with the key that the certificate will belong to. */
export async function certificateRequest(
  inputs: Properties,
): Promise<{ readonly pem: string; readonly algorithm: string }> {
  const key = parsedKey(textOf(inputs, "privateKeyPem"));
  const request = await x509.Pkcs10CertificateRequestGenerator.create({
    name: subjectOf(inputs),
    keys: keyPair(key),
    signingAlgorithm: algorithmOf(key),
    extensions: [...alternativeNames(inputs)],
  });
  return { pem: `${request.toString("pem")}\n`, algorithm: keyAlgorithm(key) ?? "" };
}

function parsed<Result>(what: string, parse: () => Result): Result {
  try {
    return parse();
  } catch {
    throw new ProviderError(`Failed to parse PEM data: it holds no ${what}`);
  }
}

/** A certificate by the authority of the inputs, with the names of the request. */
export async function locallySigned(inputs: Properties): Promise<{ id: string; results: Properties }> {
  const authorityPem = textOf(inputs, "caCertPem");
  const authority = parsed("certificate", () => new x509.X509Certificate(authorityPem));
  const request = parsed(
    "certificate request",
    () => new x509.Pkcs10CertificateRequest(textOf(inputs, "certRequestPem")),
  );
  const key = parsedKey(textOf(inputs, "caPrivateKeyPem"));
  if (!(await request.verify())) throw new ProviderError("Failed to verify the signature of the request");
  if (!new NodeCertificate(authorityPem).checkPrivateKey(key)) {
    throw new ProviderError(
      "Failed to create certificate: x509: provided PrivateKey doesn't match parent's PublicKey",
    );
  }
  const certificate = await x509.X509CertificateGenerator.create({
    ...{ subject: request.subjectName.toJSON(), issuer: authority.subjectName.toJSON() },
    ...{ serialNumber: newSerial(), publicKey: request.publicKey, signingKey: keyPair(key).privateKey },
    ...{ signingAlgorithm: algorithmOf(key), ...validity(inputs) },
    extensions: [
      ...(await extensionsOf(inputs, request.publicKey)),
      ...(await issuerId(authority)),
      ...request.extensions.filter(({ type }) => type === ALTERNATIVE_NAME),
    ],
  });
  const { id, results } = made(certificate, key);
  const { keyAlgorithm: caKeyAlgorithm = "", ...rest } = results;
  return { id, results: { ...rest, caKeyAlgorithm } };
}

const ALTERNATIVE_NAME = "2.5.29.17";

/** Whoever follows a chain finds the authority by it. */
async function issuerId(authority: x509.X509Certificate): Promise<readonly x509.Extension[]> {
  const own = authority.getExtension(x509.SubjectKeyIdentifierExtension);
  return own === null ? [] : [await x509.AuthorityKeyIdentifierExtension.create(authority.publicKey)];
}

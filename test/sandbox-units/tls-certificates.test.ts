// The library below wants it first.
import "reflect-metadata";
import { createPrivateKey, createPublicKey, X509Certificate } from "node:crypto";
import { Pkcs10CertificateRequest } from "@peculiar/x509";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ECDSA, KEY, REQUEST, SIGNED, YEAR, TlsWorld } from "./tls-world.ts";

let tls: TlsWorld;

beforeEach(async () => {
  tls = await TlsWorld.start();
});

afterEach(() => {
  tls.engine.stop();
});

test.each([
  [{ algorithm: "RSA" }, "rsa", "BEGIN RSA PRIVATE KEY", "ssh-rsa "],
  [{ algorithm: "RSA", rsaBits: 3072 }, "rsa", "BEGIN RSA PRIVATE KEY", "ssh-rsa "],
  [ECDSA, "ec", "BEGIN EC PRIVATE KEY", "ecdsa-sha2-nistp256 "],
  [{ ...ECDSA, ecdsaCurve: "P384" }, "ec", "BEGIN EC PRIVATE KEY", "ecdsa-sha2-nistp384 "],
  [{ ...ECDSA, ecdsaCurve: "P521" }, "ec", "BEGIN EC PRIVATE KEY", "ecdsa-sha2-nistp521 "],
  [{ algorithm: "ED25519" }, "ed25519", "BEGIN PRIVATE KEY", "ssh-ed25519 "],
])("a key of %j is one key in every notation", async (inputs, type, header, ssh) => {
  const { outputs } = await tls.make(KEY, inputs);
  const of = (name: string) => outputs[name] as string;
  const open = (pem: string) => createPublicKey(pem).export({ type: "spki", format: "pem" });
  expect(createPrivateKey(of("privateKeyPem")).asymmetricKeyType).toBe(type);
  expect(of("privateKeyPem")).toContain(header);
  expect([of("privateKeyPem"), of("privateKeyPemPkcs8")].map(open)).toEqual(
    Array(2).fill(of("publicKeyPem")),
  );
  expect(of("publicKeyOpenssh").startsWith(ssh)).toBe(true);
  // The public key stands in the private file as it stands in the other one.
  const blob = Buffer.from(of("publicKeyOpenssh").split(" ")[1]!, "base64");
  const file = Buffer.from(of("privateKeyOpenssh").split("\n").slice(1, -2).join(""), "base64");
  expect(file.subarray(0, 15).toString()).toBe("openssh-key-v1\0");
  expect(file.indexOf(blob)).toBeGreaterThan(0);
  expect(of("publicKeyFingerprintMd5")).toMatch(/^([0-9a-f]{2}:){15}[0-9a-f]{2}$/);
  expect(of("publicKeyFingerprintSha256")).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/);
});

test("a self-signed authority is one: signed by its own key, with its subject, uses and time", async () => {
  const { made, certPem, privateKeyPem } = await tls.authority({ maxPathLength: 1 });
  const certificate = new X509Certificate(certPem);
  expect(certificate.ca).toBe(true);
  expect(certificate.verify(createPublicKey(privateKeyPem))).toBe(true);
  expect(certificate.checkPrivateKey(createPrivateKey(privateKeyPem))).toBe(true);
  expect(certificate.subject).toBe("O=atoll\nCN=k3s-server-ca");
  expect(certificate.issuer).toBe(certificate.subject);
  const hours = (Date.parse(certificate.validTo) - Date.parse(certificate.validFrom)) / 3_600_000;
  expect(hours).toBe(10 * YEAR);
  expect(Date.parse(made.outputs["validityEndTime"] as string)).toBe(Date.parse(certificate.validTo));
  expect(BigInt(made.id)).toBe(BigInt(`0x${certificate.serialNumber}`));
  expect(made.outputs).toMatchObject({ readyForRenewal: false, keyAlgorithm: "ECDSA" });
});

test("a signed certificate has the names of its request and the signature of its authority", async () => {
  const inputs = await tls.signedInputs();
  const { outputs } = await tls.make(SIGNED, inputs);
  const certificate = new X509Certificate(outputs["certPem"] as string);
  const issuer = new X509Certificate(inputs["caCertPem"] as string);
  expect(certificate.checkIssued(issuer)).toBe(true);
  expect(certificate.verify(issuer.publicKey)).toBe(true);
  expect(certificate.ca).toBe(false);
  expect(certificate.subject).toBe("O=system:masters\nCN=system:admin");
  expect(certificate.issuer).toBe(issuer.subject);
  expect(certificate.subjectAltName).toBe(
    "DNS:admin.example, IP Address:127.0.0.1, URI:spiffe://example/admin",
  );
  expect(certificate.keyUsage).toEqual(["1.3.6.1.5.5.7.3.2"]);
  expect(outputs["caKeyAlgorithm"]).toBe("ECDSA");
});

test.each(["RSA", "ED25519"])("keys of %s sign certificates and requests, too", async (algorithm) => {
  const { certPem } = await tls.authority({ privateKeyPem: await tls.newKey({ algorithm }) });
  const certificate = new X509Certificate(certPem);
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  const { outputs } = await tls.make(REQUEST, { privateKeyPem: await tls.newKey({ algorithm }) });
  expect(await new Pkcs10CertificateRequest(outputs["certRequestPem"] as string).verify()).toBe(true);
});

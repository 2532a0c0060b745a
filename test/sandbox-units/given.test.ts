import { X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FLAG_FOLDER } from "../../sandbox/aws/cluster-host.ts";
import type { ClusterRecord } from "../../sandbox/clusters/folder.ts";
import { givenFlags, givenPath, writeGiven } from "../../sandbox/clusters/given.ts";
import { newSecretFiles, type SecretFiles } from "./k3s-secret.ts";

const dir = mkdtempSync(join(tmpdir(), "atoll-given-"));
afterAll(() => {
  rmSync(dir, { recursive: true });
});

let secret: SecretFiles;
beforeAll(async () => {
  secret = await newSecretFiles();
});

const record = (names: readonly string[]): ClusterRecord => ({
  ...{ name: "edge", serviceCidr: "10.96.0.0/16", region: "eu-central-1", account: "111122223333" },
  ...{ port: 21001, etcdPrefix: "/1", started: false },
  given: { files: secret.files, names, flags: [`audit-log-path=${FLAG_FOLDER}/audit.log`] },
});

async function serving(names: readonly string[]): Promise<X509Certificate> {
  await writeGiven(dir, record(names));
  return new X509Certificate(readFileSync(givenPath(dir, "edge", "serving.crt")));
}

test("the API server is known by the names and addresses that it is given, and signed by its authority", async () => {
  const certificate = await serving(["127.0.0.1", "lb.internal", "kubernetes.default.svc"]);
  expect(certificate.subjectAltName?.split(", ").sort()).toEqual([
    "DNS:kubernetes.default.svc",
    "DNS:lb.internal",
    "IP Address:127.0.0.1",
  ]);
  expect(certificate.verify(new X509Certificate(secret.files["server-ca.crt"]).publicKey)).toBe(true);
});

test("it keeps its certificate as long as its names stay, and gets another with the next name", async () => {
  const first = await serving(["lb.internal"]);
  expect((await serving(["lb.internal"])).serialNumber).toBe(first.serialNumber);
  const next = await serving(["lb.internal", "public.internal"]);
  expect(next.serialNumber).not.toBe(first.serialNumber);
  expect(next.subjectAltName).toBe("DNS:lb.internal, DNS:public.internal");
});

test("its flags find its files where they were written", () => {
  const folder = givenPath(dir, "edge", "");
  expect(givenFlags(dir, record([]))).toEqual([
    `--tls-cert-file=${join(folder, "serving.crt")}`,
    `--tls-private-key-file=${join(folder, "serving.key")}`,
    `--client-ca-file=${join(folder, "client-ca.crt")}`,
    expect.stringMatching(/^--audit-log-path=\/.*\/given\/+audit\.log$/),
  ]);
});

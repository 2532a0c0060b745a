import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { SdkDefinitions } from "../../sandbox/aws/sdk-definitions.ts";
import { UNKNOWN_VALUE, type Properties } from "../../sandbox/provider/properties.ts";
import { TLS_KINDS } from "../../sandbox/tls/kinds.ts";
import { ECDSA, KEY, REQUEST, SELF_SIGNED, SIGNED, YEAR, TlsWorld } from "./tls-world.ts";

let tls: TlsWorld;

beforeEach(async () => {
  tls = await TlsWorld.start();
});

afterEach(() => {
  tls.engine.stop();
  vi.useRealTimers();
});

async function leastInputs(type: string): Promise<Properties> {
  if (type === KEY) return ECDSA;
  if (type === SELF_SIGNED) return (await tls.authority()).inputs;
  return type === REQUEST ? { privateKeyPem: await tls.newKey() } : tls.signedInputs();
}

const sdk = new SdkDefinitions("@pulumi/tls");

test.each(Object.keys(TLS_KINDS))("%s has the inputs and outputs that the SDK declares", async (type) => {
  const declared = sdk.resource(type);
  const { outputs } = await tls.make(type, await leastInputs(type));
  expect(Object.keys(TLS_KINDS[type]!.inputs).sort()).toEqual(Object.keys(declared.inputs).sort());
  for (const [name, facts] of Object.entries(TLS_KINDS[type]!.inputs)) {
    const { type: kind, required } = declared.inputs[name]!;
    expect([name, facts.type, facts.required]).toEqual([name, kind, required]);
  }
  expect(declared.outputs).toEqual(expect.arrayContaining(Object.keys(outputs)));
  expect(Object.keys(outputs)).toEqual(expect.arrayContaining([...declared.present]));
});

test.each(Object.keys(TLS_KINDS))("%s stays what it is while its inputs do", async (type) => {
  const inputs = await leastInputs(type);
  const made = await tls.make(type, inputs);
  expect(await tls.engine.diff(made, inputs)).toEqual({});
  expect(await tls.engine.refresh(made)).toEqual(made);
});

test.each(Object.entries(TLS_KINDS))("a preview of %s knows no result", async (type, { results }) => {
  const shown = await tls.engine.preview(type, "thing", await leastInputs(type));
  const unknown = results.filter((name) => name !== "readyForRenewal");
  expect(unknown.map((name) => shown[name])).toEqual(unknown.map(() => UNKNOWN_VALUE));
});

test.each([
  ["privateKey.js", ["privateKeyPem", "privateKeyPemPkcs8", "privateKeyOpenssh"]],
  ["selfSignedCert.js", ["privateKeyPem"]],
  ["certRequest.js", ["privateKeyPem"]],
  ["locallySignedCert.js", ["caPrivateKeyPem"]],
])("the SDK's %s keeps private keys secret in the state", (file, expected) => {
  const path = createRequire(import.meta.url).resolve(`@pulumi/tls/${file}`);
  const [, listed = "[]"] = /additionalSecretOutputs: (\[.*\])/.exec(readFileSync(path, "utf8")) ?? [];
  expect(JSON.parse(listed)).toEqual(expect.arrayContaining(expected));
});

test("every input replaces, but the time of renewal is an update", async () => {
  const { made, inputs } = await tls.authority();
  expect(await tls.engine.diff(made, { ...inputs, validityPeriodHours: YEAR, dnsNames: ["a"] })).toEqual({
    validityPeriodHours: "UPDATE_REPLACE",
    dnsNames: "UPDATE_REPLACE",
  });
  const sooner = { ...inputs, earlyRenewalHours: 24 };
  expect(await tls.engine.diff(made, sooner)).toEqual({ earlyRenewalHours: "UPDATE" });
  const updated = await tls.engine.update(made, sooner);
  expect(updated.outputs).toEqual({ ...made.outputs, earlyRenewalHours: 24 });
  expect(await tls.engine.diff(updated, sooner)).toEqual({});
});

test("a default that is written out is no change", async () => {
  const { made, inputs } = await tls.authority();
  expect(await tls.engine.diff(made, { ...inputs, earlyRenewalHours: 0, setSubjectKeyId: false })).toEqual(
    {},
  );
});

test("a certificate is made anew when the time of its renewal has come", async () => {
  const inputs = await tls.signedInputs({ earlyRenewalHours: 24 });
  const made = await tls.make(SIGNED, inputs);
  vi.useFakeTimers({ now: Date.now() + (YEAR - 25) * 3_600_000, toFake: ["Date"] });
  expect(await tls.engine.diff(made, inputs)).toEqual({});
  vi.setSystemTime(Date.now() + 2 * 3_600_000);
  expect(await tls.engine.diff(made, inputs)).toEqual({ readyForRenewal: "UPDATE_REPLACE" });
  expect((await tls.engine.refresh(made))?.outputs["readyForRenewal"]).toBe(true);
});

test.each([
  [KEY, { algorithm: "DSA" }, 'algorithm: value must be one of: ["RSA","ECDSA","ED25519"], got: "DSA"'],
  [KEY, { algorithm: "ECDSA" }, "ecdsaCurve: the provider's default P224 is not simulated: name a curve"],
  [
    REQUEST,
    { subject: { commonName: "a" } },
    "privateKeyPem: one of privateKeyPem and privateKeyPemWo is required",
  ],
  [REQUEST, { privateKeyPemWo: "x" }, "privateKeyPemWo: write-only keys are not simulated"],
  [REQUEST, { privateKeyPem: "x" }, "Failed to parse private key PEM: it holds no private key"],
  [
    SELF_SIGNED,
    { allowedUses: [], validityPeriodHours: -1, privateKeyPem: "x" },
    "validityPeriodHours: value must be at least 0, got: -1",
  ],
])("%s of %j is refused", async (type, inputs, answer) => {
  await expect(tls.make(type, inputs as Properties)).rejects.toThrow(answer);
});

test("an unknown use is refused, and the known ones are named", async () => {
  await expect(tls.authority({ allowedUses: ["certSigning"] })).rejects.toThrow(
    /^allowedUses: value must be one of: \["any_extended","cert_signing",.*\], got: "certSigning"$/,
  );
});

test("an authority without a subject, and one whose key is another's, sign nothing", async () => {
  await expect(tls.authority({ subject: {} })).rejects.toThrow(
    "Invalid Certificate Subject: Must contain at least one Distinguished Name when creating Certificate Authority (CA)",
  );
  const inputs = await tls.signedInputs({ caPrivateKeyPem: await tls.newKey() });
  await expect(tls.make(SIGNED, inputs)).rejects.toThrow(
    "Failed to create certificate: x509: provided PrivateKey doesn't match parent's PublicKey",
  );
});

test("a type that the stand-in lacks is refused, and so is an import", async () => {
  await expect(tls.make("tls:index/other:Other", {})).rejects.toThrow(
    "the stand-in for the tls provider has no tls:index/other:Other",
  );
  await expect(tls.engine.import(KEY, "thing", "some")).rejects.toThrow("cannot import");
});

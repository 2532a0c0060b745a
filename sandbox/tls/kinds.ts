import type { MadeKind } from "../provider/made-once.ts";
import { isUnknown, type Properties } from "../provider/properties.ts";
import type { CheckFailure } from "../provider/stand-in.ts";
import { certificateRequest, locallySigned, selfSigned, texts } from "./certificates.ts";
import { ALGORITHMS, CURVES, hashId, newPrivateKey } from "./private-key.ts";
import { USAGES } from "./usages.ts";

/** One type of the tls provider. */
export interface TlsKind extends MadeKind {
  /** What the inputs ask for in vain, as far as they are known. */
  readonly faults: (inputs: Properties) => readonly CheckFailure[];
  /** Whether it ends, and is made anew before. */
  readonly ends?: true;
}

const text = { type: "string" } as const;
const number = { type: "number" } as const;
const flag = { type: "boolean" } as const;
const list = { type: "list" } as const;

const SUBJECT = {
  type: "object",
  fields: {
    ...{ commonName: text, country: text, emailAddress: text, locality: text, organization: text },
    ...{ organizationalUnit: text, postalCode: text, province: text, serialNumber: text },
    streetAddresses: list,
  },
} as const;

const NAMES = { subject: SUBJECT, dnsNames: list, ipAddresses: list, uris: list } as const;

/** Inputs by which a secret is given without being kept; simulated is the kept one alone. */
const OWN_KEY = { privateKeyPem: text, privateKeyPemWo: text, privateKeyPemWoVersion: number } as const;
const AUTHORITY_KEY = {
  ...{ caPrivateKeyPem: text, caPrivateKeyPemWo: text, caPrivateKeyPemWoVersion: number },
} as const;

const CERTIFICATE = {
  allowedUses: { ...list, required: true },
  validityPeriodHours: { ...number, required: true },
  ...{ earlyRenewalHours: number, isCaCertificate: flag, maxPathLength: number, setSubjectKeyId: flag },
} as const;

const CERTIFICATE_DEFAULTS = {
  ...{ earlyRenewalHours: 0, isCaCertificate: false, setSubjectKeyId: false, maxPathLength: -1 },
} as const;

/** Defaults are shown as outputs, and are no difference to inputs that leave them out. */
const over =
  (defaults: Properties): NonNullable<MadeKind["complete"]> =>
  (inputs) => ({ ...defaults, ...inputs });

const TIMES = ["certPem", "validityStartTime", "validityEndTime", "readyForRenewal"];

function oneOf(inputs: Properties, property: string, values: readonly string[]): readonly CheckFailure[] {
  const value = inputs[property];
  if (typeof value !== "string" || isUnknown(value) || values.includes(value)) return [];
  const reason = `value must be one of: ${JSON.stringify(values)}, got: ${JSON.stringify(value)}`;
  return [{ property, reason }];
}

function usageFaults(inputs: Properties): readonly CheckFailure[] {
  return texts(inputs["allowedUses"])
    .filter((use) => !isUnknown(use) && !USAGES.includes(use))
    .map((use) => ({
      property: "allowedUses",
      reason: `value must be one of: ${JSON.stringify(USAGES)}, got: ${JSON.stringify(use)}`,
    }));
}

function leastFaults(inputs: Properties): readonly CheckFailure[] {
  return ["validityPeriodHours", "earlyRenewalHours"].flatMap((property) => {
    const value = inputs[property];
    const isBelow = typeof value === "number" && value < 0;
    return isBelow ? [{ property, reason: `value must be at least 0, got: ${value}` }] : [];
  });
}

/** A key is needed, in the form that ends up in the state. */
function keyFaults(inputs: Properties, property: string): readonly CheckFailure[] {
  if ((inputs[`${property}Wo`] ?? null) !== null) {
    return [{ property: `${property}Wo`, reason: "write-only keys are not simulated" }];
  }
  if ((inputs[property] ?? null) !== null) return [];
  return [{ property, reason: `one of ${property} and ${property}Wo is required` }];
}

function curveFaults(inputs: Properties): readonly CheckFailure[] {
  if (inputs["algorithm"] !== "ECDSA") return [];
  if (inputs["ecdsaCurve"] !== undefined) return oneOf(inputs, "ecdsaCurve", Object.keys(CURVES));
  return [{ property: "ecdsaCurve", reason: "the provider's default P224 is not simulated: name a curve" }];
}

/** Types of the tls provider, by token. */
export const TLS_KINDS: Readonly<Record<string, TlsKind>> = {
  "tls:index/privateKey:PrivateKey": {
    inputs: { algorithm: { ...text, required: true }, ecdsaCurve: text, rsaBits: number },
    complete: over({ ecdsaCurve: "P224", rsaBits: 2_048 }),
    faults: (inputs) => [...oneOf(inputs, "algorithm", ALGORITHMS), ...curveFaults(inputs)],
    results: [
      ...["privateKeyPem", "privateKeyPemPkcs8", "privateKeyOpenssh", "publicKeyPem", "publicKeyOpenssh"],
      ...["publicKeyFingerprintMd5", "publicKeyFingerprintSha256"],
    ],
    create: newPrivateKey,
  },
  "tls:index/selfSignedCert:SelfSignedCert": {
    inputs: { ...CERTIFICATE, ...NAMES, ...OWN_KEY, setAuthorityKeyId: flag },
    complete: over({ ...CERTIFICATE_DEFAULTS, setAuthorityKeyId: false }),
    faults: (inputs) => [
      ...usageFaults(inputs),
      ...leastFaults(inputs),
      ...keyFaults(inputs, "privateKeyPem"),
    ],
    results: [...TIMES, "keyAlgorithm"],
    ends: true,
    create: selfSigned,
  },
  "tls:index/certRequest:CertRequest": {
    inputs: { ...NAMES, ...OWN_KEY },
    faults: (inputs) => keyFaults(inputs, "privateKeyPem"),
    results: ["certRequestPem", "keyAlgorithm"],
    create: async (inputs) => {
      const { pem, algorithm } = await certificateRequest(inputs);
      return { id: hashId(pem), results: { certRequestPem: pem, keyAlgorithm: algorithm } };
    },
  },
  "tls:index/locallySignedCert:LocallySignedCert": {
    inputs: {
      ...{ ...CERTIFICATE, ...AUTHORITY_KEY },
      ...{ caCertPem: { ...text, required: true }, certRequestPem: { ...text, required: true } },
    },
    complete: over(CERTIFICATE_DEFAULTS),
    faults: (inputs) => [
      ...usageFaults(inputs),
      ...leastFaults(inputs),
      ...keyFaults(inputs, "caPrivateKeyPem"),
    ],
    results: [...TIMES, "caKeyAlgorithm"],
    ends: true,
    create: locallySigned,
  },
};

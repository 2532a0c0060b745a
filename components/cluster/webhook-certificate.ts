import type * as pulumi from "@pulumi/pulumi";
import { CertRequest } from "@pulumi/tls/certRequest.js";
import { LocallySignedCert } from "@pulumi/tls/locallySignedCert.js";
import { PrivateKey } from "@pulumi/tls/privateKey.js";
import type { Provider as TlsProvider } from "@pulumi/tls/provider.js";
import { SelfSignedCert } from "@pulumi/tls/selfSignedCert.js";

/** Where keys and certificates belong. */
export interface CertificatePlace {
  readonly parent: pulumi.Resource;
  /** Provider of keys and certificates. */
  readonly tls: TlsProvider;
}

/** What a webhook shows, and what the API server knows it by. */
export interface WebhookCertificate {
  readonly certPem: pulumi.Output<string>;
  /** A secret. */
  readonly keyPem: pulumi.Output<string>;
  /** Its authority, in base64. */
  readonly caBundle: pulumi.Output<string>;
}

/**
 * Ten years, of which the last is for renewal: an update that would run then makes a new one. A webhook whose certificate
 * ran out between two updates would be as one that is down.
 */
const LIFETIME = { validityPeriodHours: 87_600, earlyRenewalHours: 8_760 } as const;
const KEY = { algorithm: "ECDSA", ecdsaCurve: "P256" } as const;

/** An authority that signs this one certificate. `name` begins their logical names. */
export function createWebhookCertificate(
  name: string,
  { parent, tls }: CertificatePlace,
  hosts: readonly string[],
): WebhookCertificate {
  const options = { parent, provider: tls };
  const [commonName = ""] = hosts;
  const { ca, caKey } = createAuthority(name, `${commonName}-ca`, options);
  const key = new PrivateKey(`${name}-key`, KEY, options);
  const request = new CertRequest(
    `${name}-request`,
    { privateKeyPem: key.privateKeyPem, subject: { commonName }, dnsNames: [...hosts] },
    options,
  );
  const certificate = new LocallySignedCert(
    `${name}-certificate`,
    {
      certRequestPem: request.certRequestPem,
      caPrivateKeyPem: caKey.privateKeyPem,
      caCertPem: ca.certPem,
      allowedUses: ["digital_signature", "server_auth"],
      ...LIFETIME,
    },
    options,
  );
  return {
    certPem: certificate.certPem,
    keyPem: key.privateKeyPem,
    caBundle: ca.certPem.apply((pem) => Buffer.from(pem).toString("base64")),
  };
}

function createAuthority(
  name: string,
  commonName: string,
  options: pulumi.CustomResourceOptions,
): { readonly ca: SelfSignedCert; readonly caKey: PrivateKey } {
  const caKey = new PrivateKey(`${name}-ca-key`, KEY, options);
  const ca = new SelfSignedCert(
    `${name}-ca`,
    {
      privateKeyPem: caKey.privateKeyPem,
      subject: { commonName },
      isCaCertificate: true,
      allowedUses: ["cert_signing", "digital_signature"],
      ...LIFETIME,
    },
    options,
  );
  return { ca, caKey };
}

import * as pulumi from "@pulumi/pulumi";
import { CertRequest } from "@pulumi/tls/certRequest.js";
import { LocallySignedCert } from "@pulumi/tls/locallySignedCert.js";
import { PrivateKey } from "@pulumi/tls/privateKey.js";
import type { Provider } from "@pulumi/tls/provider.js";
import { SelfSignedCert } from "@pulumi/tls/selfSignedCert.js";
import { DEFAULT_PROTECT } from "./settings.ts";
import {
  ADMIN_HOURS,
  ADMIN_RENEWAL_HOURS,
  ADMIN_SUBJECT,
  ADMIN_USES,
  AUTHORITIES,
  AUTHORITY_HOURS,
  AUTHORITY_USES,
  type AuthorityRole,
  type PlannedAuthority,
} from "./certificate-plan.ts";
import { knownText, type K3sScope } from "./scope.ts";

/** A certificate and its key, as text; the key is a secret. */
export interface KeyPair {
  readonly certificate: pulumi.Output<string>;
  readonly key: pulumi.Output<string>;
}

/** One that signs certificates; the public half of its key is no secret, and stays when its own one is renewed. */
export interface Authority extends KeyPair {
  readonly publicKey: pulumi.Output<string>;
}

/** All that a cluster's machines and its administrators show to each other. */
export interface Certificates {
  readonly authorities: Readonly<Record<AuthorityRole, Authority>>;
  readonly admin: KeyPair;
  /** The key that signs the tokens of ServiceAccounts; its public half is no secret. */
  readonly signingKey: { readonly key: pulumi.Output<string>; readonly publicKey: pulumi.Output<string> };
}

const ELLIPTIC = { algorithm: "ECDSA", ecdsaCurve: "P256" } as const;

/** Kubernetes and AWS agree on RSA for tokens. */
const SIGNING = { algorithm: "RSA", rsaBits: 2048 } as const;

/**
 * Makes the authorities, the administrator's certificate and the signing key, so that they are known before the first
 * machine is there, and outlive all of them. None can be had again, so whatever protects data protects them, too.
 */
export function createCertificates(scope: K3sScope, provider: Provider): Certificates {
  const pairs = Object.entries(AUTHORITIES).map(
    ([role, planned]) => [role, createAuthority(scope, provider, planned)] as const,
  );
  const authorities = Object.fromEntries(pairs) as Record<AuthorityRole, Authority>;
  const signing = new PrivateKey(`${scope.name}-signing-key`, SIGNING, kept(scope, provider));
  return {
    authorities,
    admin: createAdmin(scope, provider, authorities.client),
    signingKey: { key: pulumi.secret(knownText(signing.privateKeyPem)), publicKey: signing.publicKeyPem },
  };
}

function createAuthority(
  scope: K3sScope,
  provider: Provider,
  { key: role, commonName }: PlannedAuthority,
): Authority {
  const name = `${scope.name}-${role}`;
  const made = new PrivateKey(`${name}-key`, ELLIPTIC, kept(scope, provider));
  const key = pulumi.secret(knownText(made.privateKeyPem));
  const certificate = new SelfSignedCert(
    name,
    {
      privateKeyPem: key,
      subject: { commonName },
      isCaCertificate: true,
      setSubjectKeyId: true,
      allowedUses: [...AUTHORITY_USES],
      validityPeriodHours: AUTHORITY_HOURS,
    },
    kept(scope, provider),
  );
  return { certificate: knownText(certificate.certPem), key, publicKey: made.publicKeyPem };
}

function createAdmin({ name, parent }: K3sScope, provider: Provider, authority: KeyPair): KeyPair {
  const child = { parent, provider };
  const made = new PrivateKey(`${name}-admin-key`, ELLIPTIC, child);
  const key = pulumi.secret(knownText(made.privateKeyPem));
  const request = new CertRequest(
    `${name}-admin-request`,
    { privateKeyPem: key, subject: ADMIN_SUBJECT },
    child,
  );
  const signed = new LocallySignedCert(
    `${name}-admin`,
    {
      certRequestPem: request.certRequestPem,
      caCertPem: authority.certificate,
      caPrivateKeyPem: authority.key,
      allowedUses: [...ADMIN_USES],
      validityPeriodHours: ADMIN_HOURS,
      earlyRenewalHours: ADMIN_RENEWAL_HOURS,
    },
    child,
  );
  return { certificate: knownText(signed.certPem), key };
}

function kept({ parent, settings }: K3sScope, provider: Provider): pulumi.CustomResourceOptions {
  return { parent, provider, protect: settings.protect ?? DEFAULT_PROTECT };
}

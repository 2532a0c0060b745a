import { ACME_DIRECTORIES, CERT_MANAGER_API } from "../../../fleet/charts/platform-vocabulary.ts";
import type { AddOnObject, Values } from "../contract.ts";
import type { CertificateSettings, NameProof } from "./certificates.ts";
import { INTERNAL_ISSUER, SELF_SIGNED_ISSUER } from "./issuers.ts";

/** The internal authority, and the Secret that holds its key. */
const INTERNAL_CA = "platform-ca";

/** An authority for names inside the cluster, such as that of the metrics API: nobody outside trusts it. */
export function internalAuthority(): readonly AddOnObject[] {
  const issuer = { apiVersion: CERT_MANAGER_API, kind: "ClusterIssuer", namespaced: false };
  return [
    { ...issuer, role: "self-signed", name: SELF_SIGNED_ISSUER, body: { spec: { selfSigned: {} } } },
    {
      role: "ca",
      apiVersion: CERT_MANAGER_API,
      kind: "Certificate",
      name: INTERNAL_CA,
      namespaced: true,
      body: {
        spec: {
          isCA: true,
          commonName: INTERNAL_CA,
          secretName: INTERNAL_CA,
          privateKey: { algorithm: "ECDSA", size: 256, rotationPolicy: "Always" },
          issuerRef: { group: "cert-manager.io", kind: "ClusterIssuer", name: SELF_SIGNED_ISSUER },
        },
      },
    },
    {
      ...issuer,
      role: "internal",
      name: INTERNAL_ISSUER,
      body: { spec: { ca: { secretName: INTERNAL_CA } } },
    },
  ];
}

export function publicIssuers({ email, proofs }: CertificateSettings): readonly AddOnObject[] {
  return (["production", "staging"] as const).map((directory) => ({
    role: `letsencrypt-${directory}`,
    apiVersion: CERT_MANAGER_API,
    kind: "ClusterIssuer",
    name: `letsencrypt-${directory}`,
    namespaced: false,
    body: {
      spec: {
        acme: {
          email,
          server: ACME_DIRECTORIES[directory],
          privateKeySecretRef: { name: `letsencrypt-${directory}-account` },
          solvers: proofs.flatMap(solvers),
        },
      },
    },
  }));
}

/**
 * Of several that fit a name, cert-manager takes that of the longest domain, and one without a domain last: names of
 * tenants' own domains, whose owner leads the challenge to a name of ours. A name that nobody leads here is not proven.
 */
function solvers({ below, zone, aliases }: NameProof): readonly Values[] {
  return [
    { selector: { dnsZones: [below] }, dns01: dns01(zone) },
    ...(aliases === true ? [{ dns01: { cnameStrategy: "Follow", ...dns01(zone) } }] : []),
  ];
}

function dns01(zone: NameProof["zone"]): Values {
  switch (zone.provider) {
    case "route53":
      return {
        route53: {
          region: zone.awsRegion,
          hostedZoneID: zone.zoneId,
          ...(zone.roleArn === undefined ? {} : { role: zone.roleArn }),
        },
      };
    case "cloudflare":
      return { cloudflare: { apiTokenSecretRef: { name: zone.tokenSecret, key: "token" } } };
  }
}

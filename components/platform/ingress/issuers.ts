import type { AddOnName } from "../../../fleet/charts/add-ons.ts";
import { BARMAN_ISSUER } from "../../../fleet/charts/data-vocabulary.ts";

/** Where certificates of the platform are issued. */
export const CERTIFICATES_NAMESPACE = "cert-manager";

/** Issuers of public certificates: the real one, and the one to try with. */
export const PUBLIC_ISSUERS = ["letsencrypt-production", "letsencrypt-staging"] as const;

/** Issuer of certificates that only the cluster trusts. */
export const INTERNAL_ISSUER = "platform-internal";

/** Signs the certificate of the internal authority, and nothing else. */
export const SELF_SIGNED_ISSUER = "platform-self-signed";

/**
 * Issuers that charts make for themselves and cannot do without, as `namespace.name`: requests to any other are approved by
 * nobody. A chart that takes an issuer gets the internal one instead.
 */
export const CHART_ISSUERS: Readonly<Partial<Record<AddOnName, readonly string[]>>> = {
  "cloudnative-pg": [`cnpg-system.${BARMAN_ISSUER}`],
};

/** Names by which cert-manager knows whose requests it may approve. @see https://cert-manager.io/docs/usage/certificaterequest/#approver-controller */
export function approvedSigners(has: (name: AddOnName) => boolean): readonly string[] {
  const own = [...PUBLIC_ISSUERS, SELF_SIGNED_ISSUER, INTERNAL_ISSUER].map(
    (name) => `clusterissuers.cert-manager.io/${name}`,
  );
  const others = (Object.entries(CHART_ISSUERS) as [AddOnName, readonly string[]][]).flatMap(
    ([addOn, issuers]) => (has(addOn) ? issuers : []),
  );
  return [...own, ...others.map((name) => `issuers.cert-manager.io/${name}`)];
}

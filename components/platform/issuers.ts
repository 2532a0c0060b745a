/** Where certificates of the platform are issued. */
export const CERTIFICATES_NAMESPACE = "cert-manager";

/** Issuers of public certificates: the real one, and the one to try with. */
export const PUBLIC_ISSUERS = ["letsencrypt-production", "letsencrypt-staging"] as const;

/** Issuer of certificates that only the cluster trusts. */
export const INTERNAL_ISSUER = "platform-internal";

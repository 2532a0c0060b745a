/** One authority of a cluster: where K3s looks for it, and what it is called. */
export interface PlannedAuthority {
  /** Part of the logical name. */
  readonly key: string;
  /** Path of its files below K3s's folder of certificates, without their ends. */
  readonly path: string;
  readonly commonName: string;
}

/**
 * The authorities of a K3s cluster, each its own root, as K3s would make them itself.
 *
 * @see https://docs.k3s.io/cli/certificate#using-custom-ca-certificates
 */
export const AUTHORITIES = {
  server: { key: "server-ca", path: "server-ca", commonName: "k3s-server-ca" },
  client: { key: "client-ca", path: "client-ca", commonName: "k3s-client-ca" },
  requestHeader: {
    key: "request-header-ca",
    path: "request-header-ca",
    commonName: "k3s-request-header-ca",
  },
  etcdServer: { key: "etcd-server-ca", path: "etcd/server-ca", commonName: "etcd-server-ca" },
  etcdPeer: { key: "etcd-peer-ca", path: "etcd/peer-ca", commonName: "etcd-peer-ca" },
} as const satisfies Readonly<Record<string, PlannedAuthority>>;

export type AuthorityRole = keyof typeof AUTHORITIES;

/** File of the key that signs the tokens of ServiceAccounts. */
export const SIGNING_KEY_FILE = "service.key";

const DAY_HOURS = 24;

/** Ten years: machines that hold an authority don't outlive it. */
export const AUTHORITY_HOURS = 3_650 * DAY_HOURS;

/** The administrator's certificate, which each `up` of its last quarter of a year renews. */
export const ADMIN_HOURS = 365 * DAY_HOURS;
export const ADMIN_RENEWAL_HOURS = 90 * DAY_HOURS;

/** Who may do everything, whatever RBAC says. @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings */
export const ADMIN_SUBJECT = { commonName: "system:admin", organization: "system:masters" } as const;

/** What a certificate is good for. @see https://www.pulumi.com/registry/packages/tls/api-docs/selfsignedcert/ */
export const AUTHORITY_USES = ["cert_signing", "digital_signature", "key_encipherment"] as const;
export const ADMIN_USES = ["client_auth", "digital_signature", "key_encipherment"] as const;

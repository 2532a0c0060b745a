/** What an administrator must know of a K3s cluster; the key is a secret, and so is the whole. */
export interface AdminAddress {
  readonly name: string;
  /** Such as https://name:6443. */
  readonly server: string;
  /** Certificate authority of the servers, PEM. */
  readonly authority: string;
  /** Certificate of the administrator, PEM. */
  readonly certificate: string;
  /** Its key, PEM. */
  readonly key: string;
  /** Name that the servers' certificate is asked for. @default - that in `server` */
  readonly tlsServerName?: string;
  /** Way into the network. @default - none is needed */
  readonly proxyUrl?: string;
}

/** A kubeconfig with the administrator's certificate. */
export function adminKubeconfig(address: AdminAddress): string {
  const { name, server, authority, certificate, key, tlsServerName, proxyUrl } = address;
  const cluster = {
    server,
    "certificate-authority-data": base64(authority),
    ...(tlsServerName === undefined ? {} : { "tls-server-name": tlsServerName }),
    ...(proxyUrl === undefined ? {} : { "proxy-url": proxyUrl }),
  };
  const user = { "client-certificate-data": base64(certificate), "client-key-data": base64(key) };
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name, cluster }],
    users: [{ name, user }],
    contexts: [{ name, context: { cluster: name, user: name } }],
    "current-context": name,
  });
}

const base64 = (text: string): string => Buffer.from(text).toString("base64");

/** What a client must know of a cluster; nothing of it is a secret. */
export interface ClusterAddress {
  readonly name: string;
  readonly endpoint: string;
  /** Certificate authority, base64. */
  readonly authority: string;
  readonly awsRegion: string;
  /** ARN of the role as which the client acts. */
  readonly roleArn: string;
  /** Way into the network. @default - none is needed */
  readonly proxyUrl?: string;
}

/**
 * A kubeconfig that asks AWS for a token each time it needs one: no token ever stands in a state or a file.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/create-kubeconfig.html
 */
export function kubeconfig(address: ClusterAddress): object {
  const { name, endpoint, authority, awsRegion, roleArn, proxyUrl } = address;
  const exec = {
    apiVersion: "client.authentication.k8s.io/v1beta1",
    command: "aws",
    args: ["eks", "get-token", "--cluster-name", name, "--region", awsRegion, "--role-arn", roleArn].concat(
      "--output",
      "json",
    ),
    interactiveMode: "Never",
    provideClusterInfo: false,
  };
  const cluster = {
    server: endpoint,
    "certificate-authority-data": authority,
    ...(proxyUrl === undefined ? {} : { "proxy-url": proxyUrl }),
  };
  return {
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name, cluster }],
    users: [{ name, user: { exec } }],
    contexts: [{ name, context: { cluster: name, user: name } }],
    "current-context": name,
  };
}

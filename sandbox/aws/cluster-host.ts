/** A node of a simulated cluster, as its machine makes it. */
export interface ClusterNode {
  /** Such as ip-10-0-1-7.eu-central-1.compute.internal. */
  readonly name: string;
  readonly zone: string;
  /** Such as m7g.large. */
  readonly instanceType: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly ClusterTaint[];
  /** Virtual processors. */
  readonly cpu: number;
  /** GiB. */
  readonly memory: number;
  /** Pods at most. */
  readonly pods: number;
  readonly architecture: "amd64" | "arm64";
}

export interface ClusterTaint {
  readonly key: string;
  readonly value?: string;
  readonly effect: "NoSchedule" | "PreferNoSchedule" | "NoExecute";
}

/** A cluster that shall have an API server. */
export interface ClusterSpec {
  readonly name: string;
  readonly serviceCidr: string;
  readonly region: string;
  readonly account: string;
}

/** How an API server is reached; the certificate authority is PEM in base64, as EKS gives it. */
export interface ClusterAccess {
  readonly endpoint: string;
  readonly certificateAuthority: string;
}

/** What runs the clusters of the simulated EKS. Each method may be called again, and changes nothing the second time. */
export interface ClusterHost {
  /** Undefined when it runs no API servers: then the simulated EKS makes up an address. */
  readonly start: (cluster: ClusterSpec) => Promise<ClusterAccess | undefined>;
  readonly remove: (name: string) => Promise<void>;
  /** Gives a group exactly these nodes. */
  readonly setNodes: (name: string, group: string, nodes: readonly ClusterNode[]) => Promise<void>;
}

/** No API servers at all: clusters are entries of the cloud, and their addresses lead nowhere. */
export const NO_CLUSTERS: ClusterHost = {
  start: () => Promise.resolve(undefined),
  remove: () => Promise.resolve(),
  setNodes: () => Promise.resolve(),
};

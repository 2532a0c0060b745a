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
  /** Such as aws:///eu-central-1a/i-0a1b. @default - made up */
  readonly providerId?: string;
  /** Address inside of its network. @default - that of this machine */
  readonly address?: string;
  /** @default - that of the simulator's Kubernetes */
  readonly kubeletVersion?: string;
}

export interface ClusterTaint {
  readonly key: string;
  readonly value?: string;
  readonly effect: "NoSchedule" | "PreferNoSchedule" | "NoExecute";
}

/** Stands in a flag for the folder of the files that a control plane is given. */
export const FLAG_FOLDER = "{folder}";

/** What a control plane is given instead of making it itself: as servers of K3s are. */
export interface GivenControlPlane {
  /** Authorities, keys and further files of the API server, by name. */
  readonly files: Readonly<Record<string, string>>;
  /** Names and addresses for which the API server has a certificate. */
  readonly names: readonly string[];
  /** Flags of the API server without their dashes; `FLAG_FOLDER` in one is where the files are. */
  readonly flags: readonly string[];
}

/** A cluster that shall have an API server. */
export interface ClusterSpec {
  readonly name: string;
  readonly serviceCidr: string;
  readonly region: string;
  readonly account: string;
  /** Authorities and flags of its API server. @default - it makes its own */
  readonly given?: GivenControlPlane;
}

/** How an API server is reached; the certificate authority is PEM in base64, as EKS gives it. */
export interface ClusterAccess {
  readonly endpoint: string;
  readonly certificateAuthority: string;
}

/** What runs the clusters of the simulated AWS. Each method may be called again, and changes nothing the second time. */
export interface ClusterHost {
  /** Undefined when it runs no API servers: then the simulated EKS makes up an address. */
  readonly start: (cluster: ClusterSpec) => Promise<ClusterAccess | undefined>;
  readonly remove: (name: string) => Promise<void>;
  /** Gives a group exactly these nodes. */
  readonly setNodes: (name: string, group: string, nodes: readonly ClusterNode[]) => Promise<void>;
  /** The same for machines that no group of EKS holds. A cluster that does not run is left alone. */
  readonly setMachines: (name: string, machines: string, nodes: readonly ClusterNode[]) => Promise<void>;
  /** Stops a cluster until it is started; what it knows stays. */
  readonly halt: (name: string) => Promise<void>;
}

/** No API servers at all: clusters are entries of the cloud, and their addresses lead nowhere. */
export const NO_CLUSTERS: ClusterHost = {
  start: () => Promise.resolve(undefined),
  remove: () => Promise.resolve(),
  setNodes: () => Promise.resolve(),
  setMachines: () => Promise.resolve(),
  halt: () => Promise.resolve(),
};

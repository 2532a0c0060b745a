/** What the machines of one K3s cluster in AWS are told at their first start: nothing of it is a secret. */
export interface K3sBoot {
  /** Id of the cluster. */
  readonly cluster: string;
  /** Release of K3s, such as v1.35.5+k3s1. */
  readonly version: string;
  readonly awsRegion: string;
  /** Name or address that leads to all servers, on `API_PORT`. */
  readonly registrationAddress: string;
  /** Name of the secret in Secrets Manager that this machine may read: that of servers, or that of agents. */
  readonly secretName: string;
  /** Where images are pulled from instead of their own registries. @default - from there */
  readonly imageMirror?: string;
  /** Where the releases of K3s are fetched from: an address with a folder for each. @default - from GitHub */
  readonly releaseMirror?: string;
  /** Whether its disks may hold volumes of Longhorn, which needs packages for that. @default false */
  readonly longhorn?: boolean;
}

/** What must be equal on all servers, and cannot change on a live cluster. */
export interface K3sDatastoreFlags {
  readonly podCidr: string;
  readonly serviceCidr: string;
  /** Issuer of ServiceAccount tokens. @default - the cluster's own address, which no cloud can read */
  readonly issuer?: string;
  /** Whether K3s answers Services of type LoadBalancer by itself. */
  readonly serviceLb: boolean;
  /** Whether K3s brings the storage class local-path. */
  readonly localStorage: boolean;
}

export interface K3sSnapshots {
  /** As cron writes it, in UTC. */
  readonly schedule: string;
  /** Snapshots that are kept. Range 1..1000. */
  readonly keep: number;
}

/** What one server is told. */
export interface K3sServerBoot extends K3sBoot {
  readonly flags: K3sDatastoreFlags;
  /** Letter of its zone, by which the server is known. */
  readonly server: string;
  /** Bucket of the cluster: who founds it, and its snapshots. */
  readonly bucket: string;
  readonly snapshots: K3sSnapshots;
  /** Private access for administrators. @default - none */
  readonly tailscale?: { readonly authKeySecret: string; readonly tags: readonly string[] };
}

export interface K3sTaint {
  readonly key: string;
  readonly value: string;
  readonly effect: "NoSchedule" | "NoExecute";
}

/** What the machines of one group of agents are told. */
export interface K3sAgentBoot extends K3sBoot {
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly K3sTaint[];
  /** Largest number of pods on a node. Range 1..250. */
  readonly maxPods: number;
}

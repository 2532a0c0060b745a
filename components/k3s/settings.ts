import type { K3sDatastoreFlags, K3sSnapshots } from "../../fleet/k3s/boot.ts";
import type { EksAccess } from "../cluster/settings.ts";

export const DEFAULT_PROTECT = false;
export const DEFAULT_PATCH_FORCE = false;

/** One server: known by the letter of its zone. */
export interface K3sServer {
  /** Letter of its zone. */
  readonly key: string;
  /** Such as eu-central-1a. */
  readonly availabilityZone: string;
  /** Number of the machine; a higher one replaces the server. Range 1..9999. */
  readonly revision: number;
}

/** What one K3s cluster in AWS looks like: plain values, for they decide which resources exist. */
export interface K3sSettings {
  /** Number of the AWS account. */
  readonly accountId: string;
  /** AWS region code, such as eu-central-1. */
  readonly awsRegion: string;
  /** Kubernetes minor version that workloads are made for, such as "1.35". */
  readonly workloadKubernetes: string;
  /** Kubernetes minor version of what the cluster itself installs, such as its storage driver. */
  readonly addOnKubernetes: string;
  /** Release of K3s that servers start with, such as v1.35.5+k3s1. */
  readonly serverRelease: string;
  /** That of workers, which follow in a step of their own. */
  readonly agentRelease: string;
  /** What must be equal on all servers, and cannot change once etcd holds data. */
  readonly flags: K3sDatastoreFlags;
  /** In the order of their keys. */
  readonly servers: readonly K3sServer[];
  /** Names of the zones of its nodes, such as eu-central-1a, in order. */
  readonly zones: readonly string[];
  /** Instance type of the servers. */
  readonly serverType: string;
  /** Disk of each server, in GiB. Range 20..1000. */
  readonly diskGib: number;
  /**
   * Image of all machines: an id, or `resolve:ssm:` and a parameter of AWS. An instance with a `rootBlockDevice` of its
   * own takes only ids: what it starts with a parameter and a disk needs a launch template.
   *
   * @see https://github.com/hashicorp/terraform-provider-aws/issues/43488
   */
  readonly image: string;
  /** How deployments and people reach the API server. */
  readonly access: EksAccess;
  /** Range of the nodes' subnets, one for each. */
  readonly nodeRanges: readonly string[];
  /** Number of the tokens by which nodes join; a higher one makes new tokens. Range 1..9999. */
  readonly tokenRevision: number;
  /** When etcd is saved, and how many of its snapshots are kept. */
  readonly snapshots: K3sSnapshots;
  /** Names of the secrets that the machines of each role read. */
  readonly secretNames: { readonly server: string; readonly agent: string };
  /** Name of the bucket that holds who founded the cluster, its snapshots and its tokens. */
  readonly stateBucket: string;
  /** Name of the bucket that the world reads the issuer's documents from. */
  readonly issuerBucket: string;
  /** Issuer of ServiceAccount tokens: the address of that bucket. */
  readonly issuer: string;
  /** Registries that the region keeps copies of, by the hosts that the copies' names begin with: machines may have new ones made. @default none */
  readonly cachedRegistries?: readonly string[];
  /** What provides volumes. */
  readonly storage: "ebs" | "longhorn" | "local-path";
  /** Private access for administrators. @default - none */
  readonly tailscale?: { readonly authKeySecret: string; readonly tags: readonly string[] };
  /** Days in which keys and secrets that are to be deleted can still be kept. Range 7..30. */
  readonly keyDeletionDays: number;
  /** Refuses to delete what cannot be had again. @default false */
  readonly protect?: boolean;
  /** Tags of every resource of the stack, for controllers that make cloud resources of their own. */
  readonly tags: Readonly<Record<string, string>>;
  /** Takes back fields of Kubernetes objects that another manager has changed. @default false */
  readonly patchForce?: boolean;
  /** Where charts come from. @default - each chart's own repository */
  readonly chartMirror?: string;
  /** Where images come from. @default - each image's own registry */
  readonly imageMirror?: string;
  /** Where machines fetch K3s from: an address with a folder for each release. @default - from GitHub */
  readonly releaseMirror?: string;
}

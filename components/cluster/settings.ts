import type { ControlPlaneLog, EksAddOn } from "../../fleet/eks-vocabulary.ts";
import type { NodePool } from "../../fleet/node-pool.ts";

export const DEFAULT_PROTECT = false;
export const DEFAULT_PATCH_FORCE = false;

/** How deployments reach the API server, with all ranges known. */
export type EksAccess =
  | { readonly mode: "runner-network"; readonly cidrs: readonly string[] }
  | { readonly mode: "tunnel"; readonly proxyUrl: string; readonly cidrs: readonly string[] }
  | { readonly mode: "public-list"; readonly cidrs: readonly string[] };

/** What one EKS cluster looks like: plain values, for they decide which resources exist. */
export interface EksSettings {
  /** Number of the AWS account. */
  readonly accountId: string;
  /** AWS region code, such as eu-central-1. */
  readonly awsRegion: string;
  /** Name of the role that deployments assume. */
  readonly deployerRole: string;
  /** Kubernetes minor version of the control plane, such as "1.35". */
  readonly kubernetes: string;
  /** That of the system nodes, which follows in a step of its own. */
  readonly nodeKubernetes: string;
  /** That for which add-ons and tenants are made, which follows last. */
  readonly workloadKubernetes: string;
  /** Range of Kubernetes Services. */
  readonly serviceCidr: string;
  /** Names of the zones of its nodes, such as eu-central-1a, in order. */
  readonly zones: readonly string[];
  /** How deployments and people reach the API server. */
  readonly access: EksAccess;
  /** Names of roles that may do everything in the cluster. @default none */
  readonly adminRoles?: readonly string[];
  /** Names of roles that may look. @default none */
  readonly viewerRoles?: readonly string[];
  /** Version of each managed add-on. */
  readonly addOns: Readonly<Record<EksAddOn, string>>;
  /** Image of the system nodes: Kubernetes patch and day, such as 1.35.8-20260930. */
  readonly nodeRelease: string;
  /** Number of system nodes. Range 2..9. */
  readonly systemNodes: number;
  /** Logs that the control plane writes. */
  readonly logs: readonly ControlPlaneLog[];
  /** Days that they are kept. Range 1..3653, one of `LOG_RETENTION_DAYS`. */
  readonly logRetentionDays: number;
  /** Lets traffic be moved out of a failing zone. */
  readonly zonalShift: boolean;
  /** Days in which a key that is to be deleted can still be kept. Range 7..30. */
  readonly keyDeletionDays: number;
  /** Refuses to delete the cluster and its key. @default false */
  readonly protect?: boolean;
  /** Tags of every resource of the stack, for controllers that make cloud resources of their own. */
  readonly tags: Readonly<Record<string, string>>;
  /** Takes back fields of Kubernetes objects that another manager has changed. @default false */
  readonly patchForce?: boolean;
}

/** What Karpenter may launch, and when it may replace it. */
export interface KarpenterSettings {
  /** Every pool, with its numbers decided; the first is the one for pods that ask for nothing. */
  readonly pools: readonly NodePool[];
  /** Kubernetes minor version of the nodes' images, such as "1.35". */
  readonly nodeKubernetes: string;
  /** Pods of the controller, on as many nodes. Range 1..3. */
  readonly replicas: number;
  /** Whether the network has no way out to public endpoints. */
  readonly isolatedVpc: boolean;
  /** Largest number of pods on each of the nodes. Range 1..250. */
  readonly maxPods: number;
}

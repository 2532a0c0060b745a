import type { ControlPlaneLog, EksAddOn } from "../../fleet/eks-vocabulary.ts";
import type { IpFamily } from "../../fleet/networks/ip-family.ts";
import type { NodePool } from "../../fleet/nodes/node-pool.ts";

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
  /** Range of Kubernetes Services; on IPv6 EKS takes one itself, and this says nothing. */
  readonly serviceCidr: string;
  /** Family of pods' and Services' addresses. @default - IPv4 */
  readonly ipFamily?: IpFamily;
  /** Names of the zones of its nodes, such as eu-central-1a, in order. */
  readonly zones: readonly string[];
  /** Names of the zones of its pod subnets, in the order of their ids, where pods' interfaces are named zone by zone. @default - pods find their subnets by tag */
  readonly podZones?: readonly string[];
  /** Ranges outside the VPC that see the pods' own addresses. @default none */
  readonly excludeSnatCidrs?: readonly string[];
  /** How deployments and people reach the API server. */
  readonly access: EksAccess;
  /** Names of roles that may do everything in the cluster. @default none */
  readonly adminRoles?: readonly string[];
  /** Names of roles that may look. @default none */
  readonly viewerRoles?: readonly string[];
  /** Registries that the region keeps copies of, by the hosts that the copies' names begin with: nodes may have new ones made. @default none */
  readonly cachedRegistries?: readonly string[];
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

/** What Cluster Autoscaler may launch, and how it is run. */
export interface AutoscalerSettings {
  /** Letters of the zones of its nodes, in order: one for each subnet of nodes. */
  readonly zones: readonly string[];
  /** Every pool, with its numbers decided. */
  readonly pools: readonly NodePool[];
  /** Kubernetes minor version that it simulates, such as "1.35". */
  readonly kubernetes: string;
  /** Pods of which one works, on as many nodes. Range 1..3. */
  readonly replicas: number;
  /** Nodes of the cluster, those of the system included. Range 1..5000. */
  readonly maxNodes: number;
  /** Minutes for which a node must not have been needed before it goes. Range 1..60. */
  readonly unneededMinutes: number;
}

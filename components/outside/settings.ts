import type { OidcEntry } from "../../fleet/schema/attached.ts";
import type { ClusterFacts } from "../cluster/cluster.ts";

export const DEFAULT_PATCH_FORCE = false;

/** What atoll runs in K3s on machines that it did not make. */
export interface HostedK3s {
  /** Releases of K3s, such as v1.35.5+k3s1: of servers, and of agents, which follow in a step of their own. */
  readonly serverRelease: string;
  readonly agentRelease: string;
  /** Kubernetes minor version of what the cluster itself installs, such as its storage. */
  readonly addOnKubernetes: string;
  readonly storage: "longhorn" | "local-path";
  /** Number of servers. Range 1..7. */
  readonly servers: number;
  /** Number of machines, or of places whose loss takes machines along where there are several. Range 1..5000. */
  readonly places: number;
  /** Whether those places are more than single machines. */
  readonly zoned: boolean;
  /** Ranges from which the API server calls. */
  readonly apiServerRanges: readonly string[];
  /** Ranges of the machines. */
  readonly nodeRanges: readonly string[];
}

/** What is known of a cluster that somebody else made: plain values, for they decide which resources exist. */
export interface OutsideSettings {
  /** What add-ons and tenants know of it; its `identity` is "oidc" where `oidc` is given, else "none". */
  readonly facts: ClusterFacts;
  /** AWS region of the account in which its pods get rights. */
  readonly awsRegion: string;
  /** Issuer of its tokens, and who hands them to pods. @default - its pods get no rights in AWS */
  readonly oidc?: OidcEntry;
  /** K3s on hosts. @default - somebody else keeps the cluster, and atoll runs nothing of its system */
  readonly k3s?: HostedK3s;
  /** Refuses to delete what holds data, and to take another cluster for this one. */
  readonly protect: boolean;
  /** Pods of the webhook, on as many nodes. Range 1..2. */
  readonly webhookReplicas: number;
  /** Where charts come from. @default - each chart's own repository */
  readonly chartMirror?: string;
  /** Where images come from. @default - each image's own registry */
  readonly imageMirror?: string;
  /** Takes back fields of Kubernetes objects that another manager has changed. @default false */
  readonly patchForce?: boolean;
}

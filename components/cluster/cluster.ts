import type { Provider } from "@pulumi/kubernetes/provider.js";
import type * as pulumi from "@pulumi/pulumi";
import type { IpFamily } from "../../fleet/networks/ip-family.ts";

/**
 * What answers a Service of type LoadBalancer: the cloud controller of EKS, the AWS Load Balancer Controller, K3s
 * itself, or nothing.
 */
export type LoadBalancerKind = "aws-nlb" | "aws-nlb-controller" | "service-lb" | "none";

/** What is known of a cluster before anything is registered; decisions of add-ons and tenants rest on nothing else. */
export interface ClusterFacts {
  /** Id in the inventory. */
  readonly id: string;
  /** Kubernetes minor version that workloads are made for, such as "1.35"; the control plane may be one ahead. */
  readonly kubernetes: string;
  /** Names of the zones that nodes may be in, such as eu-central-1a, in order. */
  readonly zones: readonly string[];
  /** Storage class for volumes of the platform and of tenants; encrypted. */
  readonly storageClass: string;
  /** What answers a Service of type LoadBalancer. */
  readonly loadBalancer: LoadBalancerKind;
  /** Processor architectures of the nodes. */
  readonly architectures: readonly ("amd64" | "arm64")[];
  /** Range of Kubernetes Services. @default - one that only the cloud knows */
  readonly serviceCidr?: string;
  /** Family of pods' and Services' addresses: one of the two, never both. @default - IPv4 */
  readonly ipFamily?: IpFamily;
  /** What enforces NetworkPolicy objects. */
  readonly networkPolicyEngine: "vpc-cni" | "kube-router" | "calico" | "cilium";
  /** How a ServiceAccount gets rights in the cloud; "none" means that whoever needs some is refused. */
  readonly identity: "pod-identity" | "oidc" | "none";
}

/** Where the cluster runs, for controllers that must be told; absent where no cloud is behind it. */
export interface ClusterCloud {
  readonly accountId: string;
  readonly awsRegion: string;
  readonly vpcId: pulumi.Output<string>;
  /** Tags of every resource of the stack; controllers that create cloud resources get them too. */
  readonly tags: Readonly<Record<string, string>>;
}

/** One statement of an IAM policy that allows something. */
export interface Permission {
  /** What it is for: letters and digits. */
  readonly sid: string;
  /** Exact actions, such as route53:GetChange; never a star alone. */
  readonly actions: readonly string[];
  /** ARNs; a star alone only where the action knows no resources, with the reason beside it. */
  readonly resources: readonly pulumi.Input<string>[];
  /** Conditions by operator and key. @default none */
  readonly conditions?: Readonly<
    Record<string, Readonly<Record<string, pulumi.Input<string> | readonly string[]>>>
  >;
}

/**
 * Who acts with a ServiceAccount's rights: pods that run as it, or whoever may ask the API server for a token of it, as
 * controllers do that act for many namespaces.
 */
export type IdentityBearer = "pod" | "token";

/** A ServiceAccount's rights in the cloud. */
export interface Identity {
  /** Annotations that the ServiceAccount needs; none with Pod Identity. */
  readonly annotations: Readonly<Record<string, pulumi.Input<string>>>;
  /** What must exist before a pod of that account starts. */
  readonly dependencies: readonly pulumi.Resource[];
}

/** Why a cluster gives no rights in the cloud. */
export interface IdentityRefusal {
  readonly refused: string;
}

/** What add-ons and tenants see of the cluster they are in, whatever kind it is. */
export interface Cluster {
  readonly provider: Provider;
  /** What must exist before the first ordinary object: nodes, DNS, storage. */
  readonly ready: readonly pulumi.Resource[];
  readonly facts: ClusterFacts;
  readonly cloud?: ClusterCloud;
  /**
   * Gives one ServiceAccount rights in the cloud; refused where `facts.identity` is "none".
   *
   * @param bearer who acts with them. @default "pod"
   */
  grantIdentity(
    namespace: string,
    serviceAccount: string,
    permissions: readonly Permission[],
    bearer?: IdentityBearer,
  ): Identity | IdentityRefusal;
}

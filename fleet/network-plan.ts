import type { SubnetClass } from "./schema/cluster.ts";

export interface PlannedSubnet {
  /** `<class>-<zone>`, such as node-a: the key in names, tags and the lock. */
  readonly key: string;
  readonly class: SubnetClass;
  /** Zone letter, such as a. */
  readonly zone: string;
  /** Availability zone name, such as eu-central-1a. */
  readonly availabilityZone: string;
  readonly cidr: string;
  /** Cloud id of a subnet that exists already. */
  readonly id?: string;
}

/** Everything the network component needs to know about one cluster, decided before any resource is registered. */
export interface NetworkPlan {
  /** Id of the VPC that exists already; absent when atoll creates it. */
  readonly vpcId?: string;
  readonly cidr: string;
  /** Secondary ranges of the VPC: the unrouted pod range, if any. */
  readonly secondaryCidrs: readonly string[];
  readonly serviceCidr: string;
  /** Zone letters in alphabetical order. */
  readonly zones: readonly string[];
  /** Ordered by key. */
  readonly subnets: readonly PlannedSubnet[];
}

import {
  CONTROLLER_INSTANCE_TARGETS,
  CONTROLLER_LOAD_BALANCER_ATTRIBUTES,
  CONTROLLER_LOAD_BALANCER_CLASS,
  CONTROLLER_LOAD_BALANCER_SCHEME,
  CONTROLLER_LOAD_BALANCER_TARGETS,
  CONTROLLER_POD_TARGETS,
  LOAD_BALANCER_CROSS_ZONE,
  LOAD_BALANCER_CROSS_ZONE_ATTRIBUTE,
  LOAD_BALANCER_INTERNAL,
  LOAD_BALANCER_TYPE,
} from "../../../fleet/charts/platform-vocabulary.ts";
import type { Cluster } from "../../cluster/cluster.ts";
import { loadBalancerTags } from "../ingress/load-balancer-tags.ts";

export interface InternalLoadBalancer {
  readonly annotations: Readonly<Record<string, string>>;
  readonly spec: {
    readonly type: "LoadBalancer";
    readonly loadBalancerClass?: string;
    readonly allocateLoadBalancerNodePorts?: boolean;
  };
}

/** A load balancer that nobody reaches from the internet, in the words of what makes it. */
export function internalLoadBalancer(
  cluster: Pick<Cluster, "facts" | "cloud">,
  hasController: boolean,
): InternalLoadBalancer {
  const owner = loadBalancerTags(cluster);
  if (!hasController && cluster.facts.loadBalancer === "aws-nlb")
    return {
      annotations: {
        [LOAD_BALANCER_TYPE]: "nlb",
        [LOAD_BALANCER_CROSS_ZONE]: "true",
        [LOAD_BALANCER_INTERNAL]: "true",
        ...owner,
      },
      spec: { type: "LoadBalancer" },
    };
  // Pods of an overlay have no address that a load balancer could reach, so there it hands on to nodes.
  const targets = hasController ? CONTROLLER_POD_TARGETS : CONTROLLER_INSTANCE_TARGETS;
  return {
    annotations: {
      [CONTROLLER_LOAD_BALANCER_TARGETS]: targets,
      [CONTROLLER_LOAD_BALANCER_SCHEME]: "internal",
      [CONTROLLER_LOAD_BALANCER_ATTRIBUTES]: `${LOAD_BALANCER_CROSS_ZONE_ATTRIBUTE}=true`,
      ...owner,
    },
    spec: {
      type: "LoadBalancer",
      loadBalancerClass: CONTROLLER_LOAD_BALANCER_CLASS,
      ...(hasController ? { allocateLoadBalancerNodePorts: false } : {}),
    },
  };
}

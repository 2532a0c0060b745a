import {
  CONTROLLER_ADDRESS_TYPE,
  CONTROLLER_INSTANCE_TARGETS,
  CONTROLLER_LOAD_BALANCER_ATTRIBUTES,
  CONTROLLER_LOAD_BALANCER_CLASS,
  CONTROLLER_LOAD_BALANCER_SCHEME,
  CONTROLLER_LOAD_BALANCER_TARGETS,
  CONTROLLER_POD_TARGETS,
  CONTROLLER_TARGET_ATTRIBUTES,
  EXTERNAL_DNS_HOSTNAME,
  KEEP_CALLERS_ADDRESS,
  LOAD_BALANCER_CROSS_ZONE,
  LOAD_BALANCER_CROSS_ZONE_ATTRIBUTE,
  LOAD_BALANCER_INTERNAL,
  LOAD_BALANCER_TYPE,
} from "../../../fleet/charts/platform-vocabulary.ts";
import { ingressDnsName } from "../../../fleet/names.ts";
import type { AddOnContext, Values } from "../contract.ts";
import { DEFAULT_INTERNAL_ONLY } from "../settings.ts";
import { loadBalancerTags } from "./load-balancer-tags.ts";

/** Traffic stays on the node that it reaches, so that the caller's address stays what it was. */
const LOCAL = { type: "LoadBalancer", externalTrafficPolicy: "Local" };

/** The Service by which requests reach Traefik, in the words of whatever answers Services in the cluster. */
export function traefikService(context: AddOnContext): Values {
  const { facts, settings, has } = context;
  const name = { [EXTERNAL_DNS_HOSTNAME]: ingressDnsName(settings.dnsZone) };
  if (has("aws-load-balancer-controller")) return toPods(context, name);
  switch (facts.loadBalancer) {
    case "none":
      return { spec: { type: "ClusterIP" } };
    case "service-lb":
      return { spec: LOCAL, ...(has("external-dns") ? { annotations: name } : {}) };
    case "aws-nlb": {
      const annotations = {
        [LOAD_BALANCER_TYPE]: "nlb",
        [LOAD_BALANCER_CROSS_ZONE]: "true",
        ...name,
        ...(isInternal(context) ? { [LOAD_BALANCER_INTERNAL]: "true" } : {}),
        ...loadBalancerTags(context),
      };
      return { spec: LOCAL, annotations };
    }
    case "aws-nlb-controller": {
      // Pods of an overlay have no address that a load balancer could reach, so it hands on to nodes.
      const annotations = {
        [CONTROLLER_LOAD_BALANCER_TARGETS]: CONTROLLER_INSTANCE_TARGETS,
        ...controllerAnnotations(context),
        ...name,
        ...loadBalancerTags(context),
      };
      return { spec: { ...LOCAL, loadBalancerClass: CONTROLLER_LOAD_BALANCER_CLASS }, annotations };
    }
  }
}

/** Pods of EKS have addresses of the VPC: no port of a node is in between, and callers keep their address. */
function toPods(context: AddOnContext, name: Readonly<Record<string, string>>): Values {
  const annotations = {
    [CONTROLLER_LOAD_BALANCER_TARGETS]: CONTROLLER_POD_TARGETS,
    [CONTROLLER_TARGET_ATTRIBUTES]: `${KEEP_CALLERS_ADDRESS}=true`,
    ...(context.facts.ipFamily === "ipv6" ? { [CONTROLLER_ADDRESS_TYPE]: "dualstack" } : {}),
    ...controllerAnnotations(context),
    ...name,
    ...loadBalancerTags(context),
  };
  const spec = {
    type: "LoadBalancer",
    loadBalancerClass: CONTROLLER_LOAD_BALANCER_CLASS,
    allocateLoadBalancerNodePorts: false,
  };
  return { spec, annotations };
}

function controllerAnnotations(context: AddOnContext): Readonly<Record<string, string>> {
  return {
    [CONTROLLER_LOAD_BALANCER_SCHEME]: isInternal(context) ? "internal" : "internet-facing",
    [CONTROLLER_LOAD_BALANCER_ATTRIBUTES]: `${LOAD_BALANCER_CROSS_ZONE_ATTRIBUTE}=true`,
  };
}

const isInternal = ({ settings: { internalOnly } }: AddOnContext): boolean =>
  internalOnly ?? DEFAULT_INTERNAL_ONLY;

import {
  CONTROLLER_INSTANCE_TARGETS,
  CONTROLLER_LOAD_BALANCER_ATTRIBUTES,
  CONTROLLER_LOAD_BALANCER_CLASS,
  CONTROLLER_LOAD_BALANCER_SCHEME,
  CONTROLLER_LOAD_BALANCER_TARGETS,
  EXTERNAL_DNS_HOSTNAME,
  LOAD_BALANCER_CROSS_ZONE,
  LOAD_BALANCER_CROSS_ZONE_ATTRIBUTE,
  LOAD_BALANCER_INTERNAL,
  LOAD_BALANCER_TAGS,
  LOAD_BALANCER_TYPE,
} from "../../fleet/charts/platform-vocabulary.ts";
import { ingressDnsName } from "../../fleet/names.ts";
import type { AddOnContext, Values } from "./contract.ts";
import { DEFAULT_INTERNAL_ONLY } from "./settings.ts";

/** Traffic stays on the node that it reaches, so that the caller's address stays what it was. */
const LOCAL = { type: "LoadBalancer", externalTrafficPolicy: "Local" };

/** The Service by which requests reach Traefik, in the words of whatever answers Services in the cluster. */
export function traefikService(context: AddOnContext): Values {
  const { facts, settings } = context;
  const name = { [EXTERNAL_DNS_HOSTNAME]: ingressDnsName(settings.dnsZone) };
  const isInternal = settings.internalOnly ?? DEFAULT_INTERNAL_ONLY;
  switch (facts.loadBalancer) {
    case "none":
      return { spec: { type: "ClusterIP" } };
    case "service-lb":
      return { spec: LOCAL };
    case "aws-nlb": {
      const annotations = {
        [LOAD_BALANCER_TYPE]: "nlb",
        [LOAD_BALANCER_CROSS_ZONE]: "true",
        ...name,
        ...(isInternal ? { [LOAD_BALANCER_INTERNAL]: "true" } : {}),
        ...ownerTags(context),
      };
      return { spec: LOCAL, annotations };
    }
    case "aws-nlb-controller": {
      // Pods of an overlay have no address that a load balancer could reach, so it hands on to nodes.
      const annotations = {
        [CONTROLLER_LOAD_BALANCER_TARGETS]: CONTROLLER_INSTANCE_TARGETS,
        [CONTROLLER_LOAD_BALANCER_SCHEME]: isInternal ? "internal" : "internet-facing",
        [CONTROLLER_LOAD_BALANCER_ATTRIBUTES]: `${LOAD_BALANCER_CROSS_ZONE_ATTRIBUTE}=true`,
        ...name,
        ...ownerTags(context),
      };
      return { spec: { ...LOCAL, loadBalancerClass: CONTROLLER_LOAD_BALANCER_CLASS }, annotations };
    }
  }
}

/** Tags of the load balancer, where the cluster is one of ours in a cloud. */
function ownerTags({ cloud }: AddOnContext): Readonly<Record<string, string>> {
  const tags = Object.entries(cloud?.tags ?? {}).map(([key, value]) => `${key}=${value}`);
  return tags.length === 0 ? {} : { [LOAD_BALANCER_TAGS]: tags.join(",") };
}

import { NODE_IMAGE_FAMILY, nodeImageTerms } from "../../../fleet/upgrade/eks-catalog.ts";
import { NODE_DISK_GIB } from "../../../fleet/nodes/node-facts.ts";
import { KARPENTER_DISCOVERY_TAG } from "../../../fleet/vocabulary.ts";

/** What a node class is made of; `T` is text, or what becomes text once the cloud has answered. */
export interface NodeClassParts<T> {
  /** Kubernetes minor version of the image, such as "1.35". */
  readonly nodeKubernetes: string;
  /** Drivers that the image has beside the usual ones. */
  readonly drivers: "standard" | "nvidia";
  readonly cluster: string;
  readonly subnetIds: readonly T[];
  readonly instanceProfile: T;
  /** Largest number of pods on a node. Range 1..250. */
  readonly maxPods: number;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * How machines are started: an image that changes only with the catalog, an encrypted disk, and credentials that no
 * pod can fetch. The subnets are named by their ids, which a network that was brought along has, too.
 *
 * @see https://karpenter.sh/docs/concepts/nodeclasses/
 */
export function nodeClassSpec<T>(parts: NodeClassParts<T>): object {
  return {
    amiFamily: NODE_IMAGE_FAMILY,
    amiSelectorTerms: nodeImageTerms(parts.nodeKubernetes, parts.drivers),
    instanceProfile: parts.instanceProfile,
    subnetSelectorTerms: parts.subnetIds.map((id) => ({ id })),
    securityGroupSelectorTerms: [{ tags: { [KARPENTER_DISCOVERY_TAG]: parts.cluster } }],
    associatePublicIPAddress: false,
    metadataOptions: {
      httpEndpoint: "enabled",
      httpProtocolIPv6: "disabled",
      httpPutResponseHopLimit: 1,
      httpTokens: "required",
    },
    blockDeviceMappings: [
      {
        deviceName: "/dev/xvda",
        rootVolume: true,
        ebs: {
          volumeSize: `${NODE_DISK_GIB}Gi`,
          volumeType: "gp3",
          encrypted: true,
          deleteOnTermination: true,
        },
      },
    ],
    kubelet: { maxPods: parts.maxPods },
    tags: parts.tags,
  };
}

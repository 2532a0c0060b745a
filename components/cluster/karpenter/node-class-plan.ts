import { NODE_IMAGE_FAMILY, nodeImageTerms } from "../../../fleet/upgrade/eks-catalog.ts";
import { NODE_DISK_GIB } from "../../../fleet/nodes/node-facts.ts";
import { KARPENTER_DISCOVERY_TAG } from "../../../fleet/vocabulary.ts";

/** What machines of every kind of cluster have; `T` is text, or what becomes text once the cloud has answered. */
export interface MachineParts<T> {
  readonly subnetIds: readonly T[];
  readonly instanceProfile: T;
  /** Largest number of pods on a node. Range 1..250. */
  readonly maxPods: number;
  readonly tags: Readonly<Record<string, string>>;
}

/** What a node class of EKS is made of. */
export interface NodeClassParts<T> extends MachineParts<T> {
  /** Kubernetes minor version of the image, such as "1.35". */
  readonly nodeKubernetes: string;
  /** Drivers that the image has beside the usual ones. */
  readonly drivers: "standard" | "nvidia";
  readonly cluster: string;
}

/**
 * How machines of EKS are started: an image that changes only with the catalog, an encrypted disk, and credentials that
 * no pod can fetch. The subnets are named by their ids, which a network that was brought along has, too.
 *
 * @see https://karpenter.sh/docs/concepts/nodeclasses/
 */
export function nodeClassSpec<T>(parts: NodeClassParts<T>): object {
  const { nodeKubernetes, drivers, cluster } = parts;
  const start = {
    amiFamily: NODE_IMAGE_FAMILY,
    amiSelectorTerms: nodeImageTerms(nodeKubernetes, drivers),
    securityGroupSelectorTerms: [{ tags: { [KARPENTER_DISCOVERY_TAG]: cluster } }],
  };
  return machineSpec(parts, start, "/dev/xvda");
}

/** What differs by kind of cluster: the image, what it is told at its first start, and what it may reach. */
export interface MachineStart {
  readonly amiFamily: string;
  readonly amiSelectorTerms: readonly object[];
  readonly securityGroupSelectorTerms: readonly object[];
  /** What the machine is told. @default - what Karpenter makes for the family */
  readonly userData?: unknown;
}

/** A class of machines. `rootDevice` is what the image calls its disk. */
export function machineSpec<T>(parts: MachineParts<T>, start: MachineStart, rootDevice: string): object {
  return {
    ...start,
    instanceProfile: parts.instanceProfile,
    subnetSelectorTerms: parts.subnetIds.map((id) => ({ id })),
    associatePublicIPAddress: false,
    metadataOptions: {
      httpEndpoint: "enabled",
      httpProtocolIPv6: "disabled",
      httpPutResponseHopLimit: 1,
      httpTokens: "required",
    },
    blockDeviceMappings: [
      {
        deviceName: rootDevice,
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

import { createHash } from "node:crypto";
import type { ClusterNode } from "../aws/cluster-host.ts";

/** EKS's own label of the nodes of a managed group. */
export const GROUP_LABEL = "eks.amazonaws.com/nodegroup";

/** Annotation of nodes that no group of EKS holds: which machines they are. */
export const MACHINES_ANNOTATION = "simulator/machines";

/** Annotation of nodes with an address of their own, which `simulator-stages.yaml` shows. */
const ADDRESS_ANNOTATION = "simulator/address";

/** Disk of every simulated node. */
const DISK_GIB = 80;

/** What the servers are; EKS would show a build of its own. */
const KUBELET_VERSION = "v1.36.3-simulator";

/** What a node is of: a group of EKS, machines of somebody else, or, as those of Karpenter, of nothing. */
export interface NodeOrigin {
  /** @default - no group of EKS */
  readonly group?: string;
  /** @default - a group of EKS, or none */
  readonly machines?: string;
}

/** The object that a kubelet would register. */
export function nodeObject(node: ClusterNode, { group, machines }: NodeOrigin, region: string) {
  const { name, zone, architecture } = node;
  const resources = {
    cpu: `${node.cpu}`,
    memory: `${node.memory}Gi`,
    pods: `${node.pods}`,
    "ephemeral-storage": `${DISK_GIB}Gi`,
  };
  const digest = createHash("sha256").update(name).digest("hex");
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: {
      name,
      labels: labelsOf(node, group, region),
      annotations: {
        ...(machines !== undefined && { [MACHINES_ANNOTATION]: machines }),
        ...(node.address !== undefined && { [ADDRESS_ANNOTATION]: node.address }),
      },
    },
    spec: {
      providerID: node.providerId ?? `aws:///${zone}/i-${digest.slice(0, 17)}`,
      taints: node.taints,
    },
    status: {
      capacity: resources,
      allocatable: resources,
      nodeInfo: {
        ...nodeInfo(architecture, digest.slice(0, 32)),
        kubeletVersion: node.kubeletVersion ?? KUBELET_VERSION,
      },
    },
  } as const;
}

function labelsOf(
  node: ClusterNode,
  group: string | undefined,
  region: string,
): Readonly<Record<string, string>> {
  return {
    "kubernetes.io/hostname": node.name,
    "kubernetes.io/os": "linux",
    "kubernetes.io/arch": node.architecture,
    "node.kubernetes.io/instance-type": node.instanceType,
    "topology.kubernetes.io/region": region,
    "topology.kubernetes.io/zone": node.zone,
    ...(group !== undefined && { [GROUP_LABEL]: group }),
    ...node.labels,
  };
}

function nodeInfo(architecture: string, machine: string) {
  return {
    architecture,
    operatingSystem: "linux",
    containerRuntimeVersion: "simulator://",
    kernelVersion: "simulator",
    osImage: "simulator",
    kubeProxyVersion: "",
    machineID: machine,
    systemUUID: machine,
    bootID: machine,
  } as const;
}

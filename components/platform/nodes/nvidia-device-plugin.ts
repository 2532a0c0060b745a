import { GPU_PRESENT_LABEL, GPU_TAINT } from "../../../fleet/nodes/karpenter-vocabulary.ts";
import type { AddOn } from "../contract.ts";
import { PLATFORM_PRIORITY, resourcesOf, type Workload } from "../workload.ts";

const PLUGIN: Workload = { kind: "DaemonSet", replicas: 1, cpuMillicores: 50, memoryMiB: 100 };

/**
 * Tells the scheduler how many NVIDIA processors each node has; without it no pod can ask for one. Only clusters with a
 * pool of class gpu have it, and only nodes of those pools run it.
 *
 * @see https://github.com/NVIDIA/k8s-device-plugin
 */
export const nvidiaDevicePlugin: AddOn<"nvidia-device-plugin"> = {
  contract: {
    name: "nvidia-device-plugin",
    purpose: "NVIDIA processors as something that pods can ask for.",
    chart: "nvidia-device-plugin",
    namespace: "nvidia-device-plugin",
    // It speaks with the kubelet through a folder of the node.
    podSecurity: "privileged",
    requires: [],
    conflicts: [],
    traffic: {},
    ready: { kind: "release", what: "its pods are ready on every node that has such processors" },
    teardown: { first: [], stays: [] },
    backup: "It keeps nothing.",
    timeoutSeconds: 300,
  },
  values: ({ image }) => {
    const { registry, path, tag } = image("k8s-device-plugin");
    return {
      image: { repository: `${registry}/${path}`, tag },
      nodeSelector: { [GPU_PRESENT_LABEL]: "true" },
      tolerations: [{ key: GPU_TAINT, operator: "Exists", effect: "NoSchedule" }],
      priorityClassName: PLATFORM_PRIORITY,
      resources: resourcesOf(PLUGIN),
      gfd: { enabled: false },
    };
  },
  workloads: () => ({ plugin: PLUGIN }),
};

import { HOSTNAME_LABEL, ZONE_LABEL } from "../../fleet/charts/platform-vocabulary.ts";

/** Classes by which the scheduler knows what may push out what: the platform before tenants, all before the rest. */
export const PRIORITY_CLASSES = {
  "cluster-important": {
    value: 100_000_000,
    description: "Add-ons without which the cluster serves nobody.",
  },
  "workload-important": {
    value: 10_000_000,
    description: "Workloads that may push out ordinary ones.",
  },
} as const;

export const PLATFORM_PRIORITY: keyof typeof PRIORITY_CLASSES = "cluster-important";

/** One workload, and what each of its pods asks for. */
export interface Workload {
  readonly kind: "Deployment" | "StatefulSet" | "DaemonSet" | "Job";
  /** Pods; of a DaemonSet those of one node. */
  readonly replicas: number;
  readonly cpuMillicores: number;
  readonly memoryMiB: number;
}

/** Requests and limits of the one container of a workload. */
export function resourcesOf({ cpuMillicores, memoryMiB }: Workload): Readonly<Record<string, unknown>> {
  return resources(cpuMillicores, memoryMiB);
}

/** What a container asks for. Memory is limited to that, so that no node ever runs out; processor time may burst. */
export function resources(cpuMillicores: number, memoryMiB: number): Readonly<Record<string, unknown>> {
  const memory = `${memoryMiB}Mi`;
  return {
    requests: { cpu: `${cpuMillicores}m`, memory },
    limits: { cpu: `${cpuMillicores * CPU_BURST}m`, memory },
  };
}

/** How many times its request a container may use for a while. */
const CPU_BURST = 10;

/**
 * Over zones and nodes, as evenly as the nodes allow: a pod that could only wait helps nobody.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/
 */
export function spread(matchLabels: Readonly<Record<string, string>>): readonly unknown[] {
  return SPREAD.map((one) => ({ ...one, labelSelector: { matchLabels } }));
}

/** The same, for charts that say by themselves whose pods are spread. */
export const SPREAD = [ZONE_LABEL, HOSTNAME_LABEL].map((topologyKey) => ({
  maxSkew: 1,
  topologyKey,
  whenUnsatisfiable: "ScheduleAnyway",
}));

/** One pod at a time may be evicted; where there is only one, a budget would only stop drains. */
export function disruptionBudget(replicas: number): Readonly<Record<string, unknown>> {
  return replicas < 2 ? { enabled: false } : { enabled: true, maxUnavailable: 1 };
}

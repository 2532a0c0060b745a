import {
  CRITICAL_PRIORITY,
  CONTROL_PLANE_LABEL,
  CONTROL_PLANE_TAINT,
} from "../../fleet/k3s/system-vocabulary.ts";
import { SYSTEM_NODE_TAINT } from "../../fleet/eks-vocabulary.ts";
import { resources, spread } from "../platform/workload.ts";

/** What one controller of the cluster itself is. */
export interface ControllerPod {
  /** Labels of its pods. */
  readonly labels: Readonly<Record<string, string>>;
  readonly serviceAccount: string;
  /** Whether it runs on servers only; otherwise wherever there is room. */
  readonly onServers: boolean;
  /** Its only container, in the words of Kubernetes. */
  readonly container: PlannedContainer;
  /** Processor time that it asks for, in thousandths of a processor. Range 10..1000. */
  readonly cpuMillicores: number;
  /** Memory that it gets, in MiB. Range 16..2048. */
  readonly memoryMiB: number;
  /** @default none */
  readonly volumes?: readonly Readonly<Record<string, unknown>>[];
}

/** A container, in the words of Kubernetes. */
export type PlannedContainer = Readonly<Record<string, unknown>> & { readonly name: string };

/** Template of pods, in the words of Kubernetes. */
export interface PlannedPod {
  readonly metadata: { readonly labels: Readonly<Record<string, string>> };
  readonly spec: Readonly<Record<string, unknown>> & { readonly containers: PlannedContainer[] };
}

/** Of no user in particular: no image here brings a user of its own that matters. */
const NOBODY = 65_534;

/** What servers are marked with so that nothing ordinary runs there. */
export const SERVER_TOLERATIONS = [
  { key: SYSTEM_NODE_TAINT, operator: "Exists" },
  { key: CONTROL_PLANE_TAINT, operator: "Exists", effect: "NoSchedule" },
];

/** Holds a pod to the servers of the cluster. */
export const ON_SERVERS = {
  nodeAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [{ matchExpressions: [{ key: CONTROL_PLANE_LABEL, operator: "Exists" }] }],
    },
  },
};

/** A controller without rights on its node, which comes before all but the node's own pods. */
export function controllerPod(pod: ControllerPod): PlannedPod {
  const { labels, serviceAccount, onServers, container, cpuMillicores, memoryMiB, volumes = [] } = pod;
  return {
    metadata: { labels },
    spec: {
      serviceAccountName: serviceAccount,
      priorityClassName: CRITICAL_PRIORITY,
      tolerations: SERVER_TOLERATIONS,
      ...(onServers ? { affinity: ON_SERVERS } : {}),
      topologySpreadConstraints: [...spread(labels)],
      securityContext: {
        runAsNonRoot: true,
        runAsUser: NOBODY,
        runAsGroup: NOBODY,
        fsGroup: NOBODY,
        seccompProfile: { type: "RuntimeDefault" },
      },
      containers: [
        {
          ...container,
          resources: resources(cpuMillicores, memoryMiB),
          securityContext: {
            allowPrivilegeEscalation: false,
            capabilities: { drop: ["ALL"] },
            readOnlyRootFilesystem: true,
          },
        },
      ],
      volumes: [...volumes],
    },
  };
}
